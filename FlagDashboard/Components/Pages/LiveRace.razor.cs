using FlagDashboard.Components.Picker;
using FlagDashboard.Races;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Components.Pages;

/// <summary>Follows one race: folds its events, and renders once for all that came. A component of its own, so that the plan beside it is left alone.</summary>
public sealed partial class LiveRace
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly RaceState _race = new();
    private readonly CancellationTokenSource _gone = new();
    private bool _missing;
    private bool _connected = true;
    private double _now;
    private int _clocksRunning;
    private BrowserModule _clock = null!;

    /// <summary>Which race; fixed for the life of the component.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>How lanes are laid out.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>Told when another layout is wanted.</summary>
    [Parameter]
    public EventCallback<RowLayout> RowsChanged { get; set; }

    /// <summary>What else is to be seen of the race, or done with it, above it.</summary>
    [Parameter]
    public RenderFragment<RaceState>? Above { get; set; }

    /// <summary>What else is to be seen of the race, below it.</summary>
    [Parameter]
    public RenderFragment<RaceState>? Below { get; set; }

    /// <summary>Told when the race turns out to run, and when it is through.</summary>
    [Parameter]
    public EventCallback<bool> RacingChanged { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => (_missing, _clock) = (Races.Find(Id) is null, new(Js, "./js/race-clock.js"));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !_missing)
        {
            _ = Watch(_gone.Token);
            _ = KeepTime(_gone.Token);
        }

        await SyncClocks();
    }

    private async Task Watch(CancellationToken gone)
    {
        try
        {
            await foreach (var batch in Downloads.Follow(Id, connected => Connected(connected, gone), gone))
            {
                var racing = Racing;
                foreach (var happened in batch)
                    _race.Apply(happened);
                _now = _race.FinishedAt ?? Math.Max(_now, _race.LastAt);
                StateHasChanged();
                if (Racing != racing)
                    await RacingChanged.InvokeAsync(Racing);
            }
        }
        catch (HubException)
        {
            _missing = true;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page shows something else now.
        }
    }

    private bool Racing => _race is { Outline: not null, FinishedAt: null };

    private string LinkOf(RaceOutline outline) =>
        outline.Plan is { } plan ? PlanLink.Write(Catalog, Modes, PlanDraft.Of(plan)) : outline.Experiment?.Link ?? "/";

    private void Connected(bool connected, CancellationToken gone)
    {
        if (_connected == connected || gone.IsCancellationRequested)
            return;
        _connected = connected;
        StateHasChanged();
    }

    // Between events only the axis and the pace move; the browser moves everything else by itself.
    private async Task KeepTime(CancellationToken gone)
    {
        try
        {
            using var timer = new PeriodicTimer(Beat, Time);
            for (var beat = 0; await timer.WaitForNextTickAsync(gone) && _race.FinishedAt is null; beat++)
            {
                var axis = TimeAxis.Live(_now);
                _now = Races.Find(Id)?.Log.Now ?? _now;
                if (beat % 5 == 0 || TimeAxis.Live(_now) != axis)
                    StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
    }

    private async Task SyncClocks()
    {
        var running = _race.Runs.Count(run => run.StartedAt is not null && run.FinishedAt is null);
        var started = running > _clocksRunning;
        _clocksRunning = running;
        // If the browser is out of reach, a later render tries again.
        if (started && Races.Find(Id) is { } race && !await _clock.Call("sync", race.Log.Now))
            _clocksRunning = 0;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        await _clock.DisposeAsync();
    }
}
