using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.AspNetCore.Components;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>A table that compares the finished runs.</summary>
public sealed partial class ResultTable
{
    private MeasureTable _comparison = null!;
    private IReadOnlyList<FailureReasonRow> _failures = [];

    /// <summary>The results of the finished runs.</summary>
    [Parameter, EditorRequired]
    public required RaceResults Results { get; set; }

    /// <summary>Whether the page shows a time before the end of the race. A note then says that the results are those at the end.</summary>
    [Parameter]
    public bool IsShownTimeBeforeEnd { get; set; }

    /// <inheritdoc/>
    protected override (RaceResults, bool) RenderKey => (Results, IsShownTimeBeforeEnd);

    /// <inheritdoc/>
    protected override void OnKeyChanged() => (_comparison, _failures) = (MeasureTable.Of(Results), FailureReasonRow.Of(Results));

    private string Unit => L[Results.FinishedRuns.Count > 0 ? Results.FinishedRuns[0].Run.Info.ResultUnit : "flags"];

    private bool Downloads => Results.FinishedRuns.Count == 0 || Results.FinishedRuns[0].Run.Info.ResultUnit == ModeInfo.DownloadResultUnit;

    private string SavedName => Downloads ? L["flags saved"] : L["successful {0}", Unit];

    private string SavedMeaning => Downloads
        ? L["Flags that came and were saved, out of all that were requested."]
        : L["Calls that returned a result, out of all that were made."];

    private IReadOnlyList<RunState> Baselines => [.. Results.FinishedRuns.Select(result => result.Baseline).OfType<RunState>().Distinct()];

    private string WorkersOf(RunState run) => WorkerCountText.Of(run.Info, run.Workers).Localize(L.Translate);

    private string Star(RunResult result) => Results.IsAmongFastest(result) ? " ★" : "";

    private string Name(Measure measure) => measure switch
    {
        Measure.Elapsed => L["elapsed"],
        Measure.IdealFinish => L["ideal finish"],
        Measure.SpeedUp => L["speed-up"],
        Measure.Efficiency => L["efficiency"],
        Measure.Throughput => L["{0}/s", Unit],
        Measure.FirstResult => L["first result"],
        Measure.Held => L["time held"],
        _ => L["idle worker time"],
    };

    private string Meaning(Measure measure) => measure switch
    {
        Measure.Elapsed => L["From the start of the run to its end. Less is better."],
        Measure.IdealFinish when !Downloads => L[
            "The same calls in the same order, with no pause in between: the dashed line in its lane. "
            + "Another order could at best reach the limit below the value."],
        Measure.IdealFinish => L[
            "The same calls in the same order, with no pause in between: the dashed line in its lane. "
            + "Another order could at best reach the limit below the value."],
        Measure.SpeedUp => Baselines switch
        {
            [] => "",
            [var baseline] => L["How many times as fast as {0}. More is better.", L[baseline.Info.Title]],
            [var first, var second] => L[
                "How many times as fast as the baseline of the run, which is {0} or {1}. More is better.",
                L[first.Info.Title], L[second.Info.Title]],
            [var first, var second, var third, ..] => L[
                "How many times as fast as the baseline of the run, which is {0}, {1} or {2}. More is better.",
                L[first.Info.Title], L[second.Info.Title], L[third.Info.Title]],
        },
        Measure.Efficiency => L["Speed-up ÷ workers: the share that each worker contributes. More is better."],
        Measure.Throughput when Downloads => L["Saved flags ÷ elapsed time, whether the code received them or not. More is better."],
        Measure.Throughput => L["Calls that returned ÷ elapsed time, whether the code received the result or not. More is better."],
        Measure.FirstResult => L["Until the code received its first good result. Less is better."],
        Measure.Held => L["The time that finished results waited to be received, summed over all results. Less is better."],
        _ => L["Summed over all workers: workers × elapsed − work. Less is better."],
    };

    private static string Value(Measure measure, double? value) => (measure, value) switch
    {
        (_, null) => "–",
        (Measure.SpeedUp, { } times) => Format.Factor(times),
        (Measure.Efficiency, { } share) => Format.Percent(share),
        (Measure.Throughput, { } rate) => Format.Rate(rate),
        (_, { } ms) => Format.Duration(ms),
    };

    private string Detail(Measure measure, RunMeasures measures) => (measure, measures.Ideal) switch
    {
        (Measure.IdealFinish, { Workers: 1 }) => L["the sum of all"],
        (Measure.IdealFinish, { Bound: IdealBound.LongestCall } ideal) => L["bound by {0} alone", NameOf(ideal.Longest)],
        (Measure.IdealFinish, { } ideal) => L["bound by sum ÷ {0}: {1}", ideal.Workers, Format.Duration(ideal.EvenShareMs)],
        (Measure.Held, _) when measures.TotalHeldMs > 0 => L["the longest {0}", Format.Duration(measures.LongestHeldMs)],
        (Measure.FirstResult, _) when measures.FirstResultMs is null => L["the code received none"],
        (Measure.Idle, _) => L["at the end {0}", Format.Duration(measures.TotalIdleAtEndMs)],
        _ => "",
    };

    // A run that ended early may have good results that the code never received. In this case, the note says how many the code received.
    private string ReceivedNote(RunState run) => run.Received.Count(future => future.Status == Outcome.Ok) is var received
        && received < run.Count(Outcome.Ok) ? L["the code received {0} of them", received] : "";

    private string NameOf(FutureRecord future) => L.NameOf(future, Catalog);
}
