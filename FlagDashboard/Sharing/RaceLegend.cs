using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// Explains the words, colours and lines in the lanes. An entry with a sample is in the legend only if the lanes may show that sample. Pure
/// functions.
/// </summary>
public static class RaceLegend
{
    /// <summary>The entry that explains what a future is.</summary>
    public static LegendEntry Future { get; } = new(
        "future", "One call that runs in the background, and its result. It is pending, then running, then finished.");

    /// <summary>The entry that explains what it means that a result is received.</summary>
    public static LegendEntry Received { get; } = new(
        "received", "The code has got the result or the exception. The strip below a lane has these futures in their order.",
        SwatchClass: "got");

    /// <summary>The entry for an awaited future: the code waits for it, and later results that are finished are held.</summary>
    public static LegendEntry HeadOfLine { get; } = new(
        "awaited", "The code waits for this future next. Results that are finished before it are held.", SwatchClass: "awaited");

    /// <summary>The entry for the mark of an intervention.</summary>
    public static LegendEntry Intervention { get; } = new("changed", "The presenter changed this future here.", SwatchClass: "mk");

    /// <summary>The entry for the line at the ideal finish of a run.</summary>
    public static LegendEntry Ideal { get; } = new(
        "ideal", "The same calls in the same order, with no pause in between. Another order may be a little faster.",
        SwatchClass: "ideal");

    /// <summary>The entry for the line at the time that the page shows.</summary>
    public static LegendEntry TimeShown { get; } = new(
        "time shown", "The time that the page shows.", SwatchClass: "time");

    /// <summary>The entry for the line at the end of a run.</summary>
    public static LegendEntry RunEnd { get; } = new(
        "end", "The run ended here. Nothing follows in its lane.", SwatchClass: "end");

    /// <summary>The entries for the vertical lines at a time, which a moving picture always has.</summary>
    public static IReadOnlyList<LegendEntry> TimeLines { get; } = [TimeShown, RunEnd];

    /// <summary>The entry for the phases of workers, if a worker has no phase but its start.</summary>
    public static LegendEntry WorkerStart { get; } =
        EntryOf(BarKind.OtherPhase) with { Word = "start-up", Explanation = "A worker process starts. It cannot run calls yet." };

    /// <summary>The entry for the band in a chart of estimates of the time left.</summary>
    public static LegendEntry TimeReallyLeft { get; } = new(
        "time really left",
        "The estimates should have been here: on the middle of the band, in seconds before the end of the run. The band is thick only so "
        + "that lines on it stay visible. Before the end, the dotted line “at least” is the least that is left.",
        SwatchClass: "left");

    /// <summary>Returns the entries for races on one page, in the order of the legend.</summary>
    /// <param name="races">The races.</param>
    /// <param name="rows">The layout of the lanes; null if a person can switch between both layouts.</param>
    public static IEnumerable<LegendEntry> Of(IReadOnlyCollection<RaceState> races, RowLayout? rows = null)
    {
        var runs = races.SelectMany(race => race.Runs).Where(run => !run.Info.IsAuxiliary).ToList();
        yield return Future;
        yield return rows == RowLayout.ByWorker ? EntryOf(BarKind.Pending) with { SwatchClass = null } : EntryOf(BarKind.Pending);
        yield return EntryOf(BarKind.Running);
        yield return EntryOf(BarKind.Succeeded);
        yield return EntryOf(BarKind.Held);
        yield return Received;
        // If the site is set to fail, the legend has the entries for failures from the start. Otherwise it would grow at the first failure.
        var fails = races.Any(race => race.Plan?.Site == SiteId.Error);
        if (fails || HasAny(Outcome.Error))
            yield return EntryOf(BarKind.Error);
        if (fails || HasAny(Outcome.NotFound))
            yield return EntryOf(BarKind.NotFound);
        if (HasAny(Outcome.Cancelled))
            yield return EntryOf(BarKind.Cancelled);
        if (rows != RowLayout.ByFuture && runs.Exists(run => run.Info.WorkerKind == WorkerKind.Process || run.WorkerPhases.Count > 0))
            yield return runs.SelectMany(run => run.WorkerPhases).All(phase => phase.Name == WorkerCaptionRules.Starting)
                ? WorkerStart : EntryOf(BarKind.OtherPhase);
        if (races.Any(race => race.InterventionCount > 0))
            yield return Intervention;
        if (runs.Exists(
            run => run is
            {
                Info: { ReceiveOrder: ReceiveOrder.CallOrder, IsConcurrent: true, IsExecutorSession: false },
                EndedAtMs: null
            }))
            yield return HeadOfLine;

        bool HasAny(Outcome outcome) => runs.Exists(run => run.Count(outcome) > 0);
    }

    private static LegendEntry EntryOf(BarKind kind)
    {
        var style = BarStyles.Of(kind);
        return new(style.Word, style.Explanation, kind, $"b {style.CssClass}");
    }
}
