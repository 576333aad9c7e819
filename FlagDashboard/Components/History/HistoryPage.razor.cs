using FlagDashboard.Experiments;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using MudBlazor;

namespace FlagDashboard.Components.History;

/// <summary>The list of saved races. A person filters, opens, renames, compares, deletes, restores and runs them again.</summary>
public sealed partial class HistoryPage
{
    private static readonly (HistorySort? Sort, string Title, string? Style)[] Columns =
    [
        (HistorySort.Name, "race", "name"), (HistorySort.Started, "began", "when"), (null, "site", "site"),
        (HistorySort.Futures, "futures", "number"),
        (HistorySort.Workers, "workers", "number"), (HistorySort.State, "state", "state"), (HistorySort.Elapsed, "elapsed", "number"),
        (null, "winner", "won"),
    ];

    // While the list is empty or shows a running race, it is refreshed at this interval: the first race appears, and the row of a running
    // one changes.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private const int UndoMs = 12_000;

    // Below, _disposalToken is stored when the page is created. Leaving the page disposes the source, and reading the token of a disposed
    // source throws.
    private readonly CancellationTokenSource _disposing = new();
    private CancellationToken _disposalToken;
    private readonly List<string> _picked = [];
    private Virtualize<HistoryRow>? _rows;
    private HistoryQuery _query = new();
    private int? _total;
    private bool _changes;

    private bool IsFiltered =>
        _query.Text is not null || _query.Mode is not null || _query.Site is not null || _query.From is not null
        || _query.Before is not null;

    private string Count => _total is { } total ? L.Localize(Quantity.Races(total)) : L["Opening the history …"];

    private string CompareHint => _picked.Count < 2
        ? L["Select another race to compare it with."]
        : L["At most {0} races can be compared. Select fewer.", ComparePage.MaxRaces];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _disposalToken = _disposing.Token;
        Downloads.StorageProblemChanged += RefreshSoon;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            using var timer = new PeriodicTimer(RefreshInterval, Time);
            while (await timer.WaitForNextTickAsync(_disposalToken))
            {
                if (_changes)
                    await Refresh();
            }
        }
        catch (OperationCanceledException) when (_disposalToken.IsCancellationRequested)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Downloads.StorageProblemChanged -= RefreshSoon;
        _disposing.Cancel();
        _disposing.Dispose();
    }

    private async ValueTask<ItemsProviderResult<HistoryRow>> Load(ItemsProviderRequest request)
    {
        var page = await Downloads.ListSaved(_query with { Skip = request.StartIndex, Take = request.Count });
        _changes = page.Total == 0 || page.Rows.Any(row => row.State == RaceStatus.Running);
        if (_total != page.Total && !request.CancellationToken.IsCancellationRequested)
        {
            _total = page.Total;
            StateHasChanged();
        }

        return new(page.Rows, page.Total);
    }

    private async Task Refresh()
    {
        if (_rows is not null)
            await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    private void RefreshSoon() => _ = InvokeAsync(async () =>
    {
        try
        {
            if (!_disposalToken.IsCancellationRequested)
                await Refresh();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    });

    private Task Show(HistoryQuery query)
    {
        _query = query;
        return Refresh();
    }

    private string ArrowOf(HistorySort column) => column != _query.Sort ? "" : _query.Descending ? "▼" : "▲";

    // A newly chosen column sorts names from A to Z, and every other value from the greatest. Choosing the same column again reverses the
    // order.
    private Task Sort(HistorySort by) =>
        Show(_query with { Sort = by, Descending = _query.Sort == by ? !_query.Descending : by != HistorySort.Name });

    private void Pick(string id, bool picked)
    {
        _picked.Remove(id);
        if (picked)
            _picked.Add(id);
    }

    private async Task Rename(HistoryRow row, string name)
    {
        if (!await Downloads.Rename(row.Id, name))
            ShowError(L["The name could not be saved."]);
        await Refresh();
    }

    private async Task Delete(HistoryRow row)
    {
        if (await Downloads.Delete(row.Id))
        {
            Pick(row.Id, false);
            Snackbar.Add(L["Deleted: {0}", row.Name].Value, Severity.Normal, options =>
            {
                (options.Action, options.VisibleStateDuration) = (L["Undo"], UndoMs);
                // Races may have equal names. By default, a message that is already shown is not shown again, and its race could then
                // not be restored.
                options.DuplicatesBehavior = SnackbarDuplicatesBehavior.Allow;
                options.OnClick = _ => InvokeAsync(() => Restore(row));
            });
        }
        else
        {
            ShowError(row.State == RaceStatus.Running ? L["The race is running. Cancel it before you delete it."]
                : L["The race could not be deleted."]);
        }

        await Refresh();
    }

    private async Task Restore(HistoryRow row)
    {
        if (!await Downloads.Restore(row.Id))
            ShowError(L["The race could not be restored."]);
        await Refresh();
    }

    private async Task RunAgain(HistoryRow row)
    {
        if (await Downloads.Find(row.Id) is not { Definition: { } definition })
        {
            ShowError(L["The race could not be read."]);
            return;
        }

        if (definition.Plan is { } plan)
            Open(Downloads.Start(plan), null);
        else if (definition.Experiment is { } info && Experiments.Find(info.Id) is { } experiment)
            RunAgain(experiment, SettingValues.ReadLink(experiment.Settings, QueryOf(info.Link)));
        else
            ShowError(L["This version does not have this experiment."]);
    }

    // The new race gets a new link to the experiment that runs again. The link of an imported race may name another experiment, so it is
    // not reused.
    private void RunAgain(IExperiment experiment, SettingValues settings) =>
        Open(Downloads.Start(experiment, settings), ExperimentLink.Write(experiment, settings));

    private void Open(StartResult result, string? experimentLink)
    {
        if (result is StartResult.Refused refused)
            ShowError(ProblemText.Of(refused.Problems, L));
        else if (result.RaceId is { } id)
            Navigation.NavigateTo(BaseRelative.Of(RaceAddress.Of(experimentLink, id)));
    }

    private static string QueryOf(string link) => link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..];

    private void ShowError(string message) => Snackbar.Add(message, Severity.Error);
}
