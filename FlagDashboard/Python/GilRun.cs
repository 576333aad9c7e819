using System.ComponentModel;
using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>
/// A run of the experiment about the lock, which Python executes in gil.py, and the lane that shows when its workers compute. First
/// <see cref="StartPython"/>, then <see cref="Execute"/>. Not thread-safe.
/// </summary>
/// <param name="plan">What Python does.</param>
/// <param name="race">The race of the run.</param>
/// <param name="python">The Python.</param>
/// <param name="folder">The folder of the script.</param>
internal sealed class GilRun(GilPlan plan, Race race, PythonInterpreter python, ScriptFolder folder) : IDisposable
{
    // An event is recorded only when no earlier event can arrive from a worker any more. Events are therefore recorded this many ms late.
    private const double LagMs = GilWorkerFollower.MaxSilenceMs + GilPhaseTracker.MaxHandoverMs;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly PriorityQueue<RaceEvent, (double AtMs, int Number)> _events = new();
    private readonly HashSet<int> _running = [];
    private int _added;
    private readonly GilPhaseTracker _phases = new(plan.Workers, plan.SharesLock(python));
    private IReadOnlyList<GilWorkerFollower> _workers = [];
    private GilSharedMemory? _memory;
    private PythonProcess? _process;
    private Exception? _problem;
    private CancellationTokenRegistration _killing;

    /// <summary>Starts Python, and blocks until the run can begin. A failure ends the run when it is executed.</summary>
    public void StartPython()
    {
        try
        {
            var script = folder.GetScriptPath(ScriptFolder.GilScriptName);
            _memory = new(Path.ChangeExtension(script, Path.GetRandomFileName()), plan.Workers);
            _workers = [.. Enumerable.Range(1, plan.Workers).Select(number => new GilWorkerFollower(number, _phases))];
            _process = new(python, script);
            _killing = race.AbortToken.Register(_process.Kill);
            _process.WaitUntilReady(plan.ToJson(_memory.Path, race.Log.StartTimestampNs), race.AbortToken);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException)
        {
            _problem = new ExternalRunException($"Python could not be started: {error.Message}");
        }
        catch (Exception error) when (error is ExternalRunException or OperationCanceledException)
        {
            _problem = error;
        }
    }

    /// <summary>Executes the run, and blocks until it has ended.</summary>
    /// <param name="runRecorder">Records the futures.</param>
    /// <param name="laneRecorder">Records when the workers compute; null if no lane shows it.</param>
    /// <exception cref="ExternalRunException">The run has ended early.</exception>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public void Execute(RunRecorder runRecorder, RunRecorder? laneRecorder)
    {
        if (_problem is not null || _process is null)
            throw _problem ?? new InvalidOperationException("The run is not prepared.");
        _process.WriteLine("");
        var last = Task.Run(_process.ReadLine);
        while (!last.Wait(PollInterval))
            Record(runRecorder, laneRecorder, race.Log.ElapsedMs - LagMs);
        Record(runRecorder, laneRecorder, double.MaxValue);
        if (race.AbortToken.IsCancellationRequested)
        {
            EndRunning(runRecorder, reason: null);
            throw new OperationCanceledException(race.AbortToken);
        }

        if (!long.TryParse(last.Result, NumberStyles.None, CultureInfo.InvariantCulture, out var endNs))
        {
            var reason = $"Python {_process.WaitForExitOrKill()}";
            EndRunning(runRecorder, reason);
            throw new ExternalRunException(reason);
        }

        runRecorder.ExternalEndAtMs = endNs / 1e6;
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        _killing.Dispose();
        _process?.Dispose();
        _memory?.Dispose();
    }

    /// <summary>Ends the futures that run, because the run has ended early.</summary>
    /// <param name="run">Records the futures.</param>
    /// <param name="reason">The reason; null if the race was cancelled.</param>
    private void EndRunning(RunRecorder run, string? reason)
    {
        foreach (var future in _running.Order())
        {
            var status = reason is null ? Outcome.Cancelled : Outcome.Error;
            run.RecordWithOwnTime(
                new(0, double.MaxValue, RaceEventKind.Finished, Future: future, Status: status) { Reason = reason ?? "given up" });
        }
    }

    private void Record(RunRecorder run, RunRecorder? lane, double untilMs)
    {
        Read(race.Log.ElapsedMs);
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
        foreach (var record in _memory!.ReadNewRecords(0))
            Add(record, worker: 0);
        foreach (var (worker, number) in _workers.Select((worker, index) => (worker, index + 1)))
        {
            // A worker that computes writes the time again and again (its beat), and writes a record, for example when a pause ends. The
            // beat is read before the records. Otherwise it could be newer than a record that has not been read yet, and hide the pause of
            // that record.
            var beatMs = _memory.LastComputingMsOf(number);
            foreach (var record in _memory.ReadNewRecords(number))
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
                0, record.AtMs, RaceEventKind.Finished, Future: record.Future, Status: Outcome.Ok, CpuMs: (float)(record.SecondValue / 1e6))
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
}
