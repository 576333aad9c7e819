using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>The outcome of a future as the log records it.</summary>
/// <param name="Status">The status of the outcome.</param>
/// <param name="Text">The returned value, or the reason of the failure, as text for people; null if there is none.</param>
/// <param name="Bytes">Size of the flag in bytes; <see cref="RaceEvent.None"/> without a flag.</param>
/// <param name="Image">The SHA-256 hash of the flag's bytes; null without a flag.</param>
internal readonly record struct FutureOutcome(Outcome Status, string? Text = null, int Bytes = RaceEvent.None, string? Image = null)
{
    /// <summary>Creates the outcome of a call that returned, with the result as text.</summary>
    public static FutureOutcome OfResult(object? result) => new(Outcome.Ok, result?.ToString());

    /// <summary>Creates the outcome of a call that raised an exception.</summary>
    public static FutureOutcome OfError(Exception error) => new(Outcome.Error, ReasonOf(error));

    /// <summary>
    /// Describes an exception in one line for people. A failed download gets the same description in every process.
    /// </summary>
    public static string ReasonOf(Exception error) => error switch
    {
        RemoteException remote when IsOfDownload(remote.RemoteType) => remote.RemoteMessage,
        DownloadException or SaveException or RemoteException or BrokenProcessPoolException => error.Message,
        _ => $"{TypeName.Of(error.GetType())}: {error.Message}",
    };

    private static bool IsOfDownload(string? remoteType) =>
        remoteType == typeof(DownloadException).FullName || remoteType == typeof(SaveException).FullName;
}
