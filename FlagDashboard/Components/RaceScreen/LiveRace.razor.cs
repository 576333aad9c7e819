using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Follows one race: keeps what happened, and renders the fold at the time that is looked at, once for all that came. A component
/// of its own, so that the plan beside it is left alone.
/// </summary>
public sealed partial class LiveRace
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ReplayBuffer _race = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly RenderThrottle _throttle = new();
    private CancellationToken _left;
    private Playback _playback = Playback.Live;
    private bool _missing;
    private bool _hasGaps;
    private double _now;
    private bool _keepsTime;
    private long _beatAt;
    private int _clocksRunning;
    private bool _turned = true;
    private BrowserModule _clock = null!;

    /// <summary>Which race; fixed for the life of the component.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The time to look at first, in ms; null for the latest.</summary>
    [Parameter]
    public double? FirstAt { get; set; }

    /// <summary>How lanes are laid out.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>Told when another layout is wanted.</summary>
    [Parameter]
    public EventCallback<RowLayout> RowsChanged { get; set; }

    /// <summary>What can be done with the race, above it: as it is now, whatever time is looked at.</summary>
    [Parameter]
    public RenderFragment<RaceState>? Above { get; set; }

    /// <summary>What else is to be seen of the race, below it.</summary>
    [Parameter]
    public RenderFragment<RaceState>? Below { get; set; }

    /// <summary>Told when the race turns out to run, and when it is through.</summary>
    [Parameter]
    public EventCallback<bool> RacingChanged { get; set; }

    private bool Racing => _race.Whole is { Definition: not null, FinishedAt: null };

    private bool Playing => _playback.Mode == PlaybackMode.Playing;

    private bool Moving => Playing || (Racing && _playback.Mode == PlaybackMode.Live);

    private double End => _race.Whole.FinishedAt ?? _now;

    private double At => _playback.At(End);

    // Of all that is known, so that nothing moves but the time looked at; of one that shows only its latest part, the part looked at.
    private TimeAxis Axis => TimeAxis.Of(_race.Whole, _now) is var axis && axis.FromMs <= At ? axis : TimeAxis.Latest(At);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Taken before the source is disposed: the page may be left before it is rendered for the first time.
        _left = _gone.Token;
        _clock = new(Js, "./js/race-clock.js");
        _missing = await Downloads.Find(Id) is null;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !_missing)
            _ = Watch(_left);

        await SyncClocks();
    }

    private async Task Watch(CancellationToken gone)
    {
        try
        {
            await foreach (var batch in Downloads.Follow(Id, gone))
            {
                var (racing, first) = (Racing, _race.Whole.Definition is null);
                foreach (var happened in batch)
                    _race.Add(happened);
                _now = _race.Whole.FinishedAt ?? Math.Max(_now, _race.Whole.LastAt);
                if (first && FirstAt is { } ms)
                    _playback = _playback.Seek(ms, End);
                _throttle.NoteUpdate(At);
                // The browser goes on to the end of a race only if it is told that it is over.
                _turned |= Racing != racing;
                StateHasChanged();
                _ = KeepTime(gone);
                if (Racing != racing)
                    await RacingChanged.InvokeAsync(Racing);
            }

            // The race may have been deleted after this page had found it.
            _missing = _race.Whole.Definition is null;
            _hasGaps = await Downloads.Find(Id) is { HasGaps: true };
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page shows something else now.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    private string LinkOf(RaceDefinition definition) =>
        definition.Plan is { } plan ? PlanLink.Write(Catalog, Modes, PlanDraft.Of(plan)) : definition.Experiment?.Link ?? "/";

    private void Turn(Playback playback)
    {
        (_playback, _turned) = (playback, true);
        _ = KeepTime(_left);
    }

    // While time passes. Between events only the axis and the pace move; the browser moves everything else by itself.
    private async Task KeepTime(CancellationToken gone)
    {
        if (_keepsTime || !(Racing || Playing))
            return;
        _keepsTime = true;
        try
        {
            _beatAt = Time.GetTimestamp();
            using var timer = new PeriodicTimer(Interval, Time);
            for (var beat = 1; (Racing || Playing) && await timer.WaitForNextTickAsync(gone); beat++)
            {
                var (axis, seq) = (Axis, Playing ? _race.At(At).Seq : 0);
                Advance();
                var passed = Playing && _race.At(At).Seq != seq;
                if (passed)
                    _throttle.NoteUpdate(At);
                if (_throttle.IsTrailingDue(At) || beat % 10 == 0 || _turned || passed || Axis != axis)
                    StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page shows something else now.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
        finally
        {
            _keepsTime = false;
        }
    }

    private void Advance()
    {
        var beatAt = Time.GetTimestamp();
        if (Racing)
            _now = Downloads.Now(Id) ?? _now;
        if (Playing)
        {
            _playback = _playback.After(Time.GetElapsedTime(_beatAt, beatAt).TotalMilliseconds, End);
            _turned |= !Playing;
        }

        _beatAt = beatAt;
    }

    private async Task SyncClocks()
    {
        var running = _race.At(At).Runs.Count(run => run.Live);
        var wanted = _turned || (Moving && running > _clocksRunning);
        (_clocksRunning, _turned) = (running, false);
        if (!wanted || _race.Whole.Definition is null)
        {
            _turned = wanted;
            return;
        }

        if (Moving && !Playing)
            Advance();
        // If the browser is out of reach, a later render tries again.
        if (!await _clock.Call("sync", At, Playing ? _playback.Speed : Moving ? 1 : 0))
            _turned = true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        await _clock.DisposeAsync();
    }
}
