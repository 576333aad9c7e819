using System.Globalization;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>The runs of a program while its recording is read. Not thread-safe.</summary>
internal sealed class ObservedExecutors
{
    private const string ByHandTitle = "Futures made by hand";

    private readonly Dictionary<long, ObservedExecutor> _ofExecutors = [];
    private readonly Dictionary<long, ObservedExecutor> _ofFutures = [];
    private readonly Dictionary<long, ObservedLoopThread> _loops = [];
    private readonly Dictionary<long, ObservedLoopThread> _loopOfTasks = [];
    private readonly Dictionary<long, string> _threadNames = [];
    private readonly List<IObservedRun> _runs = [];
    private readonly Dictionary<string, int> _titles = [];
    private readonly PhaseQuota _phases = new();
    private readonly ObservedWaits _waits;

    /// <summary>Creates an empty set of runs.</summary>
    public ObservedExecutors() => _waits = new(LabelOf, id => _ofExecutors.GetValueOrDefault(id), _threadNames, _phases);

    /// <summary>
    /// The executors, event loops and threads of loops that have something to show, in the order in which they began.
    /// </summary>
    public IReadOnlyList<IObservedRun> WithContent => [.. _runs.Where(run => run.HasContent).OrderBy(run => run.BeganMs)];

    /// <summary>The number of long steps of event loops, and of waits, for which the race has no room.</summary>
    public int LeftOutPhaseCount => _phases.LeftOutCount;

    /// <summary>The run that shows where the program's own code waits; null before there is something to show.</summary>
    public IObservedRun? WaitsRun => _waits.Run;

    /// <summary>Whether the program's own code waits, and the run of waits does not show it yet.</summary>
    public bool HasYoungWaits => _waits.HasYoungWaits;

    /// <summary>Notes the name of a thread, before the observations of that thread are applied.</summary>
    public void RegisterThreadName(Observation seen) => _threadNames[seen.WorkerId] = seen.Name ?? "";

    /// <summary>Applies the next observation. Observations of unknown futures are ignored, because some may have been lost.</summary>
    public void Apply(Observation seen)
    {
        _waits.ShowLongWaits(seen.AtMs);
        switch (seen.Kind)
        {
            case ObservationKind.Block or ObservationKind.Unblock:
                _waits.Apply(seen);
                break;
            case ObservationKind.Executor when seen.ExecutorKind == ExecutorKind.Loop:
                GetOrAddLoop(seen.SubjectId, seen.AtMs);
                break;
            case ObservationKind.Executor:
                _ofExecutors.TryAdd(seen.SubjectId, Add(seen.AtMs, TitleOf(seen), KindOf(seen.ExecutorKind)));
                break;
            case ObservationKind.Shutdown:
                (_ofExecutors.GetValueOrDefault(seen.SubjectId) ?? _loops.GetValueOrDefault(seen.SubjectId)?.RunOfTasks)?.Shutdown(
                    seen.AtMs);
                break;
            case ObservationKind.New:
                AddFuture(seen, _ofExecutors.GetValueOrDefault(seen.ExecutorId) ?? GetOrAddManualRun(seen.AtMs));
                break;
            case ObservationKind.Task:
                AddTask(seen, GetOrAddLoop(seen.ExecutorId, seen.AtMs));
                break;
            case ObservationKind.Step or ObservationKind.StepEnd:
                (_loopOfTasks.GetValueOrDefault(seen.SubjectId) ?? _loops.GetValueOrDefault(seen.SubjectId))?.Apply(seen);
                _ofFutures.GetValueOrDefault(seen.SubjectId)?.Apply(seen);
                break;
            default:
                _ofFutures.GetValueOrDefault(seen.SubjectId)?.Apply(seen);
                break;
        }
    }

    /// <summary>Shows all waits that last, because nothing was observed for a while.</summary>
    public void ShowYoungWaits() => _waits.ShowLongWaits(double.PositiveInfinity);

    /// <summary>Ends those runs in which nothing more can happen. The program itself may go on.</summary>
    public void EndDrainedRuns()
    {
        foreach (var executor in _runs.OfType<ObservedExecutor>())
            executor.EndIfDrained();
    }

    /// <summary>Ends the runs after the last observation.</summary>
    /// <param name="atMs">The end of the recording, in ms since it began.</param>
    /// <param name="hasProgramEnded">Whether the program ended then.</param>
    public void EndRuns(double atMs, bool hasProgramEnded)
    {
        foreach (var loop in _loops.Values)
            loop.AddLongStepPhase(next: null);
        _waits.ShowLongWaits(atMs);
        _waits.Run?.End(atMs, hasProgramEnded);
        foreach (var run in _runs)
            run.End(atMs, hasProgramEnded);
    }

    private void AddFuture(Observation seen, ObservedExecutor run)
    {
        if (_ofFutures.TryAdd(seen.SubjectId, run))
            run.AddFuture(seen);
    }

    private string? LabelOf(long future) => _ofFutures.GetValueOrDefault(future)?.LabelOf(future);

    // Stores the name of a task, and adds the task as a future. The main task is not added, because it only waits for the other tasks. If
    // the main task blocks the event loop, the page uses its name to say what blocks the loop.
    private void AddTask(Observation seen, ObservedLoopThread loop)
    {
        _loopOfTasks[seen.SubjectId] = loop;
        loop.SetTaskName(seen.SubjectId, seen.Name);
        if (seen.IsMainTask)
            _waits.AddMainTask(seen.SubjectId, seen.Name);
        else
            AddFuture(seen, loop.RunOfTasks);
    }

    private ObservedLoopThread GetOrAddLoop(long loop, double atMs) => _loops.TryGetValue(loop, out var known) ? known
        : _loops[loop] = new ObservedLoopThread(
            Add(atMs, ObservedLoopThread.TasksRunTitle, WorkerKind.LoopSlot), AddLoopThread(atMs), _phases);

    private ObservedExecutor GetOrAddManualRun(double atMs) => _ofExecutors.TryGetValue(Observation.NoId, out var run) ? run
        : _ofExecutors[Observation.NoId] = Add(atMs, ByHandTitle, WorkerKind.Thread);

    private ObservedExecutor Add(double atMs, string title, WorkerKind kind)
    {
        var run = new ObservedExecutor(_runs.Count + 1, NumberIfRepeated(title), kind, atMs, _threadNames);
        _runs.Add(run);
        return run;
    }

    private ObservedPhases AddLoopThread(double atMs)
    {
        var run = new ObservedPhases(
            string.Create(CultureInfo.InvariantCulture, $"thread-{_runs.Count + 1}"),
            NumberIfRepeated(ObservedLoopThread.LongStepsRunTitle), "", ObservedLoopThread.WorkerPhaseKinds, atMs);
        run.AddWorker(ObservedLoopThread.WorkerName);
        _runs.Add(run);
        return run;
    }

    // Executors of the same class are told apart by a number after the title, from the second one on.
    private string NumberIfRepeated(string title)
    {
        var count = _titles[title] = _titles.GetValueOrDefault(title) + 1;
        return count == 1 ? title : string.Create(CultureInfo.InvariantCulture, $"{title} {count}");
    }

    private static string TitleOf(Observation executor) =>
        string.IsNullOrWhiteSpace(executor.Detail) ? executor.Name ?? "Executor" : $"{executor.Name} {executor.Detail}";

    private static WorkerKind KindOf(ExecutorKind kind) => kind == ExecutorKind.Processes ? WorkerKind.Process : WorkerKind.Thread;
}
