using FlagDashboard.Components.Experiments;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>One race: its headline, its lanes on one axis, its results, and the card of the bar that is looked at.</summary>
public sealed partial class RaceLanes
{
    private ElementReference _root;
    private TimeAxis _axis;
    private RaceResults _results = null!;
    private IExperiment? _experiment;
    private string? _conclusion;
    private (int Run, int Future, double X, double Y) _at = (-1, -1, 0, 0);
    private InspectedBar? _inspected;
    private DotNetObjectReference<RaceLanes>? _self;
    private BrowserModule _inspector = null!;

    /// <summary>The fold up to the time that is looked at.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    /// <summary>The time that is looked at, in ms since the race began.</summary>
    [Parameter]
    public double Now { get; set; }

    /// <summary>Whether that time passes; while the race runs, if nothing is said.</summary>
    [Parameter]
    public bool? Moving { get; set; }

    /// <summary>The axis; that of the fold, if nothing is said.</summary>
    [Parameter]
    public TimeAxis? Axis { get; set; }

    /// <summary>How lanes are laid out.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>Told when another layout is wanted.</summary>
    [Parameter]
    public EventCallback<RowLayout> RowsChanged { get; set; }

    /// <summary>The link that reproduces the race.</summary>
    [Parameter, EditorRequired]
    public required string PlanLink { get; set; }

    /// <summary>Which race, if it can be shared.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>What is shown besides the bars.</summary>
    [Parameter]
    public LaneExtras Extras { get; set; } = LaneExtras.None;

    /// <summary>What moves the time that is looked at, under the lanes and as wide as they are.</summary>
    [Parameter]
    public RenderFragment? Player { get; set; }

    private bool IsMoving => Moving ?? Race.FinishedAt is null;

    private bool Comparable => _experiment?.Compares ?? true;

    private string Facts => PlanSummary.Of(Race, (template, arguments) => L[template, arguments]);

    /// <inheritdoc/>
    protected override void OnInitialized() => _inspector = new(Js, "./js/bar-inspector.js");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _axis = Axis ?? TimeAxis.Of(Race, Now);
        _experiment ??= Experiments.Find(Race.Definition!.Experiment?.Id);
        _results = Comparable ? RaceResults.Of(Race) : RaceResults.None;
        _conclusion = Race.Outcome == Outcome.Ok ? _conclusion ?? _experiment?.ConclusionOrNone(Race) : null;
        Look();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        await _inspector.Call("watch", _root, _self);
    }

    /// <summary>Called by the browser when a bar is hovered or reached by keyboard; a negative run when none is.</summary>
    /// <param name="run">Its run's number.</param>
    /// <param name="future">Its number, as in <see cref="Bar.Future"/>.</param>
    /// <param name="x">Where its card goes, in CSS px from the left of the window.</param>
    /// <param name="y">Likewise from the top.</param>
    [JSInvokable]
    public void Inspect(int run, int future, double x, double y)
    {
        _at = (run, future, x, y);
        Look();
        StateHasChanged();
    }

    // By number: stepping back makes another fold, of which the bar may be one more time.
    private void Look() => _inspected = InspectedBar.Of(Race.Runs.ElementAtOrDefault(_at.Run), _at.Future, _at.X, _at.Y);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _inspector.DisposeAsync();
        _self?.Dispose();
    }
}
