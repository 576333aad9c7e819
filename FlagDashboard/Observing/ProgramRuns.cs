using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>The runs of a program while its recording is read. Not thread-safe.</summary>
internal sealed class ProgramRuns
{
    private const string ByHandTitle = "Futures made by hand";

    private readonly Dictionary<long, ProgramRun> _ofExecutors = [];
    private readonly Dictionary<long, ProgramRun> _ofFutures = [];
    private readonly Dictionary<long, LoopThread> _loops = [];
    private readonly Dictionary<long, LoopThread> _loopOfTasks = [];
    private readonly Dictionary<long, string> _threadNames = [];
    private readonly List<ProgramRun> _runs = [];

    /// <summary>The runs that have something to show, in the order in which they began.</summary>
    public IReadOnlyList<ProgramRun> All => [.. _runs.Where(run => run.HasContent).OrderBy(run => run.BeganMs)];

    /// <summary>Notes the name of a thread, before the observations of that thread are applied.</summary>
    public void NameThread(Observation seen) => _threadNames[seen.Thread] = seen.Name ?? "";

    /// <summary>Applies the next observation. Observations of unknown futures are ignored, because some may have been lost.</summary>
    public void Apply(Observation seen)
    {
        switch (seen.Kind)
        {
            case ObservationKind.Executor when seen.ExecutorKind == ExecutorKind.Loop:
                GetOrAddLoop(seen.Id, seen.AtMs);
                break;
            case ObservationKind.Executor:
                _ofExecutors.TryAdd(seen.Id, Add(seen.AtMs, TitleOf(seen), KindOf(seen.ExecutorKind)));
                break;
            case ObservationKind.Shutdown:
                (_ofExecutors.GetValueOrDefault(seen.Id) ?? _loops.GetValueOrDefault(seen.Id)?.Tasks)?.Shutdown(seen.AtMs);
                break;
            case ObservationKind.New:
                AddFuture(seen, _ofExecutors.GetValueOrDefault(seen.Executor) ?? GetOrAddManualRun(seen.AtMs));
                break;
            case ObservationKind.Task:
                AddTask(seen, GetOrAddLoop(seen.Executor, seen.AtMs));
                break;
            case ObservationKind.Step or ObservationKind.StepEnd:
                (_loopOfTasks.GetValueOrDefault(seen.Id) ?? _loops.GetValueOrDefault(seen.Id))?.Apply(seen);
                _ofFutures.GetValueOrDefault(seen.Id)?.Apply(seen);
                break;
            default:
                _ofFutures.GetValueOrDefault(seen.Id)?.Apply(seen);
                break;
        }
    }

    /// <summary>Ends those runs in which nothing more can happen. The program itself may go on.</summary>
    public void EndIfDone() => _runs.ForEach(run => run.EndIfDone());

    /// <summary>Ends the runs after the last observation.</summary>
    /// <param name="atMs">The end of the recording, in ms since it began.</param>
    /// <param name="isComplete">Whether the program ended then.</param>
    public void End(double atMs, bool isComplete)
    {
        foreach (var loop in _loops.Values)
            loop.AddLongStepPhase(next: null);
        foreach (var run in _runs)
            run.End(atMs, isComplete);
    }

    private void AddFuture(Observation seen, ProgramRun run)
    {
        if (_ofFutures.TryAdd(seen.Id, run))
            run.Submit(seen);
    }

    // The main coroutine is not shown as a call, because it only waits for the other tasks. Its name is kept, because its steps may block
    // the loop.
    private void AddTask(Observation seen, LoopThread loop)
    {
        _loopOfTasks[seen.Id] = loop;
        loop.SetTaskName(seen.Id, seen.Name);
        if (!seen.IsMain)
            AddFuture(seen, loop.Tasks);
    }

    private LoopThread GetOrAddLoop(long loop, double atMs) => _loops.TryGetValue(loop, out var known) ? known
        : _loops[loop] = new LoopThread(
            Add(atMs, LoopThread.TasksTitle, WorkerKind.LoopSlot), Add(atMs, LoopThread.ThreadTitle, null));

    private ProgramRun GetOrAddManualRun(double atMs) => _ofExecutors.TryGetValue(Observation.None, out var run) ? run
        : _ofExecutors[Observation.None] = Add(atMs, ByHandTitle, WorkerKind.Thread);

    private ProgramRun Add(double atMs, string title, WorkerKind? kind)
    {
        var same = _runs.Count(run => run.BaseTitle == title);
        var run = new ProgramRun(_runs.Count + 1, same == 0 ? title : $"{title} {same + 1}", title, kind, atMs, _threadNames);
        _runs.Add(run);
        return run;
    }

    private static string TitleOf(Observation executor) =>
        string.IsNullOrWhiteSpace(executor.Text) ? executor.Name ?? "Executor" : $"{executor.Name} {executor.Text}";

    private static WorkerKind KindOf(ExecutorKind kind) => kind == ExecutorKind.Processes ? WorkerKind.Process : WorkerKind.Thread;
}
