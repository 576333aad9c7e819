using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The rows of a lane with their labels and bars, and the band of held results below them.</summary>
public sealed partial class BarTrack
{
    private Ideal? _ideal;
    private BarChunks _chunks = BarChunks.Empty;
    private ChunkMarkup _closedMarkup = null!;
    private IReadOnlyList<MarkupString> _closedChunks = [];
    private BarChunks _bandChunks = BarChunks.Empty;
    private HeldBand? _band;
    private IReadOnlyList<string> _labels = [];
    private string _density = "";
    private double? _curtain;
    private bool _wasLive;

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required RunState Run { get; set; }

    /// <summary>The number of the run in its race, from 0.</summary>
    [Parameter]
    public int RunIndex { get; set; }

    /// <summary>Whether each row is a worker or a future.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>The version of the run, which changes with every event of the run. The track renders again when it changes.</summary>
    [Parameter]
    public int RunVersion { get; set; }

    /// <summary>
    /// Whether to draw a line at the time at which an ideal run would finish. A run with one worker gets no line, because the line would be
    /// at the end of the run.
    /// </summary>
    [Parameter]
    public bool ShowsIdealLine { get; set; }

    /// <summary>The name of the run.</summary>
    [Parameter]
    public string RunTitle { get; set; } = "";

    /// <summary>The race time that the page shows, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>
    /// Whether the time shown is advancing. While the run is running too, the browser moves the curtain, which hides everything right of
    /// the time shown.
    /// </summary>
    [Parameter]
    public bool IsTimePassing { get; set; } = true;

    private bool Live => IsTimePassing && Run.IsRunning;

    private string AreaLabel => (Run.Info.IsAuxiliary ? Run.WorkerPhases.Count : Run.Futures.Count) is var count and not 1
        ? L["{0}: {1} bars; arrow keys go from one to the next", RunTitle, count]
        : L["{0}: 1 bar; arrow keys go to it", RunTitle];

    // The times are converted to seconds, because the CSS of the time axis counts in seconds.
    private string IdealAt => CssFormat.Number(IdealAtMs / 1000);

    private double IdealAtMs => Run.StartedAtMs!.Value + _ideal!.ElapsedMs;

    // The ideal is a duration. If the run began later than the race, the line stands at another time of the axis, and the text says why.
    private bool BeginsLate => !Tie.Between(IdealAtMs, _ideal!.ElapsedMs);

    private string IdealText => BeginsLate
        ? L["ideal: start + {0}", Format.Duration(_ideal!.ElapsedMs)] : L["ideal {0}", Format.Duration(_ideal!.ElapsedMs)];

    // The CSS classes for long row labels. If a label has more than 6 letters, “wordy” makes the font smaller. If a label has more than 4
    // letters, “wide” hides the labels on a phone.
    private string? WidthClass => _labels.Select(WidthOf).DefaultIfEmpty().Max() switch { > 6 => "wordy wide", > 4 => "wide", _ => null };

    private string PlotStyle =>
        $"--rows:{_labels.Count}{(_band is null ? "" : $";--band:{HeldBand.HeightInRows};--slots:{_band.SlotCount}")}";

    /// <inheritdoc/>
    protected override (RunState, int, RowLayout, bool, double?, bool) RenderKey => (Run, RunVersion, Rows, Live, _curtain, ShowsIdealLine);

    /// <inheritdoc/>
    protected override void OnInitialized() => _closedMarkup = new(bars => BarMarkup.Of(bars, BuiltInFlags, L.Translate));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // _curtain places an element that hides the bars after the shown time. While the race plays, the browser moves this element, and a
        // new value from the server would undo the move. _curtain is therefore set only while the race does not play, and once when it
        // begins to play.
        if (!Live || !_wasLive)
            _curtain = Run.EndedAtMs ?? (Run.StartedAtMs is null ? null : ShownMs);
        _wasLive = Live;
        base.OnParametersSet();
    }

    /// <inheritdoc/>
    protected override void OnKeyChanged()
    {
        (_chunks, _labels) = (BarChunks.Of(Run, Rows), [.. Bars.RowLabels(Run, Rows).Select(L.LocalizeLogText)]);
        _closedChunks = _closedMarkup.Of(_chunks.Closed);
        _band = HeldBand.Of(Run, Rows);
        _bandChunks = _band?.ToChunks() ?? BarChunks.Empty;
        _ideal = ShowsIdealLine && Run.Workers > 1 ? Ideal.Of(Run) : null;
        _density = _labels.Count switch { <= 8 => "roomy", <= 24 => "dense", <= 64 => "tight", <= 130 => "fine", _ => "hair" };
    }

    // A Chinese character is as wide as two letters.
    private static int WidthOf(string label) => label.Sum(letter => SvgTimeScale.IsWide(letter) ? 2 : 1);
}
