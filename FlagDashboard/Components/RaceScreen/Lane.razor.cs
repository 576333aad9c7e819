using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The lane of one run: its header, its bars, and what was received.</summary>
public sealed partial class Lane
{
    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required RunState Run { get; set; }

    /// <summary>The number of the run in its race, from 0.</summary>
    [Parameter]
    public int RunIndex { get; set; }

    /// <summary>The mode of the run.</summary>
    [Parameter, EditorRequired]
    public required ModeInfo Mode { get; set; }

    /// <summary>Whether each row is a worker or a future.</summary>
    [Parameter]
    public RowLayout Rows { get; set; }

    /// <summary>The race time that the page shows, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>Whether the time shown is advancing.</summary>
    [Parameter]
    public bool IsTimePassing { get; set; } = true;

    /// <summary>The result of the run; null until it has finished.</summary>
    [Parameter]
    public RunResult? Result { get; set; }

    /// <summary>The future of this run that a person inspects; null for none.</summary>
    [Parameter]
    public FutureRecord? Inspected { get; set; }

    /// <summary>The source code that the run executes, and then its equivalent in the other language; empty for none.</summary>
    [Parameter]
    public IReadOnlyList<EmbeddedSourceFile> Sources { get; set; } = [];

    /// <summary>A chart of the run below its bars, on the same time axis.</summary>
    [Parameter]
    public RenderFragment<RunState>? BelowBars { get; set; }

    /// <summary>The position of the lane among the visible lanes, and whether its bars are hidden.</summary>
    [Parameter]
    public LanePosition Position { get; set; } = new(IsFirstVisible: true, IsLastVisible: true, IsCollapsed: false);

    /// <summary>Raised when a person hides, moves or collapses the lane.</summary>
    [Parameter]
    public EventCallback<LaneAction> Arranged { get; set; }

    /// <summary>Whether the lane is shifted so that its run begins at 0 on the time axis.</summary>
    [Parameter]
    public bool AlignsRunStarts { get; set; }

    /// <summary>Whether Python is starting for the run, so that the run has not begun.</summary>
    [Parameter]
    public bool IsPythonStarting { get; set; }

    private string Style => $"--share:{Math.Clamp(Bars.HeightInRows(Run, Rows), 1, 6)}"
        + (AlignsRunStarts ? $";--shift:{CssFormat.SecondsNumber(AlignedStarts.LeftShiftOf(Run))}" : "");

    private string CodeId => $"code-{Mode.Id}";

    private string TranscriptId => $"transcript-{Mode.Id}";

    private bool ShowsCode => Choices.IsPaneOpen(CodeId);

    private bool ShowsTranscript => Choices.IsPaneOpen(TranscriptId);

    private static string LookOf(PhaseKind phase) => BarMarkup.ClassOf(Bars.KindOf(phase.Look));
}
