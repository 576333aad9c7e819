using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Observing;

/// <summary>
/// The thread of an event loop while a recording is read. Turns the long steps of the thread into phases. A step blocked the loop if
/// another step was ready when the first step ended. Not thread-safe.
/// </summary>
/// <param name="tasks">The run that shows the tasks of the loop.</param>
/// <param name="thread">The auxiliary run that shows the long steps.</param>
internal sealed class LoopThread(ProgramRun tasks, ProgramRun thread)
{
    /// <summary>The title of the run that shows the tasks of a loop.</summary>
    public const string TasksTitle = "asyncio event loop";

    /// <summary>The title of the auxiliary run that shows the long steps of a loop.</summary>
    public const string ThreadTitle = "Thread of the event loop";

    /// <summary>The name of the only worker in the auxiliary run.</summary>
    public const string WorkerName = "loop";

    private const string BusyPhase = "busy with";

    // The shortest step that becomes a phase, in ms. Shorter steps are too narrow to be seen, and a loop has thousands of them.
    private const double MinStepMs = 10;

    // A step that begins at most this many ms after the previous step was already waiting for the previous step to end.
    private const double ReadyWithinMs = 5;

    private readonly Dictionary<long, string> _names = [];
    private (long Task, double FromMs, string? Callback)? _open;
    private (long Task, double FromMs, double ToMs, string Name)? _long;

    /// <summary>The kinds of phases in the auxiliary run: steps that blocked the loop, and other long steps.</summary>
    public static IReadOnlyList<PhaseInfo> Phases { get; } =
        [new(ProgramCaptionRules.BlockedPhase, PhaseLook.Held), new(BusyPhase, PhaseLook.Busy)];

    /// <summary>The run that shows the tasks of the loop.</summary>
    public ProgramRun Tasks => tasks;

    /// <summary>Remembers which function a task runs.</summary>
    public void SetTaskName(long id, string? function) => _names[id] = function ?? "Task";

    /// <summary>Applies the observation that a step of the loop began or ended.</summary>
    public void Apply(Observation seen)
    {
        if (seen.Kind == ObservationKind.Step)
        {
            AddLongStepPhase(seen);
            _open = (seen.Id, seen.AtMs, seen.Name);
        }
        else if (_open is { } open && open.Task == seen.Id)
        {
            _open = null;
            if (seen.AtMs - open.FromMs >= MinStepMs)
                _long = (open.Task, open.FromMs, seen.AtMs, NameOf(open.Task, open.Callback));
        }
    }

    private string NameOf(long task, string? callback) =>
        CallNames.ShortNameOf(callback ?? _names.GetValueOrDefault(task, "a callback"));

    /// <summary>Adds the last long step to the auxiliary run, as a phase. Does nothing if there is no such step.</summary>
    /// <param name="next">The step that follows; null at the end of the recording.</param>
    public void AddLongStepPhase(Observation? next)
    {
        if (_long is not { } step)
            return;
        var isBlocking = next is not null && next.Id != step.Task && next.AtMs - step.ToMs <= ReadyWithinMs;
        thread.AddPhase(step.FromMs, step.ToMs, $"{(isBlocking ? ProgramCaptionRules.BlockedPhase : BusyPhase)} {step.Name}");
        _long = null;
    }
}
