using System.Globalization;
using FlagDashboard.History;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.History;

/// <summary>
/// The page of the saved races and of the bin with the deleted races. A person can filter, open, rename, compare, delete, restore and run
/// races again.
/// </summary>
public sealed partial class HistoryPage
{
    // The minimum time between two loads of the list, however many races start and end.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    // The page reads the Token of this source once and stores it in _disposalToken. Reading Token later could throw, because leaving the
    // page disposes the source.
    private readonly CancellationTokenSource _disposing = new();
    private CancellationToken _disposalToken;
    private readonly List<string> _picked = [];
    private Task _pickingAll = Task.CompletedTask;
    private RaceGrid? _grid;
    private HistoryQuery _query = new() { GroupSeries = true, ReaderLanguage = InterfaceLanguages.Of(CultureInfo.CurrentUICulture) };
    private int? _total;
    private bool _allPicked;
    private volatile bool _listChanged;

    /// <summary>The query parameter “bin”. If it is present, with or without a value, the page shows the deleted races.</summary>
    [SupplyParameterFromQuery]
    public string? Bin { get; set; }

    private bool IsBin => Bin is not null;

    private bool IsFiltered =>
        _query.Text is not null || _query.Mode is not null || _query.Site is not null || _query.StartedFrom is not null
        || _query.StartedBefore is not null;

    private string Count => _total is { } total ? L.Localize(Quantity.Races(total)) : L["Opening the history …"];

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _disposalToken = _disposing.Token;
        Downloads.StorageProblemChanged += RefreshSoon;
        Downloads.SavedListChanged += NoteChange;
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_query.OnlyDeleted == IsBin)
            return;
        ClearPicked();
        var sort = IsBin ? SortColumn.Deleted : SortColumn.Started;
        (_query, _total) = (_query with { OnlyDeleted = IsBin, Sort = sort, Descending = true }, null);
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
                if (_listChanged && _grid is { IsRenaming: false })
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
        Downloads.SavedListChanged -= NoteChange;
        _disposing.Cancel();
        _disposing.Dispose();
    }

    private async Task<PagedResult> Load(int start, int count, CancellationToken cancellationToken)
    {
        _listChanged = false;
        var page = await Downloads.ListSaved(_query with { Skip = start, Take = count });
        var allPicked = await AreAllPicked(page.TotalCount);
        if ((_total != page.TotalCount || _allPicked != allPicked) && !cancellationToken.IsCancellationRequested)
        {
            (_total, _allPicked) = (page.TotalCount, allPicked);
            StateHasChanged();
        }

        return page;
    }

    // Races that the filter hides now may be selected too, so equal numbers alone do not tell that all races of the list are selected.
    private async Task<bool> AreAllPicked(int total)
    {
        if (total == 0 || _picked.Count < total)
            return false;
        var ids = await Downloads.ListSavedIds(_query);
        return _picked.ToHashSet().IsSupersetOf(ids);
    }

    private Task Refresh() => _grid?.Refresh() ?? Task.CompletedTask;

    private void NoteChange() => _listChanged = true;

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

    private async Task Pick(string id)
    {
        // A person may have pressed “all” just before, while the list was still being read.
        await _pickingAll.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (!_picked.Remove(id))
            _picked.Add(id);
        _allPicked = await AreAllPicked(_total ?? 0);
    }

    private Task PickAll(bool all) => _pickingAll = PickAllOf(all ? _query : null);

    private async Task PickAllOf(HistoryQuery? query)
    {
        var ids = query is null ? [] : await Downloads.ListSavedIds(query);
        ClearPicked();
        _picked.AddRange(ids);
        _allPicked = query is not null;
    }

    private void ClearPicked()
    {
        _picked.Clear();
        _allPicked = false;
    }
}
