using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The header of a lane: the title of its run, a clock, counts, and a progress bar.</summary>
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

    /// <summary>The race time that the page shows, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>Whether the time shown is advancing.</summary>
    [Parameter]
    public bool IsTimePassing { get; set; } = true;

    /// <summary>The result of the run; null until it has finished.</summary>
    [Parameter]
    public RunResult? Result { get; set; }

    /// <summary>Whether Python is starting for the run, so that the run has not begun.</summary>
    [Parameter]
    public bool IsPythonStarting { get; set; }

    private const double MinRateDurationMs = 500;

    private readonly RenderThrottle _throttle = new();
    private (RunState?, bool, string, bool) _estimated;
    private RunProgress _progress = null!;
    private double? _perSecond;
    private double? _leftMs;

    private bool IsPassing => IsTimePassing && Run.IsRunning;

    // RenderKey decides when this header renders again: whenever the key changes. The key contains the number of finished and received
    // futures, so the numbers in the header always agree with the bars of the lane below it.
    /// <inheritdoc/>
    protected override (RunState, bool, string, int) RenderKey => (Run, Run.IsRunning, SpeedUp, Run.DoneCount + Run.Received.Count);

    // The header shows the estimated time left, which changes even if no event arrives and RenderKey stays the same. The header therefore
    // also renders whenever the interval of _throttle has passed.
    /// <inheritdoc/>
    protected override bool NeedsRender((RunState, bool, string, int) rendered, (RunState, bool, string, int) current) =>
        rendered != current || _throttle.IsDue(ShownMs, IsPassing);

    // The header can render at every event, but nobody could read a rate and an estimated time left that change so often. While the
    // state of the run stays the same, these two values are therefore updated only at the interval of _throttle.
    /// <inheritdoc/>
    protected override void OnKeyChanged()
    {
        _progress = RunProgress.Of(Run, ShownMs);
        var state = ((RunState?)Run, Run.IsRunning, SpeedUp, IsRateTelling);
        if (_throttle.TryBeginRender(ShownMs, IsPassing, urgent: state != _estimated || _perSecond is null))
            (_estimated, _perSecond, _leftMs) = (state, _progress.OkResultsPerSecond, _progress.LeftMs);
    }

    // The average of one result, or of less than half a second, says little. Once the run has ended, no later value follows.
    private bool IsRateTelling =>
        !Run.IsRunning || (Run.Count(Outcome.Ok) > 1 && ShownMs - Run.StartedAtMs >= MinRateDurationMs);

    private string Rate => IsRateTelling && _perSecond is { } rate ? Format.Rate(rate) : "–";

    private bool SavesFlags => Mode.ResultUnit == ModeInfo.DownloadResultUnit;

    private string CountOf(Outcome status, int count) => status switch
    {
        Outcome.Ok when Mode.IsExecutorSession => L["{0} returned", count],
        Outcome.Ok when SavesFlags => L["{0} saved, {1}/s", count, Rate],
        Outcome.Ok => L["{0} returned, {1}/s", count, Rate],
        Outcome.Error => L.Localize(Quantity.Errors(count)),
        Outcome.NotFound => L["{0} not found", count],
        _ => L["{0} cancelled", count],
    };

    private string MeterStyle =>
        $"--ended:{Percent(_progress.FinishedPercent)};--got:{Percent(_progress.ReceivedPercent)};"
        + $"--missed:{Percent(_progress.ReceivedFailuresPercent)}";

    private static string Percent(double percent) => CssFormat.Number(Math.Round(percent)) + "%";

    private string SpeedUp => (IsPythonStarting, Run.InterruptedAtMs, Run.Outcome, Result?.SpeedUp) switch
    {
        (true, _, _, _) => L["Python is starting"],
        (_, not null, _, _) => L["interrupted"],
        (_, _, Outcome.Cancelled, _) => L["cancelled"],
        (_, _, Outcome.Error, _) => L["ended early"],
        (_, _, _, null) => "",
        _ when Result?.Baseline == Run => L["baseline"],
        _ when IsTieWithBaseline => L["no faster"],
        _ => L["{0} as fast", Format.Factor(Result!.SpeedUp!.Value)],
    };

    private bool IsTieWithBaseline => Result?.Baseline?.ElapsedMs is { } ms && Tie.Between(Result.ElapsedMs, ms);

    // The CSS class of the speed-up. “short” marks a run that ended early as an error. “even” greys the text of a run that waits for Python
    // to start, is not clearly faster than the baseline, or has no successful download.
    private string? SpeedUpClass =>
        Run.InterruptedAtMs is not null || Run.Outcome is Outcome.Error or Outcome.Cancelled ? "short"
        : IsPythonStarting || IsTieWithBaseline || Result?.SpeedUp < 1 || Run.Count(Outcome.Ok) == 0 ? "even" : null;

    private string Reason => L.LocalizeLogText(Run.FailureReason ?? "");

    private string EndedEarly
    {
        get
        {
            var never = Run.Futures.Count(future => future.IsHeld);
            return Run.EarlyEndCause switch
            {
                { State: FutureState.Cancelled } cancelled => never == 1
                    ? L["{0} was cancelled, which ended the iteration: 1 finished future was never received.",
                        L.LocalizeLogText(cancelled.Label)]
                    : L[
                        "{0} was cancelled, which ended the iteration: {1} finished futures were never received.",
                        L.LocalizeLogText(cancelled.Label), never],
                { } future => never == 1
                    ? L[
                        "{0} raised “{1}”, which ended the iteration: 1 finished future was never received.",
                        L.LocalizeLogText(future.Label), Reason]
                    : L[
                        "{0} raised “{1}”, which ended the iteration: {2} finished futures were never received.",
                        L.LocalizeLogText(future.Label), Reason, never],
                null => L["The run ended early: {0}", Reason],
            };
        }
    }
}
