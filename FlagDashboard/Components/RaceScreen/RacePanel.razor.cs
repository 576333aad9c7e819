using FlagDashboard.Components.Experiments;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>One race: its headline, its lanes on one axis, its results, and a card for the bar that a person points at.</summary>
public sealed partial class RacePanel
{
    private readonly Dictionary<string, IReadOnlyList<EmbeddedSourceFile>> _sources = [];
    private ElementReference _root;
    private TimeAxis _axis;
    private RaceResults _results = null!;
    private IReadOnlyList<LegendEntry> _legend = [];
    private RaceResults? _finalResults;
    private IExperiment? _experiment;
    private Sentence? _conclusion;
    private Sentence? _answer;
    private Sentence? _facts;
    private (int Run, int Future, double X, double Y) _requested = (-1, -1, 0, 0);
    private InspectedBar? _inspected;
    private (int Run, int Future, double X, double Y)? _chosen;
    private bool _changesOnlyOne;
    private DotNetObjectReference<RacePanel>? _self;
    private BrowserModule _inspector = null!;

    /// <summary>The state of the race at the time shown.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    /// <summary>The latest state of the race, whose results stay on the page during a replay; by default <see cref="Race"/>.</summary>
    [Parameter]
    public RaceState? Latest { get; set; }

    /// <summary>The race time that the page shows, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>Whether the time shown is advancing; by default, while the race is running.</summary>
    [Parameter]
    public bool? IsTimePassing { get; set; }

    /// <summary>The time axis of the lanes; by default computed from <see cref="Race"/>.</summary>
    [Parameter]
    public TimeAxis? Axis { get; set; }

    /// <summary>Whether the rows of a lane are workers or futures.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>Raised when the user chooses another layout.</summary>
    [Parameter]
    public EventCallback<RowLayout> RowsChanged { get; set; }

    /// <summary>The link that reproduces the race; null for a recorded program.</summary>
    [Parameter, EditorRequired]
    public required string? StartPageLink { get; set; }

    /// <summary>The id of the race; null if the race cannot be shared.</summary>
    [Parameter]
    public string? RaceId { get; set; }

    /// <summary>Whether a person may change futures now: the race runs, and the page shows its latest state.</summary>
    [Parameter]
    public bool CanIntervene { get; set; }

    /// <summary>The additional content that an experiment shows around the lanes.</summary>
    [Parameter]
    public ExperimentAdditions Extras { get; set; } = ExperimentAdditions.None;

    /// <summary>The player, which is placed below the lanes and is as wide as they are.</summary>
    [Parameter]
    public RenderFragment? Player { get; set; }

    private RaceState Last => Latest ?? Race;

    private bool IsTimePassingNow => IsTimePassing ?? Race.FinishedAtMs is null;

    private bool Comparable => _experiment?.AllRunsDoSameWork ?? true;

    // A run of an experiment that has not ended may still get the line. Its entry is in the legend from the start, so that nothing moves
    // later. The legend of a race of flags has room for it when no future is awaited any more.
    private bool ShowsIdeal => Comparable && Race.Runs.Any(
        run => run is { Workers: > 1, Info.IsAuxiliary: false }
            && (run.EndedAtMs is null ? _experiment is not null : run.Outcome == Outcome.Ok) && Ideal.IsTold(Race, run));

    private VerdictLength? RoomForVerdict => _experiment?.VerdictLength;

    private string LinkText => Race.Plan is null ? L["link to this experiment"] : L["link to this plan"];

    private string Facts => RaceFactsText.Of(Race, L.Translate, _facts);

    /// <inheritdoc/>
    protected override void OnInitialized() => (_inspector, _zoom, _pointer, _focus) = (
        new(Js, "./js/bar-inspector.js"), new(Js, "./js/time-zoom.js"), new(Js, "./js/time-pointer.js"), new(Js, "./js/lane-focus.js"));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _axis = Axis ?? TimeAxis.Of(Race, ShownMs);
        _facts ??= Experiments.DescribeSettings(Race);
        _experiment ??= Experiments.Find(Race.Definition!.Experiment?.Id);
        _results = Experiments.ResultsOf(Race);
        _finalResults ??= Last.FinishedAtMs is null ? null : Experiments.ResultsOf(Last);
        _conclusion = Race.Outcome == Outcome.Ok ? _conclusion ?? _experiment?.DescribeConclusionOrNull(Race) : null;
        _answer = Race.Outcome == Outcome.Ok ? _answer ?? _experiment?.DescribeAnswerOrNull(Race) : null;
        _legend =
        [
            .. RaceLegend.Of([Race], Rows), .. ShowsIdeal ? [RaceLegend.Ideal] : (LegendEntry[])[], .. RaceLegend.TimeLines,
            .. Extras.Legend,
        ];
        PlaceLanes();
        _pools = IsAligned ? null : FastRunsWindow.Of(Last, _axis);
        UpdateInspected();
        if (!CanIntervene)
            _chosen = null;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            await RestoreFocus();
            return;
        }

        _self = DotNetObjectReference.Create(this);
        await _inspector.AttachListeners(Connection, "watch", _root, _self);
        await _zoom.AttachListeners(Connection, "watch", _root, _self);
        await _pointer.AttachListeners(Connection, "watch", _root, _self);
    }

    /// <summary>
    /// The browser calls this when the pointer or the keyboard focus enters a bar, and with a negative run number when it leaves the bars.
    /// </summary>
    /// <param name="run">The number of the run, from 0.</param>
    /// <param name="futureOrPhaseNumber">
    /// The number of the future, or a negative number for a phase; see <see cref="Bar.FutureOrPhaseNumber"/>.
    /// </param>
    /// <param name="x">The left edge of the card, in CSS px from the left of the window.</param>
    /// <param name="y">The top edge of the card, in CSS px from the top of the window.</param>
    [JSInvokable]
    public void Inspect(int run, int futureOrPhaseNumber, double x, double y)
    {
        _requested = (run, futureOrPhaseNumber, x, y);
        UpdateInspected();
        StateHasChanged();
    }

    /// <summary>
    /// The browser calls this when a person clicks a bar or presses Enter on it. Opens the menu if the future has no outcome yet.
    /// </summary>
    /// <inheritdoc cref="Inspect" path="/param"/>
    [JSInvokable]
    public void OpenFaultMenu(int run, int future, double x, double y)
    {
        if (!CanIntervene
            || Race.Runs.ElementAtOrDefault(run)?.Futures.ElementAtOrDefault(future) is not { FinishedAtMs: null })
            return;
        _chosen = (run, future, x, y);
        StateHasChanged();
    }

    // The runs of an experiment may have the ids of modes, but do not execute the source of these modes.
    private IReadOnlyList<EmbeddedSourceFile> SourcesOf(RunState run)
    {
        if (!_sources.TryGetValue(run.Mode, out var sources))
            _sources[run.Mode] = sources = Race.Plan is null ? _experiment?.SourcesOf(run.Mode) ?? [] : AllModes.SourcesOf(run.Mode);
        return sources;
    }

    private void CloseFaults() => _chosen = null;

    // Finds the bar that the person inspects in the current state of the race, by the numbers of its run and its future. A state of an
    // earlier time has other objects, and may not contain this bar yet.
    private void UpdateInspected() => _inspected = InspectedBar.Find(
        Race.Runs.ElementAtOrDefault(_requested.Run), _requested.Future, _requested.X, _requested.Y);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _inspector.DisposeAsync();
        await _zoom.DisposeAsync();
        await _pointer.DisposeAsync();
        await _focus.DisposeAsync();
        _self?.Dispose();
    }
}
