using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>The outcome of a future, in the form in which it is logged.</summary>
/// <param name="Status">Whether the future succeeded, failed or was cancelled.</param>
/// <param name="ResultOrReason">The return value or the reason of the failure, as text for people; null if there is none.</param>
/// <param name="Bytes">The size of the flag in bytes; <see cref="RaceEvent.None"/> if there is no flag.</param>
/// <param name="ImageHash">The SHA-256 hash of the flag's bytes; null if there is no flag.</param>
internal readonly record struct LoggedOutcome(
    Outcome Status, string? ResultOrReason = null, int Bytes = RaceEvent.None, string? ImageHash = null)
{
    /// <summary>Creates the outcome of a call that returned. The return value is logged as text.</summary>
    public static LoggedOutcome FromResult(object? result) => new(Outcome.Ok, result?.ToString());

    /// <summary>Creates the outcome of a call that raised an exception.</summary>
    public static LoggedOutcome FromException(Exception error) => new(Outcome.Error, DescribeException(error));

    /// <summary>
    /// Describes an exception in one line for people. The description of a failed download is the same, whichever process raised it.
    /// </summary>
    public static string DescribeException(Exception error) => error switch
    {
        RemoteException remote when IsOfDownload(remote.RemoteType) => remote.RemoteMessage,
        DownloadException or SaveException or RemoteException or BrokenProcessPoolException or ExternalRunException => error.Message,
        _ => $"{TypeDisplayName.Format(error.GetType())}: {error.Message}",
    };

    private static bool IsOfDownload(string? remoteType) =>
        remoteType == typeof(DownloadException).FullName || remoteType == typeof(SaveException).FullName;
}
