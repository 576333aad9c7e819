using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Shows one race: collects its events in batches and renders the state at the time that the player shows. It is a separate component, so
/// that its frequent renders do not render the plan beside it.
/// </summary>
public sealed partial class RaceView
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly SeekableRace _race = new();
    private readonly CancellationTokenSource _disposal = new();
    private readonly RenderThrottle _throttle = new();
    private CancellationToken _disposalToken;
    private Playback _playback = Playback.Live;
    private bool _missing;
    private bool _isLogIncomplete;
    private double _now;
    private bool _isTicking;
    private long _lastTick;
    private int _syncedRunCount;
    private bool _clockIsStale = true;
    private BrowserModule _clock = null!;

    /// <summary>The id of the race; constant for the life of the component.</summary>
    [Parameter, EditorRequired]
    public required string RaceId { get; set; }

    /// <summary>The time to show first, in ms since the race began; null for the latest.</summary>
    [Parameter]
    public double? InitialShownMs { get; set; }

    /// <summary>The window of time to show first; null for the whole axis.</summary>
    [Parameter]
    public TimeWindow? InitialWindow { get; set; }

    /// <summary>The arrangement of the lanes to show first; null for the one that this page has had.</summary>
    [Parameter]
    public LaneArrangement? InitialLanes { get; set; }

    /// <summary>Whether the rows of a lane are workers or futures.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>Raised when the user chooses another layout.</summary>
    [Parameter]
    public EventCallback<RowLayout> RowsChanged { get; set; }

    /// <summary>Content above the race. It gets the latest state of the race, even while the page shows an earlier time.</summary>
    [Parameter]
    public RenderFragment<RaceState>? Above { get; set; }

    /// <summary>Content below the race. It gets the state of the race at the time shown.</summary>
    [Parameter]
    public RenderFragment<RaceState>? Below { get; set; }

    /// <summary>Raised with true when the race is found to be running, and with false when it has ended or does not exist.</summary>
    [Parameter]
    public EventCallback<bool> RacingChanged { get; set; }

    private bool Racing => _race.LatestState is { Definition: not null, FinishedAtMs: null };

    private bool Playing => _playback.Mode == PlaybackMode.Playing;

    private bool IsTimePassing => Playing || (Racing && _playback.Mode == PlaybackMode.Live);

    private bool CanChange => Racing && Class.IsPresenter && _race.LatestState.Plan is not null && _playback.Mode == PlaybackMode.Live;

    private double End => _race.LatestState.FinishedAtMs ?? _now;

    private double At => _playback.TimeShownMs(End);

    // The axis covers the race so far, even while a person replays an earlier time. In a long interactive race, it covers only the last
    // minute. If the replayed time At is before that minute, the axis covers the minute that ends at At.
    private TimeAxis Axis => TimeAxis.Of(_race.LatestState, _now) is var axis && axis.FromMs <= At ? axis : TimeAxis.ForLastMinute(At);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // Disposing the component disposes its CancellationTokenSource, whose Token then throws. A person may leave the page before its
        // first render, so the token is read here, and not after the first render.
        _disposalToken = _disposal.Token;
        _playback = _playback with { Speed = Choices.Speed };
        _windowToShow = InitialWindow is null ? null : new(InitialWindow);
        _clock = new(Js, "./js/race-clock.js");
        Connection.Restored += SyncClocksAgain;
        Class.Changed += ClassChanged;
        Downloads.StorageProblemChanged += FindAgain;
        Downloads.QueueChanged += ShowPosition;
        _missing = await Downloads.Find(RaceId) is null;
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Rows != _sharedRows)
            Share();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !_missing)
        {
            Share();
            _ = Watch(_disposalToken);
        }

        await SyncClocks();
    }

    private async Task Watch(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var batch in Downloads.Follow(RaceId, cancellationToken))
            {
                var (racing, first) = (Racing, _race.LatestState.Definition is null);
                foreach (var raceEvent in batch)
                    _race.Add(raceEvent);
                _now = _race.LatestState.FinishedAtMs ?? Math.Max(_now, _race.LatestState.LastEventAtMs);
                if (first && InitialShownMs is { } ms)
                    _playback = _playback.Seek(ms, End);
                if (first && InitialLanes is { } lanes)
                    Choices.SetLanes(_race.LatestState.Definition?.Experiment?.Id ?? "", lanes);
                if (first)
                    await ApplyFollowedView();
                _throttle.MarkDirty(At);
                // The clock in the browser runs only during the race. When the race begins or ends, the clock must therefore be updated.
                _clockIsStale |= Racing != racing;
                StateHasChanged();
                _ = RunClock(cancellationToken);
                if (Racing != racing || first)
                    await RacingChanged.InvokeAsync(Racing);
            }

            // The race may have been deleted after this page had found it. Its log is then empty, so the page reports that there is no such
            // race.
            _missing = _race.LatestState.Definition is null;
            if (_missing)
                await RacingChanged.InvokeAsync(false);
            _isLogIncomplete = await Downloads.Find(RaceId) is { IsLogIncomplete: true };
            StateHasChanged();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A person has left the page or opened another race, so this task ends.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    // Called when the storage of earlier races has failed or works again. If the race of this page was not found before, it may be found
    // now, so the page looks for it again.
    private void FindAgain() => _ = InvokeAsync(async () =>
    {
        if (!_missing || await Downloads.Find(RaceId) is null || _disposalToken.IsCancellationRequested)
            return;
        _missing = false;
        StateHasChanged();
        _ = Watch(_disposalToken);
    });

    private void ShowPosition() => _ = InvokeAsync(() =>
    {
        if (_race.LatestState.Definition is null && !_disposalToken.IsCancellationRequested)
            StateHasChanged();
    });

    // Returns the link to the page that can run the race again; null for a recorded program, which the dashboard cannot run.
    private string? StartPageLinkOf(RaceDefinition definition) =>
        definition.Program is not null ? null
        : definition.Plan is { } plan ? PlanLink.Write(Catalog, Modes, PlanDraft.Of(plan))
        : definition.Experiment is { } experiment ? RaceAddress.WithoutRace(experiment.Link) : "/";

    private void SetPlayback(Playback playback)
    {
        (_playback, _clockIsStale) = (playback, true);
        _ = RunClock(_disposalToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Connection.Restored -= SyncClocksAgain;
        Class.Changed -= ClassChanged;
        Downloads.StorageProblemChanged -= FindAgain;
        Downloads.QueueChanged -= ShowPosition;
        await _disposal.CancelAsync();
        _disposal.Dispose();
        await _clock.DisposeAsync();
    }
}
