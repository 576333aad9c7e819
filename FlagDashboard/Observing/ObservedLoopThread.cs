using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Observing;

/// <summary>
/// The thread of an event loop while a recording is read. Turns the long steps of the thread into phases. A step blocked the loop if
/// another step was ready when the first step ended. Not thread-safe.
/// </summary>
/// <param name="tasks">The run that shows the tasks of the loop.</param>
/// <param name="thread">The auxiliary run that shows the long steps.</param>
/// <param name="quota">The number of phases that the race can still show.</param>
internal sealed class ObservedLoopThread(ObservedExecutor tasks, ObservedPhases thread, PhaseQuota quota)
{
    /// <summary>The title of the run that shows the tasks of a loop.</summary>
    public const string TasksRunTitle = "asyncio event loop";

    /// <summary>The title of the auxiliary run that shows the long steps of a loop.</summary>
    public const string LongStepsRunTitle = "Thread of the event loop";

    /// <summary>The name of the only worker in the auxiliary run.</summary>
    public const string WorkerName = "loop";

    private const string BusyPhase = "busy with";

    // Only steps of the event loop that last at least this many ms are shown as phases. Shorter steps would be too narrow to see, and a
    // loop has thousands of them.
    private const double MinStepMs = 10;

    // If a step of another task begins at most this many ms after the end of a long step, that task was probably ready to run earlier.
    // The long step is then shown as blocking the event loop.
    private const double ReadyWithinMs = 5;

    private readonly Dictionary<long, string> _names = [];
    private (long Task, double FromMs, string? Callback)? _open;
    private (long Task, double FromMs, double ToMs, string Name)? _long;

    /// <summary>The kinds of phases in the auxiliary run: steps that blocked the loop, and other long steps.</summary>
    public static IReadOnlyList<PhaseKind> WorkerPhaseKinds { get; } =
        [new(ProgramCaptionRules.LoopBlockedPhasePrefix, PhaseLook.Held), new(BusyPhase, PhaseLook.Busy)];

    /// <summary>The run that shows the tasks of the loop.</summary>
    public ObservedExecutor RunOfTasks => tasks;

    /// <summary>Remembers which function a task runs.</summary>
    public void SetTaskName(long id, string? function) => _names[id] = function ?? "Task";

    /// <summary>Applies the observation that a step of the loop began or ended.</summary>
    public void Apply(Observation seen)
    {
        if (seen.Kind == ObservationKind.Step)
        {
            AddLongStepPhase(seen);
            _open = (seen.SubjectId, seen.AtMs, seen.Name);
        }
        else if (_open is { } open && open.Task == seen.SubjectId)
        {
            _open = null;
            if (seen.AtMs - open.FromMs >= MinStepMs)
                _long = (open.Task, open.FromMs, seen.AtMs, NameOf(open.Task, open.Callback));
        }
    }

    private string NameOf(long task, string? callback) =>
        CallLabels.ShortNameOf(callback ?? _names.GetValueOrDefault(task, "a callback"));

    /// <summary>Adds the last long step to the auxiliary run, as a phase. Does nothing if there is no such step.</summary>
    /// <param name="next">The step that follows; null at the end of the recording.</param>
    public void AddLongStepPhase(Observation? next)
    {
        if (_long is not { } step)
            return;
        var isBlocking = next is not null && next.SubjectId != step.Task && next.AtMs - step.ToMs <= ReadyWithinMs;
        var kind = isBlocking ? ProgramCaptionRules.LoopBlockedPhasePrefix : BusyPhase;
        if (quota.TryTake())
            thread.Begin(1, step.FromMs, () => $"{kind} {step.Name}").ToMs = step.ToMs;
        _long = null;
    }
}
