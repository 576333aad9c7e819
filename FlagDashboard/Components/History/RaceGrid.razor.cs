using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FlagDashboard.Components.History;

/// <summary>
/// The grid of the saved or the deleted races. It loads only the rows that are visible. The page keeps the ids of the selected races
/// itself, because the selection of MudDataGrid contains only loaded rows and has no order.
/// </summary>
public sealed partial class RaceGrid
{
    // The height of a table row in px, from which the grid computes which rows are visible. On a phone, a row is higher, and the browser
    // measures its height.
    private const float RowHeight = 53;

    private ElementReference _element;
    private ElementReference _pickAll;
    private BrowserModule _focus = null!;
    private BrowserModule _checkbox = null!;
    private (bool All, bool Some)? _shownInHeader = (false, false);
    private MudDataGrid<RaceGridRow>? _grid;
    private HashSet<string> _picked = [];
    private Dictionary<string, SortDefinition<RaceGridRow>>? _sorting;
    private bool _sortedBin;
    private string? _renaming;

    /// <summary>The filters and the order of the races.</summary>
    [Parameter, EditorRequired]
    public required HistoryQuery Query { get; set; }

    /// <summary>Raised with the query in its new order when a person sorts the grid.</summary>
    [Parameter]
    public EventCallback<HistoryQuery> QueryChanged { get; set; }

    /// <summary>
    /// Loads rows of the current query. The arguments are the index of the first row, the number of rows, and a cancellation token.
    /// </summary>
    [Parameter, EditorRequired]
    public required Func<int, int, CancellationToken, Task<PagedResult>> Load { get; set; }

    /// <summary>The number of races; null until it is known.</summary>
    [Parameter]
    public int? Total { get; set; }

    /// <summary>The ids of the selected races.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyCollection<string> PickedIds { get; set; }

    /// <summary>Raised with the id of a race that a person selects or takes out of the selection.</summary>
    [Parameter]
    public EventCallback<string> PickToggled { get; set; }

    /// <summary>Whether all races of the query are selected.</summary>
    [Parameter]
    public bool AllPicked { get; set; }

    /// <summary>Raised with true when a person selects all races of the query, and with false when the person selects none.</summary>
    [Parameter]
    public EventCallback<bool> AllPickedChanged { get; set; }

    /// <summary>Raised with a race and its new name when a person has renamed it.</summary>
    [Parameter]
    public EventCallback<(HistoryRow Race, string Name)> Rename { get; set; }

    /// <summary>Raised when a person runs a race again.</summary>
    [Parameter]
    public EventCallback<HistoryRow> RunAgain { get; set; }

    /// <summary>Raised when a person deletes a race.</summary>
    [Parameter]
    public EventCallback<HistoryRow> Delete { get; set; }

    /// <summary>Raised when a person restores a race.</summary>
    [Parameter]
    public EventCallback<HistoryRow> Restore { get; set; }

    /// <summary>Whether a person is typing a new name. A refresh that moves the row would discard the typed text.</summary>
    public bool IsRenaming => _renaming is not null;

    [Inject]
    private ModeCatalog Modes { get; set; } = null!;

    private Dictionary<string, object?> Attributes => new()
    {
        ["aria-label"] = Query.OnlyDeleted ? L["Deleted races"].Value : L["Saved races"].Value,
        ["aria-rowcount"] = (Total ?? 0) + 1,
        ["data-testid"] = "history",
    };

    // Whether some races are selected and others are not.
    private bool SomePicked => _picked.Count > 0 && !AllPicked;

    private string SiteOf(HistoryRow row) =>
        row.IsProgram ? L["program"] : row.Site is { } site ? site.ToUpperInvariant() : L["experiment"];

