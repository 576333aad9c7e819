using FlagDashboard.Experiments;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using MudBlazor;

namespace FlagDashboard.Components.History;

/// <summary>Every race that is kept: found, opened, renamed, run again, compared, deleted and brought back.</summary>
public sealed partial class HistoryPage
{
    private static readonly (HistorySort? Sort, string Title, string? Style)[] Columns =
    [
        (HistorySort.Name, "race", "name"), (HistorySort.Started, "began", "when"), (null, "site", "site"), (HistorySort.Futures, "futures", "number"),
        (HistorySort.Workers, "workers", "number"), (HistorySort.State, "state", "state"), (HistorySort.Elapsed, "elapsed", "number"), (null, "won", "won"),
    ];

    // A race that runs is looked after; a list without one stays as it is.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private const int UndoMs = 12_000;

    private readonly CancellationTokenSource _gone = new();
    private readonly List<string> _picked = [];
    private Virtualize<HistoryRow>? _rows;
    private HistoryQuery _query = new();
    private int? _total;
    private bool _running;

    private bool Filtered => _query.Text is not null || _query.Mode is not null || _query.Site is not null || _query.From is not null || _query.Before is not null;

    private string Count => _total switch
    {
        null => L["Opening the history …"],
        1 => L["1 race"],
        { } total => L["{0} races", total],
    };

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        History.ProblemChanged += LookAgain;
        try
        {
            using var timer = new PeriodicTimer(BetweenLooks, Time);
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                if (_running)
                    await Look();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        History.ProblemChanged -= LookAgain;
        _gone.Cancel();
        _gone.Dispose();
    }

    private async ValueTask<ItemsProviderResult<HistoryRow>> Load(ItemsProviderRequest request)
    {
        var page = await History.List(_query with { Skip = request.StartIndex, Take = request.Count });
        _running = page.Rows.Any(row => row.State == RaceStatus.Running);
        if (_total != page.Total && !request.CancellationToken.IsCancellationRequested)
        {
            _total = page.Total;
            StateHasChanged();
        }

        return new(page.Rows, page.Total);
    }

    private async Task Look()
    {
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private void LookAgain() => _ = InvokeAsync(() => _gone.IsCancellationRequested ? Task.CompletedTask : Look());

    private Task Ask(HistoryQuery query)
    {
        _query = query;
        return Look();
    }

    // Names begin at A, everything else with the greatest.
    private Task Sort(HistorySort by) => Ask(_query with { Sort = by, Descending = _query.Sort == by ? !_query.Descending : by != HistorySort.Name });

    private void Pick(string id, bool picked)
    {
        _picked.Remove(id);
        if (picked)
            _picked.Add(id);
    }

    private async Task Rename(HistoryRow row, string name)
    {
        if (!await History.Rename(row.Id, name))
            Complain(L["The name could not be saved."]);
        await Look();
    }

    private async Task Delete(HistoryRow row)
    {
        if (await History.Delete(row.Id))
        {
            Pick(row.Id, false);
            Snackbar.Add(L["Deleted: {0}", row.Name].Value, Severity.Normal, options =>
            {
                (options.Action, options.VisibleStateDuration) = (L["Undo"], UndoMs);
                options.OnClick = _ => InvokeAsync(() => BringBack(row));
            });
        }
        else
        {
            Complain(row.State == RaceStatus.Running ? L["It runs: cancel it before you delete it."] : L["It could not be deleted."]);
        }

        await Look();
    }

    private async Task BringBack(HistoryRow row)
    {
        if (!await History.Restore(row.Id))
            Complain(L["It could not be brought back."]);
        await Look();
    }

    private void Again(HistoryRow row)
    {
        if (Races.Find(row.Id) is not { } kept)
        {
            Complain(L["The race could not be read."]);
            return;
        }

        try
        {
            if (kept.Plan is { } plan)
                Navigation.NavigateTo($"/race/{Downloads.Start(plan).Id}");
            else if (Experiments.Find(kept.Definition.Experiment?.Id) is { } experiment)
                Open(Downloads.Start(() => experiment.Start(Settings.ReadLink(experiment.Settings, QueryOf(kept.Definition.Experiment!.Link)))));
            else
                Complain(L["This experiment is not one of this version."]);
        }
        catch (PlanRefusedException refused)
        {
            Complain(refused.Message);
        }
    }

    private static string QueryOf(string link) => link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..];

    private void Open(Race race) => Navigation.NavigateTo(RaceAddress.WithRace(race.Definition.Experiment!.Link, race.Id));

    private void Complain(string what) => Snackbar.Add(what, Severity.Error);
}
