using System.Collections.Concurrent;
using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Races;

/// <summary>
/// One mode downloading one list of countries, written to the race's log. Everything that happens to a future passes here
/// at the moment it happens, on the thread on which it happens.
/// </summary>
internal sealed class Run(RaceLog log, int number, IReadOnlyList<Country> countries, int workers, Downloader downloader, CancellationToken cancelled) : IRun
{
    private const string CancelledWhilePending = "cancelled while pending";

    private readonly Dictionary<Country, int> _numbers = countries.Select((country, i) => (country, i)).ToDictionary(pair => pair.country, pair => pair.i);
    private readonly ConcurrentDictionary<Future, int> _submitted = new();
    private readonly ConcurrentDictionary<Exception, int> _raised = new(ReferenceEqualityComparer.Instance);
    private readonly bool[] _done = new bool[countries.Count];
    private readonly Slots _slots = new();

    public IReadOnlyList<Country> Countries => countries;

    public int Workers => workers;

    public Download DownloadOne(Country country) => downloader.Get(country);

    public Download DownloadHere(Country country)
    {
        var future = _numbers[country];
        cancelled.ThrowIfCancellationRequested();
        Log(RaceEventKind.Submitted, future);
        Log(RaceEventKind.Started, future, worker: 1);
        try
        {
            var download = downloader.Get(country);
            Returned(future, download);
            return download;
        }
        catch (Exception error)
        {
            Raised(future, error);
            throw;
        }
    }

    public async Task<Download> DownloadAsync(Country country, SemaphoreSlim slots)
    {
        var future = _numbers[country];
        Log(RaceEventKind.Submitted, future);
        await SlotOrCancel(future, slots);
        var slot = _slots.Take();
        Log(RaceEventKind.Started, future, slot);
        try
        {
            var download = await downloader.GetAsync(country);
            Returned(future, download);
            return download;
        }
        catch (Exception error)
        {
            Raised(future, error);
            throw;
        }
        finally
        {
            _slots.Return(slot);
            slots.Release();
        }
    }

    private async Task SlotOrCancel(int future, SemaphoreSlim slots)
    {
        try
        {
            await slots.WaitAsync(cancelled);
        }
        catch (OperationCanceledException)
        {
            Finish(future, DownloadStatus.Cancelled, detail: CancelledWhilePending);
            throw;
        }
    }

    public void Received(Download download) => Log(RaceEventKind.Received, _numbers[download.Country], status: download.Status);

    public void Failed(Country country, Exception error)
    {
        // What was cancelled gives the consuming code nothing to receive.
        if (!GivenUp(error))
            Log(RaceEventKind.Received, _numbers[country], status: DownloadStatus.Error);
    }

    void IFutureObserver.Submitted(Future future, object? argument)
    {
        var number = _numbers[(Country)argument!];
        // Told before it can be found: cancelling, on another thread, would tell its end first.
        Log(RaceEventKind.Submitted, number);
        _submitted[future] = number;
        if (cancelled.IsCancellationRequested)
            future.Cancel();
    }

    void IFutureObserver.Started(Future future, int worker) => Log(RaceEventKind.Started, _submitted[future], worker);

    void IFutureObserver.Finished(Future future, object? result, Exception? error)
    {
        // The future is dropped here, so that a run of thousands does not keep their results.
        if (!_submitted.TryRemove(future, out var number))
            return;
        if (error is null)
            Returned(number, (Download)result!);
        else
            Raised(number, error);
    }

    void IFutureObserver.Cancelled(Future future)
    {
        if (_submitted.TryRemove(future, out var number))
            Finish(number, DownloadStatus.Cancelled, detail: CancelledWhilePending);
    }

    /// <summary>Runs <paramref name="mode"/> to its end, whatever happens in it.</summary>
    public void Execute(IConcurrencyMode mode)
    {
        Log(RaceEventKind.RunStarted, RaceEvent.None, workers);
        Exception? ending = null;
        try
        {
            // Its end waits for a cancelling that is under way: what that one tells comes before the run's own end.
            using var cancelling = cancelled.Register(CancelPending);
            mode.DownloadMany(this);
        }
        catch (Exception error)
        {
            ending = error;
        }

        Close(ending);
    }

    private void CancelPending()
    {
        // Last first: meanwhile a free worker may still take the first of those that are left, and no other. Copied by the
        // dictionary itself: sorting would copy it while it changes.
        foreach (var (future, _) in _submitted.ToArray().OrderByDescending(submitted => submitted.Value))
            future.Cancel();
    }

    private void Close(Exception? ending)
    {
        var endedBy = RaceEvent.None;
        if (ending is not null && !GivenUp(ending))
        {
            endedBy = _raised.GetValueOrDefault(ending, RaceEvent.None);
            if (endedBy != RaceEvent.None)
                Log(RaceEventKind.Received, endedBy, status: DownloadStatus.Error);
        }

        for (var future = 0; future < _done.Length; future++)
        {
            if (!_done[future])
                Finish(future, DownloadStatus.Cancelled, detail: "never started");
        }

        var status = cancelled.IsCancellationRequested ? DownloadStatus.Cancelled
            : ending is null ? DownloadStatus.Ok : DownloadStatus.Error;
        Log(RaceEventKind.RunFinished, endedBy, status: status, detail: status == DownloadStatus.Error ? Reason(ending!) : null);
    }

    private void Returned(int future, Download download) =>
        Finish(future, download.Status, download.Bytes, download.Image, download.Status == DownloadStatus.NotFound ? "not found" : null);

    private void Raised(int future, Exception error)
    {
        _raised[error] = future;
        if (GivenUp(error))
            Finish(future, DownloadStatus.Cancelled, detail: "given up");
        else
            Finish(future, DownloadStatus.Error, detail: Reason(error));
    }

    private void Finish(int future, DownloadStatus status, int bytes = RaceEvent.None, string? image = null, string? detail = null)
    {
        _done[future] = true;
        log.Append(new RaceEvent(0, 0, RaceEventKind.Finished, number, future, 0, status, status == DownloadStatus.Ok ? bytes : RaceEvent.None, image, detail));
    }

    private void Log(RaceEventKind kind, int future, int worker = 0, DownloadStatus? status = null, string? detail = null) =>
        log.Append(new RaceEvent(0, 0, kind, number, future, worker, status, Detail: detail));

    private bool GivenUp(Exception error) => error is OperationCanceledException && cancelled.IsCancellationRequested;

    private static string Reason(Exception error) => error is DownloadException ? error.Message : $"{error.GetType().Name}: {error.Message}";
}