    /// <summary>Loads the rows again.</summary>
    public async Task Refresh()
    {
        if (_grid is not null)
            await _grid.ReloadServerData();
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _focus.DisposeAsync();
        await _checkbox.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        (_focus, _checkbox) = (new(Js, "./js/row-focus.js"), new(Js, "./js/partly-checked.js"));

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _focus.AttachListeners(Connection, "keepFocus", _element);
        await ShowPickedInHeader();
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _picked = [.. PickedIds];
        if (_sorting is not null && _sortedBin == Query.OnlyDeleted)
            return;
        // Set the initial sort order once for the saved races and once for the deleted races. Afterwards, the grid itself changes the
        // object in _sorting when a person sorts.
        var sort = Query.Sort.ToString();
        _sorting = new() { [sort] = new(sort, Query.Descending, 0, race => race.Id) };
        (_sortedBin, _renaming) = (Query.OnlyDeleted, null);
    }

    // Shows in the checkbox of the header whether all or some races are selected. What is shown is noted before the call, because the
    // selection may change again before the call has ended.
    private async Task ShowPickedInHeader()
    {
        var picked = (AllPicked, SomePicked);
        if (_shownInHeader == picked)
            return;
        _shownInHeader = picked;
        if (!await _checkbox.Call("showPicked", _pickAll, AllPicked, SomePicked))
            _shownInHeader = null;
    }

    // The browser itself changes both states of a checkbox that is pressed, so they are set again when all handlers have run.
    private async Task PickAllOrNone()
    {
        await AllPickedChanged.InvokeAsync(!AllPicked);
        _shownInHeader = null;
    }

    private static string? StateClass(RaceGridRow race) =>
        race.UnfinishedSeries is null ? $"state {race.Status.ToString().ToLowerInvariant()}" : "state";

    private async Task<GridData<RaceGridRow>> LoadRows(GridStateVirtualize<RaceGridRow> state, CancellationToken cancellationToken)
    {
        var page = await Load(state.StartIndex, state.Count, cancellationToken);
        // The first request of the grid is for 0 rows, because the grid does not know yet how many rows fit. If the answer contained a
        // total, the grid would load the first rows twice.
        if (state.Count == 0)
            return new() { Items = [], TotalItems = 0 };
        return new() { Items = [.. page.Rows.Select(row => new RaceGridRow(row))], TotalItems = page.TotalCount };
    }

    // Sorts the grid by a column. In a newly chosen column, names run from A to Z, and other values from the greatest to the smallest.
    // Choosing the same column again reverses the order.
    private async Task Sort(SortColumn by)
    {
        var descending = Query.Sort == by ? !Query.Descending : by != SortColumn.Name;
        await QueryChanged.InvokeAsync(Query with { Sort = by, Descending = descending });
        if (_grid is not null)
            await _grid.SetSortAsync(by.ToString(), descending ? SortDirection.Descending : SortDirection.Ascending, race => race.Id);
    }

    private void Edit(RaceGridRow race, bool editing) => _renaming = editing ? race.Id : null;

    private string ClassOf(RaceGridRow race, int index) => _picked.Contains(race.Id) ? "picked" : "";

    private string StateOf(RaceGridRow race) => race.Status switch
    {
        _ when race.UnfinishedSeries is { } series => "◔ " + L["{0} of {1}", series.RaceNumber, series.PlannedRaceCount],
        RaceStatus.Running => "▶ " + L["running"],
        RaceStatus.Cancelled => "✕ " + L["cancelled"],
        RaceStatus.Interrupted => "⚠ " + L["interrupted"],
        _ => "✓ " + L["finished"],
    };

    private string TitlesOf(IEnumerable<string> modes) => L.JoinList(modes.Select(TitleOf));

    // Returns the modes that won a race. A row for a whole series has no winner, because each race of the series may have another one.
    private static IReadOnlyList<string> WinnersOf(HistoryRow row) => row.Series is null ? row.WinnerIds : [];

    private string WinnerText(IReadOnlyList<string> modes) => modes switch
    {
        [] => "",
        [var winner] => TitleOf(winner),
        _ => L["tie of {0}", modes.Count],
    };

    private string TitleOf(string mode) => L[Modes.SavedTitleOf(mode)];
}
