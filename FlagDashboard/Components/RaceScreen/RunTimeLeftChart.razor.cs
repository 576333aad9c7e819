using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>A chart that compares three methods of estimating the time left of a run with the time that was really left.</summary>
public sealed partial class RunTimeLeftChart
{
    private static readonly Dictionary<Estimator, string> Names = new()
    {
        [Estimator.Naive] = "naive: elapsed ÷ done × left",
        [Estimator.Smoothed] = "smoothed: recent results weigh more",
        [Estimator.Workers] = "by workers: the remaining calls scheduled on them",
    };

    private TimeLeftChart? _chart;

    /// <summary>The race of the run. The charts of all runs of a race have the same scale.</summary>
    [Parameter, EditorRequired]
    public required RaceState Race { get; set; }

    /// <summary>The run.</summary>
    [Parameter, EditorRequired]
    public required RunState Run { get; set; }

    /// <summary>The race time that the page shows, in ms since the race began.</summary>
    [Parameter]
    public double ShownMs { get; set; }

    /// <summary>The smoothing, from 0 (the average of all results) to 1 (only the last result).</summary>
    [Parameter]
    public double Smoothing { get; set; }

    /// <inheritdoc/>
    protected override (RunState, int, bool, double, double, double) RenderKey =>
        (Run, Run.Version, Race.FinishedAtMs is not null, Smoothing, Math.Min(ShownMs, Run.EndedAtMs ?? ShownMs),
            TimeLeftChart.ValueAxisOf(Race, ShownMs).EndMs);

    /// <inheritdoc/>
    protected override void OnKeyChanged() => _chart = TimeLeftChart.Of(Race, Run, ShownMs, Smoothing);

    private static string ClassOf(Estimator estimator) => estimator.ToString().ToLowerInvariant();

    private static string MarkLetter(Estimator estimator) => estimator.ToString()[..1];

    private static string Name(Estimator estimator) => Names[estimator];

    private string Height(double leftMs) => CssFormat.Number(100 * leftMs / _chart!.TopMs) + "%";

    private string ErrorText(EstimatorLine line) => line.MeanErrorMs is { } error
        ? L[line.IsMostAccurate ? "wrong by {0} on average ★ least" : "wrong by {0} on average", Format.Duration(error)]
        : "";

    /// <summary>The line that a progress bar in a terminal would print.</summary>
    private string ProgressLine(RunProgressSnapshot known, EstimatedTimeLeft? now)
    {
        var times = now is { } estimate
            ? L["{0} s gone, {1} s left", Format.Rate(known.ElapsedMs / 1000), Format.Rate(estimate.LeftMs / 1000)]
            : L["{0} s gone, waiting for the first", Format.Rate(known.ElapsedMs / 1000)];
        var timesAndRate = now?.ResultsPerSecond is { } perSecond ? L["{0}, {1}", times, L["{0}/s", Format.Rate(perSecond)]] : times;
        return L[
            "{0}% {1}/{2} [{3}]", Math.Floor(100.0 * known.FinishedCount / known.FutureCount), known.FinishedCount, known.FutureCount,
                timesAndRate];
    }

    private string Explanation(TimeLeftChart chart) => chart.IsActualLeftKnown
        ? L["The grey band is the time that was really left. A good estimate stays on it. Its thickness means nothing."]
        : L["“At least”: the run still goes on, so at least the time on the dotted line was left. Its end shows how much it really was."];

    private string Summary(TimeLeftChart chart)
    {
        var estimates = chart.Lines.Select(line => (Name: L[Name(line.Estimator)], line.Now, line.MeanErrorMs)).ToList();
        return (chart.IsActualLeftKnown
            ? L["Time left of {0}, which took {1}. ", L[Run.Info.Title], Format.Duration(chart.ProgressNow.ElapsedMs)]
            : L["Time left of {0}, after {1}. ", L[Run.Info.Title], Format.Duration(chart.ProgressNow.ElapsedMs)])
            + string.Join(L["; "], estimates.Select(estimate => estimate switch
            {
                { MeanErrorMs: { } error } => L["{0}, was wrong by {1} on average", estimate.Name, Format.Duration(error)].Value,
                { Now: { } now } => L["{0}, says {1}", estimate.Name, Format.Duration(now.LeftMs)],
                _ => L["{0}, waits for the first", estimate.Name],
            }));
    }
}
