using FlagDashboard.Experiments;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using MudBlazor;

namespace FlagDashboard.Components.History;

/// <summary>Every race that is kept: found, opened, renamed, run again, compared, deleted and brought back.</summary>
public sealed partial class HistoryPage
{
    private static readonly (HistorySort? Sort, string Title, string? Style)[] Columns =
    [
        (HistorySort.Name, "race", "name"), (HistorySort.Started, "began", "when"), (null, "site", "site"),
        (HistorySort.Futures, "futures", "number"),
        (HistorySort.Workers, "workers", "number"), (HistorySort.State, "state", "state"), (HistorySort.Elapsed, "elapsed", "number"),
        (null, "won", "won"),
    ];

    // A race that runs is looked after; a list without one stays as it is.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private const int UndoMs = 12_000;

    // The token is taken before the source is disposed: the page may be left before, or while, it is loaded.
    private readonly CancellationTokenSource _gone = new();
    private CancellationToken _left;
    private readonly List<string> _picked = [];
    private Virtualize<HistoryRow>? _rows;
    private HistoryQuery _query = new();
    private int? _total;
    private bool _running;

    private bool Filtered =>
        _query.Text is not null || _query.Mode is not null || _query.Site is not null || _query.From is not null
        || _query.Before is not null;

    private string Count => _total switch
    {
        null => L["Opening the history …"],
        1 => L["1 race"],
        { } total => L["{0} races", total],
    };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _left = _gone.Token;
        History.ProblemChanged += LookAgain;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            using var timer = new PeriodicTimer(BetweenLooks, Time);
            while (await timer.WaitForNextTickAsync(_left))
            {
                if (_running)
                    await Look();
            }
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
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

    private void LookAgain() => _ = InvokeAsync(async () =>
    {
        try
        {
            if (!_left.IsCancellationRequested)
                await Look();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    });

    private Task Ask(HistoryQuery query)
    {
        _query = query;
        return Look();
    }

    // Names begin at A, everything else with the greatest.
    private Task Sort(HistorySort by) =>
        Ask(_query with { Sort = by, Descending = _query.Sort == by ? !_query.Descending : by != HistorySort.Name });

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

    private async Task Again(HistoryRow row)
    {
        if (await Downloads.Find(row.Id) is not { Definition: { } definition })
        {
            Complain(L["The race could not be read."]);
            return;
        }

        if (definition.Plan is { } plan)
            Show(Downloads.Start(plan), null);
        else if (definition.Experiment is { } info && Experiments.Find(info.Id) is { } experiment)
            Show(Downloads.Start(experiment, Settings.ReadLink(experiment.Settings, QueryOf(info.Link))), info.Link);
        else
            Complain(L["This experiment is not one of this version."]);
    }

    private void Show(StartResult result, string? experimentLink)
    {
        if (result is StartResult.Refused refused)
            Complain(ProblemText.Of(refused.Problems, L));
        else if (result.RaceId is { } id)
            Navigation.NavigateTo(RaceAddress.Of(experimentLink, id));
    }

    private static string QueryOf(string link) => link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..];

    private void Complain(string what) => Snackbar.Add(what, Severity.Error);
}
