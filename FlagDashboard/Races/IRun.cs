using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Races;

/// <summary>
/// The run that a mode performs. A mode passes it to its executor as an observer, which records the futures. A mode without an
/// executor downloads by <see cref="DownloadHere"/> or <see cref="DownloadAsync"/>, which record a future each. Thread-safe.
/// </summary>
public interface IRun : IFutureObserver
{
    /// <summary>The countries to download, in call order.</summary>
    IReadOnlyList<Country> Countries { get; }

    /// <summary>The number of workers to use.</summary>
    int Workers { get; }

    /// <summary>
    /// Cancelled when running downloads must stop, because the race was cancelled. Pending downloads are cancelled before that.
    /// </summary>
    CancellationToken AbortToken { get; }

    /// <summary>Downloads and saves one flag; the function that a mode submits to an executor. Blocks the calling thread.</summary>
    /// <exception cref="DownloadException">The site failed; the message says how.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    Download DownloadOne(Country country);

    /// <summary>Downloads and saves one flag on the calling thread, which counts as the worker of the recorded future.</summary>
    /// <inheritdoc cref="DownloadOne" path="/exception"/>
    Download DownloadHere(Country country);

    /// <summary>Waits for one of <paramref name="slots"/>, then downloads and saves one flag without blocking a thread.</summary>
    /// <inheritdoc cref="DownloadOne" path="/exception"/>
    Task<Download> DownloadAsync(Country country, SemaphoreSlim slots);

    /// <summary>
    /// Describes the download of one flag as a value for another process, which passes it to <see cref="DownloadJob.Execute"/>.
    /// </summary>
    DownloadJob JobOf(Country country);

    /// <summary>Records that the consuming code got a result.</summary>
    void Received(Download download);

    /// <summary>Records that the consuming code got an exception instead of a result.</summary>
    void Failed(Country country, Exception error);
}
