using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>Exceptions as the answers of an executor session show them.</summary>
internal static class ExceptionText
{
    /// <summary>The type and message of an exception, in one line.</summary>
    public static string Of(Exception error) => $"{TypeName.Of(error.GetType())}: {error.Message}";
}
