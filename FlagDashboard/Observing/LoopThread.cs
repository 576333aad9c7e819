using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Observing;

/// <summary>
/// The thread of an event loop while a recording is read: its long steps become phases. A step blocks the loop if another step was ready
/// when it ended. Not thread-safe.
/// </summary>
/// <param name="tasks">The run of the loop's tasks.</param>
/// <param name="thread">The auxiliary run that shows the long steps.</param>
internal sealed class LoopThread(ProgramRun tasks, ProgramRun thread)
{
    /// <summary>The title of the run of the tasks.</summary>
    public const string TasksTitle = "asyncio event loop";

    /// <summary>The title of the run that shows the long steps.</summary>
    public const string ThreadTitle = "Thread of the event loop";

    /// <summary>The name of the only worker of that run.</summary>
    public const string WorkerName = "loop";

    private const string BusyPhase = "busy with";

    // A shorter step is too narrow to be seen, and a loop has thousands of them.
    private const double MinStepMs = 10;

    // A step that begins so soon after another one had waited for it.
    private const double ReadyWithinMs = 5;

    private readonly Dictionary<long, string> _names = [];
    private (long Task, double FromMs, string? Callback)? _open;
    private (long Task, double FromMs, double ToMs, string Name)? _long;

    /// <summary>The kinds of phases that it has.</summary>
    public static IReadOnlyList<PhaseInfo> Phases { get; } =
        [new(ProgramCaptionRules.BlockedPhase, PhaseLook.Held), new(BusyPhase, PhaseLook.Busy)];

    /// <summary>The run of the tasks.</summary>
    public ProgramRun Tasks => tasks;

    /// <summary>Notes the function of a task.</summary>
    public void NameTask(long id, string? function) => _names[id] = function ?? "Task";

    /// <summary>Applies the beginning or the end of a step.</summary>
    public void Apply(Observation seen)
    {
        if (seen.Kind == ObservationKind.Step)
        {
            Flush(seen);
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

    /// <summary>Adds the phase of the last long step.</summary>
    /// <param name="next">The step that follows; null at the end of the recording.</param>
    public void Flush(Observation? next)
    {
        if (_long is not { } step)
            return;
        var isBlocking = next is not null && next.Id != step.Task && next.AtMs - step.ToMs <= ReadyWithinMs;
        thread.AddPhase(step.FromMs, step.ToMs, $"{(isBlocking ? ProgramCaptionRules.BlockedPhase : BusyPhase)} {step.Name}");
        _long = null;
    }
}
