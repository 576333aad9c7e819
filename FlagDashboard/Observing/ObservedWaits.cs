using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Observing;

/// <summary>
/// Turns the times at which a program's own code stands still until it gets a result into phases of one auxiliary run. A row of the run is
/// a thread, or the main task of an event loop. Other tasks have no row, because many of them wait at once. Not thread-safe.
/// </summary>
/// <param name="labelOf">Returns the label of a future by its id; null if the future is unknown.</param>
/// <param name="executorOf">Returns an executor by its id; null if it is unknown.</param>
/// <param name="threadNames">The names of the program's threads, by thread number.</param>
/// <param name="quota">The number of phases that the race can still show.</param>
internal sealed class ObservedWaits(
    Func<long, string?> labelOf, Func<long, ObservedExecutor?> executorOf, IReadOnlyDictionary<long, string> threadNames, PhaseQuota quota)
{
    private const string Title = "Code that waits for results";
    private const string Summary = "Where the program’s own code stands still until calls are done. Between the bars, it goes on.";
    private const string PhasePrefix = "waits";

    // The names that the recorder gives to the calls that wait.
    private const string AwaitCall = "await";
    private const string AsCompletedCall = "as_completed";
    private const string WaitCall = "wait";
    private const string ShutdownCall = "shutdown";
    private const string EndOfWithCall = "with";

    // Shorter waits are too narrow to see, and a loop over thousands of quick calls has thousands of them.
    private const double MinWaitMs = 1;

    private static readonly IReadOnlyList<PhaseKind> PhaseKinds = [new(PhasePrefix, PhaseLook.Other)];

    private readonly Dictionary<long, string> _mainTasks = [];
    private readonly Dictionary<(long Thread, string? MainTask), Row> _rows = [];

    // The rows whose wait is not shown, because it has not lasted long enough yet. The wait that began first comes first.
    private readonly List<Row> _young = [];

    /// <summary>The run that shows the waits; null before there is one to show.</summary>
    public ObservedPhases? Run { get; private set; }

    /// <summary>Whether something waits that is not shown yet.</summary>
    public bool HasYoungWaits => _young.Count > 0;

    /// <summary>Remembers the main task of an event loop, so that its waits are shown.</summary>
    public void AddMainTask(long id, string? function) => _mainTasks[id] = CallLabels.ShortNameOf(function ?? "Task");

    /// <summary>Applies the observation that a wait began or ended.</summary>
    public void Apply(Observation seen)
    {
        if (RowOf(seen) is not { } row)
            return;
        if (seen.Kind == ObservationKind.Unblock)
        {
            End(row, row.Blocks.FindLastIndex(block => IsSameWait(block, seen)), seen.AtMs);
            return;
        }

        // Without calls that are not done, a shutdown only waits for threads or processes to end, and no result waits for it.
        if (IsShutdown(seen) && executorOf(seen.SubjectId) is not { HasUnfinishedFutures: true })
            return;

        // The main task of an earlier loop may have been given up while it waited.
        if (row.Blocks.Count > 0 && row.Blocks[0].TaskId != seen.TaskId)
            End(row, 0, seen.AtMs);
        row.Blocks.Add(seen);
        if (row.Blocks.Count == 1)
            _young.Add(row);
    }

    /// <summary>Shows the waits that have lasted long enough.</summary>
    /// <param name="nowMs">The time until which they have lasted at least, in ms since the recording began.</param>
    public void ShowLongWaits(double nowMs)
    {
        while (_young.Count > 0 && nowMs - _young[0].Blocks[0].AtMs >= MinWaitMs)
            ShowFirst();
    }

    private void ShowFirst()
    {
        var row = _young[0];
        _young.RemoveAt(0);
        if (!quota.TryTake(hasRow: row.Worker > 0 || Run is not { WorkerCount: >= ProgramInfo.MaxWaitingThreads }))
            return;
        var block = row.Blocks[0];
        Run ??= new ObservedPhases(ProgramInfo.WaitsRunId, Title, Summary, PhaseKinds, block.AtMs);
        if (row.Worker == 0)
            row.Worker = Run.AddWorker(NameOfRow(block));
        row.Phase = Run.Begin(row.Worker, block.AtMs, () => NameOf(block));
    }

    // Only the outermost of the waits of a row is shown, so only its end ends the phase.
    private void End(Row row, int wait, double atMs)
    {
        if (wait < 0)
            return;
        row.Blocks.RemoveRange(wait, row.Blocks.Count - wait);
        if (wait > 0)
            return;
        _young.Remove(row);
        row.Phase?.ToMs = atMs;
        row.Phase = null;
    }

    // Returns null for a task that has no row. If the recorder does not know the task, it observes an await of no task.
    private Row? RowOf(Observation seen)
    {
        string? mainTask = null;
        if (seen.TaskId == Observation.NoId ? seen.Name == AwaitCall : !_mainTasks.TryGetValue(seen.TaskId, out mainTask))
            return null;
        var key = (seen.WorkerId, mainTask);
        return _rows.TryGetValue(key, out var row) ? row : _rows[key] = new();
    }

    private string NameOfRow(Observation block) =>
        _mainTasks.TryGetValue(block.TaskId, out var mainTask) ? mainTask
        : threadNames.GetValueOrDefault(block.WorkerId) is { Length: > 0 } name ? WorkerNames.Of(name)
        : string.Create(CultureInfo.InvariantCulture, $"thread {block.WorkerId}");

    private string NameOf(Observation block) => block.Name switch
    {
        AsCompletedCall => "waits for the next result",
        WaitCall => "waits in wait()",
        ShutdownCall or EndOfWithCall => ShutdownWait.NameOf(executorOf(block.SubjectId)!.Title, block.Name == EndOfWithCall),
        _ => labelOf(block.SubjectId) is { } label ? $"{ProgramCaptionRules.WaitPhasePrefix} {label}" : "waits for a result",
    };

    private static bool IsShutdown(Observation seen) => seen.Name is ShutdownCall or EndOfWithCall;

    private static bool IsSameWait(Observation block, Observation unblock) =>
        (block.SubjectId, block.Name, block.TaskId) == (unblock.SubjectId, unblock.Name, unblock.TaskId);

    private sealed class Row
    {
        // The waits that have begun and not ended, the outermost first.
        public List<Observation> Blocks { get; } = [];

        // The number of the row in the run, from 1; 0 before one of its waits was shown.
        public int Worker { get; set; }

        // The phase of the outermost wait; null while it is not shown.
        public ObservedPhase? Phase { get; set; }
    }
}
