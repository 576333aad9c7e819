using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The title, clock, numbers and meter of a run.</summary>
public sealed partial class LaneHeader
{
    private static readonly (Outcome Status, string Name)[] Statuses =
        [(Outcome.Ok, "ok"), (Outcome.NotFound, "not found"), (Outcome.Error, "errors"), (Outcome.Cancelled, "cancelled")];

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required RunState Run { get; set; }

    /// <summary>The mode of the run.</summary>
    [Parameter, EditorRequired]
    public required ModeInfo Mode { get; set; }

    /// <summary>The time that is shown, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>Whether that time passes.</summary>
    [Parameter]
    public bool IsClockRunning { get; set; } = true;

    /// <summary>The result of the run; null until it has finished.</summary>
    [Parameter]
    public RunResult? Result { get; set; }

    /// <summary>The results of the finished runs.</summary>
    [Parameter, EditorRequired]
    public required RaceResults Results { get; set; }

    private readonly RenderThrottle _throttle = new();

    private RunProgress _progress = null!;
    private bool _isPaceDue;

    /// <inheritdoc/>
    protected override (RunState, int, bool, string) RenderKey => (Run, Run.Version, Run.IsRunning, SpeedUp);

    // Counts and meter change with the bars, in one render. The rate and the time left would then change too fast to be read, and they also
    // change while no event arrives. They therefore change at the interval of the throttle.
    /// <inheritdoc/>
    protected override bool NeedsRender((RunState, int, bool, string) rendered, (RunState, int, bool, string) current)
    {
        var urgent = (rendered.Item1, rendered.Item3, rendered.Item4) != (current.Item1, current.Item3, current.Item4);
        _isPaceDue = _throttle.TryBeginRender(ShownMs, IsClockRunning && Run.IsRunning, urgent);
        return _isPaceDue || rendered != current;
    }

    /// <inheritdoc/>
    protected override void OnKeyChanged()
    {
        var progress = RunProgress.Of(Run, ShownMs);
        _progress = _isPaceDue || _progress.PerSecond is null ? progress
            : progress with { PerSecond = _progress.PerSecond, LeftMs = _progress.LeftMs };
    }

    private string CountOf(Outcome status, int count) => status switch
    {
        Outcome.Error => L.Localize(Quantity.Errors(count)),
        Outcome.NotFound => L["{0} not found", count],
        Outcome.Cancelled => L["{0} cancelled", count],
        _ => L["{0} ok", count],
    };

    private static string Percent(double percent) => Css.Number(Math.Round(percent, 1)) + "%";

    private string SpeedUp => Run.InterruptedAt is not null ? L["interrupted"] : (Run.Outcome, Result?.SpeedUp) switch
    {
        (Outcome.Cancelled, _) => L["cancelled"],
        (Outcome.Error, _) => L["ended early"],
        (_, null) => "",
        _ when Results.Baseline == Run => L["baseline"],
        (_, >= 0.95 and < RaceVerdict.TieRatio) => L["no faster"],
        (_, < 1) => L["{0} as fast", Format.Factor(Result!.SpeedUp!.Value)],
        _ => L["{0} faster", Format.Factor(Result!.SpeedUp!.Value)],
    };

    // Only a run that was clearly faster than the baseline is shown as a success.
    private string? SpeedUpClass =>
        Run.InterruptedAt is not null || Run.Outcome is Outcome.Error or Outcome.Cancelled ? "short"
        : Result?.SpeedUp < RaceVerdict.TieRatio ? "even" : null;

    private string Reason => L.Logged(Run.Reason ?? "");

    private string EndedEarly
    {
        get
        {
            var never = Run.Futures.Count(future => future.Held);
            return Run.EndedBy switch
            {
                { State: FutureState.Cancelled } cancelled => never == 1
                    ? L["{0} was cancelled, which ended the iteration: 1 finished future was never received.", L.Logged(cancelled.Label)]
                    : L[
                        "{0} was cancelled, which ended the iteration: {1} finished futures were never received.",
                        L.Logged(cancelled.Label), never],
                { } future => never == 1
                    ? L[
                        "{0} raised “{1}”, which ended the iteration: 1 finished future was never received.",
                        L.Logged(future.Label), Reason]
                    : L[
                        "{0} raised “{1}”, which ended the iteration: {2} finished futures were never received.",
                        L.Logged(future.Label), Reason, never],
                null => L["The run ended early: {0}", Reason],
            };
        }
    }
}
