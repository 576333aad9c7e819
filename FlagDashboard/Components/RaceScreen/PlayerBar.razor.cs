using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Moves the time that is looked at: plays, steps from event to event, and goes where its slider goes.</summary>
public sealed partial class PlayerBar
{
    private ElementReference _slider;
    private DotNetObjectReference<PlayerBar>? _self;
    private BrowserModule _scrubber = null!;
    private readonly RenderThrottle _throttle = new();
    private string _first = "0";

    /// <summary>What is known of the race.</summary>
    [Parameter, EditorRequired]
    public required ReplayBuffer Race { get; set; }

    /// <summary>Which time of it is looked at.</summary>
    [Parameter, EditorRequired]
    public required Playback Playback { get; set; }

    /// <summary>Up to when the race is known, in ms.</summary>
    [Parameter]
    public double End { get; set; }

    /// <summary>Whether the time looked at passes.</summary>
    [Parameter]
    public bool Moving { get; set; }

    /// <summary>The axis of the lanes.</summary>
    [Parameter]
    public TimeAxis Axis { get; set; }

    /// <summary>Told when another time is to be looked at, or another speed is wanted.</summary>
    [Parameter]
    public EventCallback<Playback> Changed { get; set; }

    private double At => Playback.At(End);

    private bool Over => Race.Whole.FinishedAt is not null;

    private RaceEvent? Last => Race.LastAt(At);

    private double? Before => Race.Previous(At);

    private double? After => Race.Next(At);

    private string PlayText => Moving ? L["Pause"] : Playback.Mode == PlaybackMode.Live ? L["Play again"] : L["Play"];

    /// <inheritdoc/>
    protected override void OnInitialized() => (_scrubber, _first) = (new(Js, "./js/scrubber.js"), Css.Number(At));

    /// <inheritdoc/>
    protected override (Playback Playback, TimeAxis Axis, bool IsOver) Key => (Playback with { AtMs = 0 }, Axis, Over);

    /// <inheritdoc/>
    // The slider and the last event follow the time too, so that they are due when the throttle says so, even if the key is the same.
    protected override bool IsDue(
        (Playback Playback, TimeAxis Axis, bool IsOver) rendered, (Playback Playback, TimeAxis Axis, bool IsOver) current) =>
        _throttle.IsDue(At, Moving, urgent: rendered != current);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await _scrubber.Call("watch", _slider, _self);
    }

    /// <summary>Called by the browser when the slider is moved.</summary>
    /// <param name="ms">The time looked for, in ms; whatever it is, it is brought into the race.</param>
    [JSInvokable]
    public Task Seek(double ms) => Changed.InvokeAsync(Playback.Seek(ms, End));

    /// <summary>A time in ms as a link or the browser writes it; null for any text that is none.</summary>
    public static double? ReadMs(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ms) ? ms : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _scrubber.DisposeAsync();
        _self?.Dispose();
    }
}
