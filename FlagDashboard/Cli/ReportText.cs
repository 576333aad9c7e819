using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Formats a run as lines of text, in the words of the <c>flags2</c> scripts of the book Fluent Python. Pure functions.</summary>
internal static class ReportText
{
    private const int MaxListedCodes = 10;

    /// <summary>Formats the lines printed before a run.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="siteAddress">The address of the site.</param>
    /// <param name="workers">The number of workers of the run.</param>
    public static IEnumerable<string> StartLines(RacePlan plan, string siteAddress, int workers)
    {
        var codes = plan.Countries;
        var list = codes.Count <= MaxListedCodes ? string.Join(", ", codes) : $"from {codes[0]} to {codes[^1]}";
        yield return $"{plan.Site.ToString().ToUpperInvariant()} site: {siteAddress}";
        yield return $"Searching for {Quantity.Flags(codes.Count)}: {list}";
        yield return $"{new Quantity(workers, "1 concurrent connection", "{0} concurrent connections")} will be used.";
    }

    /// <summary>Formats the outcome of a future as one line; null if the future has no outcome yet or was cancelled.</summary>
    public static string? OutcomeLine(FutureRecord future) => future.Status switch
    {
        Outcome.Ok => $"{future.Label} OK",
        Outcome.NotFound => $"{future.Label} not found",
        Outcome.Error => $"*** Error for {future.Label}: {future.Reason}",
        _ => null,
    };

    /// <summary>
    /// Formats one line per error message, with the codes of the flags that failed for this reason. The most frequent message comes first.
    /// </summary>
    public static IEnumerable<string> ErrorLines(RunState run) => run.Futures
        .Where(future => future.Status == Outcome.Error)
        .GroupBy(future => future.Reason)
        .OrderByDescending(group => group.Count())
        .Select(group => $"*** Error for {Codes([.. group.Select(future => future.Label)])}: {group.Key}");

    /// <summary>Formats the reason why a run ended before all its futures had ended; null if the run completed.</summary>
    public static string? EarlyEndLine(RunState run)
    {
        var cancelled = run.Count(Outcome.Cancelled);
        if (run.Outcome == Outcome.Cancelled)
            return $"Interrupted: {cancelled} of {Quantity.Flags(run.Futures.Count)} {WasOrWere(cancelled)} not downloaded.";
        if (run.Outcome != Outcome.Error)
            return null;

        var held = run.Futures.Count(future => future.IsHeld);
        var place = run.EarlyEndCause is { } future ? $"at {future.Label}: " : "";
        return $"{run.Mode} ended early, {place}{run.FailureReason}. "
            + $"{new Quantity(held, "1 finished future", "{0} finished futures")} {WasOrWere(held)} never received, {cancelled} never ran.";
    }

    /// <summary>Formats the median and the range of several runs, and the number of runs that are excluded from both.</summary>
    public static IEnumerable<string> RepeatLines(RepeatSummary summary)
    {
        yield return new string('-', 20);
        foreach (var mode in summary.Modes)
        {
            var runs = new Quantity(mode.SortedTimesMs.Count, "1 run", "{0} runs");
            yield return mode is { MedianMs: { } median, MinMs: { } min, MaxMs: { } max }
                ? $"{mode.Mode.Id}, {runs}: median {Seconds(median)}, range {Seconds(min)} to {Seconds(max)}"
                : $"{mode.Mode.Id}: no run completed.";
        }

        foreach (var reason in summary.RacesWithExcludedRuns.SelectMany(race => race.Runs)
            .Select(run => run.Reason).OfType<ExclusionReason>()
            .GroupBy(reason => reason))
            yield return $"Not counted: {new Quantity(reason.Count(), "1 run", "{0} runs")}, {RepeatText.Of(reason.Key)}.";
    }

    // With three decimals, as the page of a series shows them.
    private static string Seconds(double ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.000}s");

    private static string WasOrWere(int count) => count == 1 ? "was" : "were";

    private static string Codes(IReadOnlyList<string> codes) => codes.Count <= MaxListedCodes
        ? string.Join(", ", codes)
        : $"{string.Join(", ", codes.Take(MaxListedCodes))} and {codes.Count - MaxListedCodes} more";
}
