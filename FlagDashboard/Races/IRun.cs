using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Races;

/// <summary>
/// What a mode sees of its run. As an observer it is given to an executor, whose futures then report themselves; modes
/// without an executor use <see cref="DownloadHere"/> and <see cref="DownloadAsync"/>, which report theirs.
/// </summary>
public interface IRun : IFutureObserver
{
    /// <summary>What to download, in call order.</summary>
    IReadOnlyList<Country> Countries { get; }

    /// <summary>How many workers to use.</summary>
    int Workers { get; }

    /// <summary>Signalled when what is running is to be given up: after what is pending was cancelled.</summary>
    CancellationToken GivenUp { get; }

    /// <summary>Downloads and saves one flag, blocking the calling thread. For executors.</summary>
    /// <exception cref="DownloadException">The site failed; the message says how.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    Download DownloadOne(Country country);

    /// <summary>Downloads and saves one flag here and now, as a future with the calling thread for a worker.</summary>
    /// <inheritdoc cref="DownloadOne" path="/exception"/>
    Download DownloadHere(Country country);

    /// <summary>Waits for one of <paramref name="slots"/>, then downloads and saves one flag without blocking a thread.</summary>
    /// <inheritdoc cref="DownloadOne" path="/exception"/>
    Task<Download> DownloadAsync(Country country, SemaphoreSlim slots);

    /// <summary>The same as a value that can be sent to another process, for <see cref="DownloadJob.Execute"/>.</summary>
    DownloadJob JobOf(Country country);

    /// <summary>The consuming code got a result.</summary>
    void Received(Download download);

    /// <summary>The consuming code got an exception instead of a result.</summary>
    void Failed(Country country, Exception error);
}
