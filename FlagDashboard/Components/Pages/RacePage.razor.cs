using FlagDashboard.Components.Picker;
using FlagDashboard.Races;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.Pages;

/// <summary>The page of a plan and, once it runs, of its race: folds the race's events and renders once for all that came.</summary>
public sealed partial class RacePage
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private PlanDraft _draft = new();
    private PlanReading _reading = null!;
    private string? _refusal;
    private string? _watched;
    private CancellationTokenSource _watching = new();
    private RaceState? _race;
    private bool _missing;
    private bool _connected = true;
    private double _now;
    private RowLayout _rows;
    private int _clocksRunning;
    private IJSObjectReference? _clock;

    /// <summary>Which race; null for a plan that has not run.</summary>
    [Parameter]
    public string? Id { get; set; }

    [SupplyParameterFromQuery(Name = "cc")]
    private string? Cc { get; set; }

    [SupplyParameterFromQuery(Name = "modes")]
    private string? ModeIds { get; set; }

    [SupplyParameterFromQuery]
    private string? Workers { get; set; }

    [SupplyParameterFromQuery]
    private string? Site { get; set; }

    [SupplyParameterFromQuery]
    private string? Delay { get; set; }

    [SupplyParameterFromQuery]
    private string? Jitter { get; set; }

    [SupplyParameterFromQuery]
    private string? Seed { get; set; }

    [SupplyParameterFromQuery]
    private string? Start { get; set; }

    private bool Racing => _race is { Plan: not null, FinishedAt: null };

    private string Title => _race switch
    {
        { FinishedAt: not null } => L["Finished"],
        { Plan: not null } => L["Racing …"],
        _ => L["Race"],
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_watched == Id && _reading is not null && Id is not null)
            return;

        (_watched, _race, _missing, _refusal, _connected) = (Id, null, false, null, true);
        _watching.Cancel();
        _watching = new CancellationTokenSource();
        if (Id is null)
            Read(PlanLink.Read(Catalog, Modes, Cc, ModeIds, Workers, Site, Delay, Jitter, Seed, Start));
        else if (Races.Find(Id) is { } race)
            Read(PlanDraft.Of(race.Plan));
        else
            (_missing, _) = (true, Read(PlanLink.Usual(Catalog, Modes)));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (Id is { } id && !_missing && _race is null && !_watching.IsCancellationRequested)
        {
            _race = new RaceState();
            _ = Watch(id, _race, _watching.Token);
            _ = KeepTime(id, _race, _watching.Token);
        }

        await SyncClocks();
    }

    private PlanReading Read(PlanDraft draft)
    {
        _draft = draft;
        return _reading = Reader.Read(draft);
    }

    private void Redraft(PlanDraft draft)
    {
        Read(draft);
        _refusal = null;
        if (Id is null)
            Navigation.NavigateTo(LinkOf(draft), replace: true);
    }

    private void Run()
    {
        if (_reading.Plan is not { } plan)
            return;
        try
        {
            Navigation.NavigateTo($"/race/{Downloads.Start(plan).Id}");
        }
        catch (PlanRefusedException refused)
        {
            _refusal = refused.Message;
        }
    }

    private void Cancel() => Races.Find(Id)?.Cancel();

    private async Task Watch(string id, RaceState race, CancellationToken stopped)
    {
        try
        {
            await foreach (var batch in Downloads.Follow(id, connected => Connected(connected, stopped), stopped))
            {
                foreach (var happened in batch)
                    race.Apply(happened);
                _now = race.FinishedAt ?? Math.Max(_now, race.LastAt);
                StateHasChanged();
            }
        }
        catch (HubException)
        {
            _missing = true;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // Another race is watched now, or the page is gone.
        }
    }

    private void Connected(bool connected, CancellationToken stopped)
    {
        if (_connected == connected || stopped.IsCancellationRequested)
            return;
        _connected = connected;
        StateHasChanged();
    }

    // Between events only the axis and the pace move; the browser moves everything else by itself.
    private async Task KeepTime(string id, RaceState race, CancellationToken stopped)
    {
        try
        {
            using var timer = new PeriodicTimer(Beat, Time);
            for (var beat = 0; race.FinishedAt is null && await timer.WaitForNextTickAsync(stopped); beat++)
            {
                var (axis, now) = (TimeAxis.Live(_now), Races.Find(id)?.Log.Now ?? _now);
                if (race.FinishedAt is not null)
                    break;
                _now = now;
                if (beat % 5 == 0 || TimeAxis.Live(_now) != axis)
                    StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
        }
    }

    private async Task SyncClocks()
    {
        var running = _race?.Runs.Count(run => run.StartedAt is not null && run.FinishedAt is null) ?? 0;
        if (running <= _clocksRunning)
        {
            _clocksRunning = running;
            return;
        }

        _clocksRunning = running;
        try
        {
            _clock ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/race-clock.js");
            if (Races.Find(Id)?.Log.Now is { } now)
                await _clock.InvokeVoidAsync("sync", now);
        }
        catch (JSDisconnectedException)
        {
        }
    }

    private string LinkOf(RacePlan plan) => LinkOf(PlanDraft.Of(plan));

    private string LinkOf(PlanDraft draft) => PlanLink.Write(Catalog, Modes, draft);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _watching.CancelAsync();
        _watching.Dispose();
        try
        {
            if (_clock is not null)
                await _clock.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
        }
    }
}
