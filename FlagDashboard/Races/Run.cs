using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// One run of a race: the execution of a mode, which downloads the flags of a list of countries. Every step is recorded in the log of the
/// race. Thread-safe.
/// </summary>
internal sealed class Run : IRunContext
{
    private readonly Dictionary<Country, int> _numbers;
    private readonly Downloader _downloader;
    private readonly RunRecorder _recorder;
    private readonly LoopSlotAllocator _slots = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _waitingForSlot = new();

    /// <param name="log">The log of the race.</param>
    /// <param name="number">The index of the run in the race.</param>
    /// <param name="countries">The countries to download, in call order.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="downloader">Downloads and saves the flags.</param>
    /// <param name="cancelled">Cancelled when the race is cancelled.</param>
    /// <param name="onRecordingFailed">Called when an event could not be recorded.</param>
    public Run(
        RaceLog log,
        int number,
        IReadOnlyList<Country> countries,
        int workers,
        Downloader downloader,
        CancellationToken cancelled,
        Action<Exception>? onRecordingFailed = null)
    {
        (Countries, _downloader) = (countries, downloader);
        _numbers = countries.Select((country, i) => (country, i)).ToDictionary(pair => pair.country, pair => pair.i);
        _recorder = new RunRecorder(log, number, [.. countries.Select(country => country.Code)], workers, cancelled)
        {
            FutureNumberSelector = argument => _numbers[argument is DownloadCall job ? job.Country : (Country)argument!],
            OutcomeSelector = result => OutcomeOf(downloader.RegisterWorkerSavedFlag((Download)result!)),
            OnRaised = downloader.ReportSaveError,
            OnRecordingFailed = onRecordingFailed,
        };
        ExternalRecorder = new ExternalRunRecorder(log, _recorder, downloader);
    }

    public IReadOnlyList<Country> Countries { get; }

    public int Workers => _recorder.Workers;

    public CancellationToken AbortToken => _downloader.AbortToken;

    public IExternalRunRecorder ExternalRecorder { get; }

    public DownloadCall JobOf(Country country) => _downloader.JobOf(country);

    public Download DownloadOne(Country country) => _downloader.DownloadAndSave(country);

    public Download DownloadInline(Country country) => _recorder.CallInline(_downloader.DownloadAndSave, country);

    public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
    {
        var future = _numbers[country];
        var turn = new TaskCompletionSource();
        _recorder.RecordSubmitted(future, country, () => _waitingForSlot[future] = turn);
        await WaitForSlotOrCancellation(future, turn, slots);
        var slot = _slots.Take();
        _recorder.RecordStarted(future, slot);
        try
        {
            var download = await _downloader.DownloadAndSaveAsync(country);
            _recorder.RecordCallReturned(future, download);
            return download;
        }
        catch (Exception error)
        {
            _recorder.RecordCallRaised(future, error);
            throw;
        }
        finally
        {
            _slots.Return(slot);
            slots.Release();
        }
    }

    public void Received(Download download) => _recorder.RecordReceived(_numbers[download.Country], download.Status);

    public void ReceivedException(Country country, Exception error)
    {
        // If the exception only says that the race or the future was cancelled, the download has no outcome. Nothing is then recorded as
        // received.
        if (!_recorder.IsDueToCancellation(error) && !_recorder.IsCausedByCancelledFuture(error) && !_recorder.WasRaisedByMap(error))
            _recorder.RecordReceived(_numbers[country], Outcome.Error);
    }

    /// <summary>Cancels one pending future at a person's request.</summary>
    /// <inheritdoc cref="RunRecorder.TryCancelPending"/>
    public bool TryCancelPending(int future, Intervention intervention) => _recorder.TryCancelPending(
        future, intervention, () => _waitingForSlot.TryGetValue(future, out var turn) && turn.TrySetCanceled());

    /// <summary>
    /// Prepares the run, then executes <paramref name="mode"/> to its end. Does not throw: an exception ends the run early.
    /// </summary>
    public void Execute(IConcurrencyMode mode)
    {
        Action downloadMany;
        try
        {
            downloadMany = mode.Prepare(this);
        }
        catch (Exception error)
        {
            downloadMany = ExceptionDispatchInfo.Capture(error).Throw;
        }

        Execute(downloadMany);
    }

    /// <summary>
    /// Records the start of the run, calls <paramref name="body"/>, and records the end of the run. Does not throw: an exception ends the
    /// run early.
    /// </summary>
    public void Execute(Action body) => _recorder.Execute(body);

    void IFutureObserver.Submitted(Future future, object? argument) => Observer.Submitted(future, argument);

    void IFutureObserver.Started(Future future, int worker) => Observer.Started(future, worker);

    void IFutureObserver.CallEnded(Future future, object? result, Exception? error) => Observer.CallEnded(future, result, error);

    void IFutureObserver.Cancelled(Future future) => Observer.Cancelled(future);

    void IFutureObserver.WorkerProcessStarting(int worker) => Observer.WorkerProcessStarting(worker);

    void IFutureObserver.WorkerProcessNamed(int worker, string name) => Observer.WorkerProcessNamed(worker, name);

    void IFutureObserver.RaisedByMap(Future future, Exception error) => Observer.RaisedByMap(future, error);

    void IFutureObserver.WorkerProcessReady(int worker) => Observer.WorkerProcessReady(worker);

    private IFutureObserver Observer => _recorder;

    private static LoggedOutcome OutcomeOf(Download download) => new(
        download.Status, download.Status == Outcome.NotFound ? "not found" : null, download.Bytes, download.ImageHash);

    // Waits until the download gets a slot of the semaphore or is cancelled. After a cancellation, WaitForSlot goes on waiting in the
    // background, and gives the slot back as soon as it gets one. SemaphoreSlim.WaitAsync(token) would be simpler, but costs more processor
    // time, because each call makes a detour through the thread pool.
    private async Task WaitForSlotOrCancellation(int future, TaskCompletionSource turn, SemaphoreSlim slots)
    {
        using var cancelling = _recorder.CancelToken.Register(() => turn.TrySetCanceled(_recorder.CancelToken));
        _ = WaitForSlot();
        try
        {
            await turn.Task;
        }
        catch (OperationCanceledException)
        {
            _recorder.RecordCancelledPending(future);
            throw;
        }
        finally
        {
            _waitingForSlot.TryRemove(future, out _);
        }

        async Task WaitForSlot()
        {
            await slots.WaitAsync();
            if (turn.TrySetResult())
                return;
            try
            {
                slots.Release();
            }
            catch (ObjectDisposedException)
            {
                // Release has failed because the mode has ended and has disposed the semaphore. No other download waits for the slot then.
            }
        }
    }
}
