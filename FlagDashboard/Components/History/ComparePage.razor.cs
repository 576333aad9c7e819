using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.History;

/// <summary>A race among others.</summary>
/// <param name="Letter">What it is called here: A, B, C …</param>
/// <param name="Id">Its name in links.</param>
/// <param name="Name">What people call it.</param>
/// <param name="State">Its fold.</param>
/// <param name="Now">How old it was then, in ms.</param>
public sealed record Compared(char Letter, string Id, string Name, RaceState State, double Now);

/// <summary>Two or more races on one time axis, one below the other. One that runs is shown as it was when the page was opened.</summary>
public sealed partial class ComparePage
{
    /// <summary>How many races a page compares at most.</summary>
    public const int MostRaces = 8;

    private readonly List<Compared> _races = [];
    private readonly List<string> _problems = [];
    private ElementReference _root;
    private TimeAxis _axis;
    private RowLayout _rows;
    private ComparedWith _with;
    private string? _shown;
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
        var asked = _shown;
        var races = new List<RaceSnapshot?>();
        foreach (var id in ids.Take(MostRaces))
            races.Add(await Downloads.Snapshot(id));
        // Another address may have been opened meanwhile.
        if (asked != _shown)
            return;
        _races.Clear();
        _problems.Clear();
        var names = History.Find(ids).ToDictionary(row => row.Id, row => row.Name);
        foreach (var (id, race) in ids.Zip(races))
        {
            if (race is { Info.Definition: { } definition, State: var state })
                _races.Add(new((char)('A' + _races.Count), id, names.GetValueOrDefault(id) ?? definition.Experiment?.Title
                    ?? L["{0} flags", definition.Items.Count], state, race.NowMs));
            else
                _problems.Add(L["There is no race “{0}” on this server; it may have been deleted.", SafeText.Short(id)]);
        }

        if (ids.Count > MostRaces)
            _problems.Add(L["At most {0} races can be compared: these are the first.", MostRaces]);
        if (_races.Count < 2)
            _problems.Add(L["Two races or more can be compared: choose them in the history."]);
        else
            _axis = RunsCompared.Axis(_races.Select(race => (race.State, race.Now)));
    }

    // A bar is found again by the number of its run among the runs of all races.
    private int FirstOf(int race) => _races.Take(race).Sum(before => before.State.Runs.Count);

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await _inspector.Call("watch", _root, _self);
    }

    /// <summary>Called by the browser when a bar is hovered or reached by keyboard; a negative run when none is.</summary>
    /// <param name="run">Its run's number among all.</param>
    /// <param name="future">Its number, as in <see cref="Bar.Future"/>.</param>
    /// <param name="x">Where its card goes, in CSS px from the left of the window.</param>
    /// <param name="y">Likewise from the top.</param>
    [JSInvokable]
    public void Inspect(int run, int future, double x, double y)
    {
        _inspected = InspectedBar.Of(_races.SelectMany(race => race.State.Runs).ElementAtOrDefault(run), future, x, y);
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _inspector.DisposeAsync();
        _self?.Dispose();
    }
}
