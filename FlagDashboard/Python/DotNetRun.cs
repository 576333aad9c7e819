using FlagDashboard.Futures;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>
/// A run of the experiment about the lock on threads of .NET, which have no lock: the same items as in Python, and a lane that shows when
/// the threads compute.
/// </summary>
/// <param name="plan">What the threads do.</param>
/// <param name="race">The race of the run.</param>
/// <param name="time">The clock of the race.</param>
internal sealed class DotNetRun(GilPlan plan, Race race, TimeProvider time) : IWorkerRecords
{
    // The consuming code, and then the workers.
    private readonly IReadOnlyList<DotNetWorker> _parts =
        [.. Enumerable.Range(0, plan.Workers + 1).Select(_ => new DotNetWorker(time, race.Log.StartTimestampNs, race.AbortToken))];

    double IWorkerRecords.LastComputingMsOf(int worker) => _parts[worker].LastComputingMs;

    IEnumerable<GilEvent> IWorkerRecords.ReadNewRecords(int part) => _parts[part].ReadNewRecords();

    /// <summary>Executes the run, and blocks until it has ended.</summary>
    /// <param name="runRecorder">Records the futures.</param>
    /// <param name="laneRecorder">Records when the threads compute; null if no lane shows it.</param>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void Execute(RunRecorder runRecorder, RunRecorder? laneRecorder)
    {
        race.AbortToken.ThrowIfCancellationRequested();
        var endNs = Task.Factory.StartNew(
            () => plan.Executor == GilExecutor.None ? CallHere() : SubmitToThreads(),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var recorder = new GilRunRecorder(plan, shareLock: false, this, race.Log, runRecorder, laneRecorder);
        recorder.RecordUntil(endNs);
        if (race.AbortToken.IsCancellationRequested)
        {
            recorder.EndRunning(reason: null);
            throw new OperationCanceledException(race.AbortToken);
        }

        runRecorder.ExternalEndAtMs = endNs.GetAwaiter().GetResult() / 1e6;
    }

    // Makes each call on this thread, and returns the time of the end.
    private long CallHere()
    {
        for (var future = 0; future < plan.Items; future++)
        {
            _parts[0].TellSubmitted(future);
            Computation.Compute(_parts[1], future, plan);
            _parts[0].TellReceived(future);
        }

        return _parts[0].NowNs;
    }

    // Submits all items, takes each result as soon as it is there, and returns the time of the end.
    private long SubmitToThreads()
    {
        var workers = 0;
        using var worker = new ThreadLocal<DotNetWorker>(() => _parts[Interlocked.Increment(ref workers)]);
        using var executor = new ThreadPoolExecutor(plan.Workers);
        var futures = new List<Future<int>>();
        for (var item = 0; item < plan.Items; item++)
        {
            _parts[0].TellSubmitted(item);
            futures.Add(executor.Submit(ComputeHere, item));
        }

        foreach (var done in Future.AsCompleted(futures))
            _parts[0].TellReceived(done.Result());
        return _parts[0].NowNs;

        int ComputeHere(int item)
        {
            Computation.Compute(worker.Value!, item, plan);
            return item;
        }
    }
}
