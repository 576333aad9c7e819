using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>What the log keeps of a future's outcome.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Text">What the call returned, or why it did not end well, for people; null for nothing.</param>
/// <param name="Bytes">Size of the flag in bytes; <see cref="RaceEvent.None"/> without a flag.</param>
/// <param name="Image">The flag's content as SHA-256; null without a flag.</param>
internal readonly record struct FutureOutcome(Outcome Status, string? Text = null, int Bytes = RaceEvent.None, string? Image = null)
{
    /// <summary>The outcome of a call that returned: its result as text.</summary>
    public static FutureOutcome OfResult(object? result) => new(Outcome.Ok, result?.ToString());

    /// <summary>The outcome of a call that raised.</summary>
    public static FutureOutcome OfError(Exception error) => new(Outcome.Error, ReasonOf(error));

    /// <summary>
    /// An exception in one line for people. A failed download has the same reason whether it was raised in this process or in another.
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
