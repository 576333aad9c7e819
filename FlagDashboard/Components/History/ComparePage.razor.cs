using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.History;

/// <summary>A race that is compared with others.</summary>
/// <param name="Letter">The letter of the race on this page: A, B, C …</param>
/// <param name="Id">The id of the race in links.</param>
/// <param name="Name">The name that people gave it, or the title of its experiment.</param>
/// <param name="StateWhenOpened">The state of the race when the page was opened.</param>
/// <param name="ShownMs">The age of the race when the page was opened, in ms.</param>
/// <param name="Series">The place of the race in a series; null if it is in none.</param>
public sealed record RaceToCompare(
    char Letter, string Id, string Name, RaceState StateWhenOpened, double ShownMs, SeriesPlace? Series);

/// <summary>Two or more races on one time axis, one below the other. A running race is shown as it was when the page was opened.</summary>
public sealed partial class ComparePage
{
    /// <summary>The highest number of races that can be compared.</summary>
    public const int MaxRaces = 8;

    private readonly List<RaceToCompare> _races = [];
    private readonly List<string> _problems = [];
    private ElementReference _root;
    private TimeAxis _axis;
    private RowLayout _rows;
    private ComparisonBaseline _with;
    private string? _shown;
    private bool _loading;
    private InspectedBar? _inspected;
    private DotNetObjectReference<ComparePage>? _self;
    private BrowserModule _inspector = null!;

    [SupplyParameterFromQuery(Name = "races")]
    private string? Ids { get; set; }

    /// <summary>The link that compares these races.</summary>
    public static string Link(IEnumerable<string> ids) => $"/compare?races={string.Join(',', ids)}";

    /// <inheritdoc/>
    protected override void OnInitialized() => _inspector = new(Js, "./js/bar-inspector.js");

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Ids ?? ""))
            return;
        _shown = Ids ?? "";
        await Read([.. _shown.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()]);
    }

    private async Task Read(List<string> ids)
    {
        var requested = _shown;
        _loading = true;
        var races = new List<RaceSnapshot?>();
        foreach (var id in ids.Take(MaxRaces))
            races.Add(await Downloads.Snapshot(id));
        var names = (await Downloads.FindSaved(ids)).ToDictionary(row => row.Id, row => L.NameOf(row));
        // The address of the page may have changed while these races were read. Another call then shows the races of the new address, and
        // the races read here are dropped.
        if (requested != _shown)
            return;
        _loading = false;
        _races.Clear();
        _problems.Clear();
        foreach (var (id, race) in ids.Zip(races))
        {
            if (race is { Info: { Definition: { } definition, Series: var series }, State: var state })
                _races.Add(new(
                    (char)('A' + _races.Count), id, names.GetValueOrDefault(id) ?? DefaultName(definition), state, race.NowMs, series));
            else
                _problems.Add(L["There is no race “{0}” on this server. It may have been deleted.", SafeText.Excerpt(id)]);
        }

        if (ids.Count > MaxRaces)
            _problems.Add(L["At most {0} races can be compared. These are the first.", MaxRaces]);
        if (_races.Count < 2)
            _problems.Add(L["Select two or more races in the history to compare them."]);
        else
            _axis = RunComparison.Axis(_races.Select(race => (race.StateWhenOpened, race.ShownMs)));
    }

    private string DefaultName(RaceDefinition definition) =>
        definition.Experiment?.Title ?? definition.Program?.Name ?? L.Localize(Quantity.Flags(definition.FutureLabels.Count));

    // Returns the number of the first run of a race. Runs are numbered across all compared races, so that a number identifies one run on
    // the page.
    private int FirstRunNumberOf(int race) => _races.Take(race).Sum(before => before.StateWhenOpened.Runs.Count);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await _inspector.AttachListeners(Connection, "watch", _root, _self);
    }

    /// <summary>
    /// The browser calls this when the pointer or the keyboard focus enters a bar, and with a negative run number when it leaves the bars.
    /// </summary>
    /// <param name="run">The number of the bar's run, counted from 0 across all compared races.</param>
    /// <param name="futureOrPhaseNumber">
    /// The number of the future, or a negative number for a phase; see <see cref="Bar.FutureOrPhaseNumber"/>.
    /// </param>
    /// <param name="x">The distance of the bar from the left of the window, in CSS px.</param>
    /// <param name="y">The distance of the bar from the top of the window, in CSS px.</param>
    [JSInvokable]
    public void Inspect(int run, int futureOrPhaseNumber, double x, double y)
    {
        _inspected =
            InspectedBar.Find(_races.SelectMany(race => race.StateWhenOpened.Runs).ElementAtOrDefault(run), futureOrPhaseNumber, x, y);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _inspector.DisposeAsync();
        _self?.Dispose();
    }
}
