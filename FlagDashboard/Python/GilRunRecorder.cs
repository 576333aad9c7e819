using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>
/// Records what the workers of a run of the experiment about the lock tell: the events of the futures, and in another lane when the workers
/// compute. Not thread-safe.
/// </summary>
/// <param name="plan">What the workers do.</param>
/// <param name="shareLock">Whether the workers share one lock.</param>
/// <param name="records">What the workers tell.</param>
/// <param name="log">The log of the race.</param>
/// <param name="run">Records the futures.</param>
/// <param name="lane">Records when the workers compute; null if no lane shows it.</param>
internal sealed class GilRunRecorder(
    GilPlan plan, bool shareLock, IWorkerRecords records, RaceLog log, RunRecorder run, RunRecorder? lane)
{
    // An event is recorded only when no earlier event can arrive from a worker any more. Events are therefore recorded this many ms late.
    private const double LagMs = GilWorkerFollower.MaxSilenceMs + GilPhaseTracker.MaxHandoverMs;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly PriorityQueue<RaceEvent, (double AtMs, int Number)> _events = new();
    private readonly HashSet<int> _running = [];
    private readonly GilPhaseTracker _phases = new(plan.Workers, shareLock);
    private IReadOnlyList<GilWorkerFollower> _workers = [];
    private int _added;

    /// <summary>Records what the workers tell until a task has ended, and blocks until then.</summary>
    public void RecordUntil(Task end)
    {
        _workers = [.. Enumerable.Range(1, plan.Workers).Select(number => new GilWorkerFollower(number, _phases))];
        while (Task.WaitAny([end], PollInterval) < 0)
            Record(log.ElapsedMs - LagMs);
        Record(double.MaxValue);
    }

    /// <summary>Ends the futures that run, because the run has ended early.</summary>
    /// <param name="reason">The reason; null if the race was cancelled.</param>
    public void EndRunning(string? reason)
    {
        foreach (var future in _running.Order())
        {
            var status = reason is null ? Outcome.Cancelled : Outcome.Error;
            run.RecordWithOwnTime(
                new(0, double.MaxValue, RaceEventKind.Finished, Future: future, Status: status) { Reason = reason ?? "given up" });
        }
    }

    private void Record(double untilMs)
    {
        Read(log.ElapsedMs);
        var events = new List<(RunRecorder Recorder, RaceEvent Event)>();
        foreach (var (atMs, worker, phase) in _phases.Advance(untilMs))
        {
            if (lane is not null)
                events.Add((lane, new(0, atMs, RaceEventKind.Phase, Worker: worker) { PhaseName = phase }));
        }

        while (_events.TryPeek(out var next, out var at) && at.AtMs < untilMs)
        {
            events.Add((run, next));
            _events.Dequeue();
        }

        foreach (var (recorder, raceEvent) in events.OrderBy(one => one.Event.AtMs))
            recorder.RecordWithOwnTime(raceEvent);
    }

    private void Read(double nowMs)
    {
        foreach (var record in records.ReadNewRecords(0))
            Add(record, worker: 0);
        foreach (var (worker, number) in _workers.Select((worker, index) => (worker, index + 1)))
        {
            // A worker that computes writes the time again and again (its beat), and writes a record, for example when a pause ends. The
            // beat is read before the records. Otherwise it could be newer than a record that has not been read yet, and hide the pause of
            // that record.
            var beatMs = records.LastComputingMsOf(number);
            foreach (var record in records.ReadNewRecords(number))
            {
                worker.Add(record);
                Add(record, number);
            }

            worker.DetectSilence(beatMs, nowMs);
        }
    }

    private void Add(in GilEvent record, int worker)
    {
        if (record.Kind == GilEventKind.FutureStarted)
            _running.Add(record.Future);
        else if (record.Kind == GilEventKind.FutureFinished)
            _running.Remove(record.Future);
        RaceEvent? raceEvent = record.Kind switch
        {
            GilEventKind.FutureSubmitted => new(0, record.AtMs, RaceEventKind.Submitted, Future: record.Future),
            GilEventKind.FutureStarted => new(0, record.AtMs, RaceEventKind.Started, Future: record.Future, Worker: worker),
            GilEventKind.FutureFinished => new(
                0, record.AtMs, RaceEventKind.Finished, Future: record.Future, Status: Outcome.Ok, CpuMs: CpuMsOf(record))
            {
                Result = record.FirstValue.ToString(CultureInfo.InvariantCulture),
            },
            GilEventKind.FutureReceived => new(0, record.AtMs, RaceEventKind.Received, Future: record.Future, Status: Outcome.Ok),
            GilEventKind.WorkerAnnounced when plan.Executor == GilExecutor.Processes =>
                new(0, record.AtMs, RaceEventKind.WorkerNamed, Worker: worker)
                {
                    WorkerName = $"pid {record.FirstValue}",
                },
            _ => null,
        };
        if (raceEvent is { } known)
            _events.Enqueue(known, (known.AtMs, _added++));
    }

    // .NET does not tell the processor time of a thread.
    private static float? CpuMsOf(in GilEvent finished) => finished.SecondValue == 0 ? null : (float)(finished.SecondValue / 1e6);
}
