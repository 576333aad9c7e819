using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The player, which controls the time shown: it plays and pauses, steps from event to event, and seeks with a slider.</summary>
public sealed partial class PlayerBar
{
    private ElementReference _slider;
    private DotNetObjectReference<PlayerBar>? _self;
    private BrowserModule _scrubber = null!;
    private readonly RenderThrottle _throttle = new();
    private string _initialValue = "0";
    private EventTicks? _ticks;

    /// <summary>The known events of the race.</summary>
    [Parameter, EditorRequired]
    public required SeekableRace Race { get; set; }

    /// <summary>The time of the race that the page shows, and how it advances.</summary>
    [Parameter, EditorRequired]
    public required Playback Playback { get; set; }

    /// <summary>The latest known time of the race, in ms.</summary>
    [Parameter]
    public double LatestMs { get; set; }

    /// <summary>Whether the time shown is advancing.</summary>
    [Parameter]
    public bool IsTimePassing { get; set; }

    /// <summary>The axis of the lanes.</summary>
    [Parameter]
    public TimeAxis Axis { get; set; }

    /// <summary>Raised when the user chooses another time or another speed.</summary>
    [Parameter]
    public EventCallback<Playback> Changed { get; set; }

    private double At => Playback.TimeShownMs(LatestMs);

    private bool IsOver => Race.LatestState.FinishedAtMs is not null;

    private double SpeedToShow => Playback.DisplayedSpeed(IsOver);

    private RaceEvent? Last => Race.LastEventAt(At);

    private double? PreviousEventAt => Race.PreviousEventTime(At);

    private double? NextEventAt => Race.NextEventTime(At);

    // Goes back to the previous outcome of a future or, if Shift is pressed, to the previous event.
    private Task StepBack(MouseEventArgs click) => Seek((click.ShiftKey ? PreviousEventAt : Race.PreviousKeyEventTime(At)) ?? At);

    private Task Step(MouseEventArgs click) => Seek((click.ShiftKey ? NextEventAt : Race.NextKeyEventTime(At)) ?? At);

    private Task ChooseSpeed(double speed) => Changed.InvokeAsync(Playback.ChooseSpeed(speed, LatestMs, IsOver));

    private static string NameOf(double speed) => speed switch { 0.25 => "¼", 0.5 => "½", _ => CssFormat.Number(speed) } + "×";

    private string PlayText => IsTimePassing ? L["Pause"] : Playback.Mode == PlaybackMode.Live ? L["Play again"] : L["Play"];

    /// <inheritdoc/>
    protected override void OnInitialized() => (_scrubber, _initialValue) = (new(Js, "./js/scrubber.js"), CssFormat.Number(At));

    /// <inheritdoc/>
    protected override (Playback Playback, TimeAxis Axis, bool IsOver) RenderKey => (Playback with { PositionMs = 0 }, Axis, IsOver);

    /// <inheritdoc/>
    // While the race plays, the player must update its slider and the text of the last event, although the RenderKey stays the same. The
    // player therefore also renders without a new RenderKey, as often as _throttle allows.
    protected override bool NeedsRender(
        (Playback Playback, TimeAxis Axis, bool IsOver) rendered, (Playback Playback, TimeAxis Axis, bool IsOver) current) =>
        _throttle.TryBeginRender(At, IsTimePassing, urgent: rendered != current);

    // The ticks above the slider mark the events of the race. They are computed and sent only once, after the end of the race, because
    // before the end every event would change them.
    /// <inheritdoc/>
    protected override void OnKeyChanged() => _ticks ??= IsOver ? EventTicks.Of(Race.LatestState, Axis) : null;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await _scrubber.AttachListeners(Connection, "watch", _slider, _self);
    }

    /// <summary>The browser calls this when the user moves the slider.</summary>
    /// <param name="ms">The time to show, in ms since the race began; clamped to the time of the race.</param>
    [JSInvokable]
    public Task Seek(double ms) => Changed.InvokeAsync(Playback.Seek(ms, LatestMs));

    /// <summary>Parses a time in ms from a link or from the browser; null if the text is no number.</summary>
    public static double? ReadMs(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) ? ms : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scrubber.DisposeAsync();
        _self?.Dispose();
    }
}
