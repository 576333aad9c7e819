using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Races;

/// <summary>
/// The run that a mode performs. A mode with an executor passes this run to it as an observer, which records the futures. A mode without an
/// executor calls <see cref="DownloadInline"/> or <see cref="DownloadAsync"/>, which record one future per call. Thread-safe.
/// </summary>
public interface IRunContext : IFutureObserver
{
    /// <summary>The countries to download, in call order.</summary>
    IReadOnlyList<Country> Countries { get; }

    /// <summary>The number of workers to use.</summary>
    int Workers { get; }

    /// <summary>
    /// Cancelled when running downloads must stop, because the race was cancelled. Pending downloads have been cancelled by then.
    /// </summary>
    CancellationToken AbortToken { get; }

    /// <summary>Downloads and saves one flag. A mode submits this function to its executor. Blocks the calling thread.</summary>
    /// <exception cref="DownloadException">The site failed. The message gives the reason.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    Download DownloadOne(Country country);

    /// <summary>Downloads and saves one flag on the calling thread, and records a future whose worker is this thread.</summary>
    /// <inheritdoc cref="DownloadOne" path="/exception"/>
    Download DownloadInline(Country country);

    /// <summary>
    /// Waits for a slot of the semaphore <paramref name="slots"/>, then downloads and saves one flag without blocking a thread.
    /// </summary>
    /// <inheritdoc cref="DownloadOne" path="/exception"/>
    Task<Download> DownloadAsync(Country country, SemaphoreSlim slots);

    /// <summary>
    /// Returns the download of one flag as a value for a worker process, which calls <see cref="DownloadCall.Execute"/> with it.
    /// </summary>
    DownloadCall JobOf(Country country);

    /// <summary>Records a run that another process executes. Only the runs of a race can be recorded in this way.</summary>
    IExternalRunRecorder ExternalRecorder => throw new NotSupportedException();

    /// <summary>Records that the consuming code received a result.</summary>
    void Received(Download download);

    /// <summary>Records that the consuming code received an exception instead of a result.</summary>
    void ReceivedException(Country country, Exception error);
}
