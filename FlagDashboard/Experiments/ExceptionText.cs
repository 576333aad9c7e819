using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>Writes exceptions as text for the answers that an executor session shows.</summary>
internal static class ExceptionText
{
    /// <summary>The type and message of an exception, in one line.</summary>
    public static string Format(Exception error) => $"{TypeDisplayName.Format(error.GetType())}: {error.Message}";
}
