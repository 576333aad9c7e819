using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>What is said about a run, line by line. Pure functions.</summary>
internal static class Report
{
    private const int ListedCodes = 10;

    /// <summary>What is said before anything happens.</summary>
    public static IEnumerable<string> Start(RacePlan plan, string whereabouts, int workers)
    {
        var codes = plan.Countries;
        yield return $"{plan.Site.ToString().ToUpperInvariant()} site: {whereabouts}";
        yield return $"Searching for {Quantity.Flags(codes.Count)}: {(codes.Count <= ListedCodes ? string.Join(", ", codes) : $"from {codes[0]} to {codes[^1]}")}";
        yield return $"{new Quantity(workers, "1 concurrent connection", "{0} concurrent connections")} will be used.";
    }

    /// <summary>What is said about a future that has its outcome; null if nothing is.</summary>
    public static string? OutcomeOf(FutureRecord future) => future.Status switch
    {
        Outcome.Ok => $"{future.Label} OK",
        Outcome.NotFound => $"{future.Label} not found",
        Outcome.Error => $"*** Error for {future.Label}: {future.Reason}",
        _ => null,
    };

    /// <summary>Each reason why flags failed, the most frequent first, with the codes that it holds for.</summary>
    public static IEnumerable<string> Reasons(RunState run) => run.Futures
        .Where(future => future.Status == Outcome.Error)
        .GroupBy(future => future.Reason)
        .OrderByDescending(group => group.Count())
        .Select(group => $"*** Error for {Codes([.. group.Select(future => future.Label)])}: {group.Key}");

    /// <summary>Why a run did not come through; null if it did.</summary>
    public static string? Ending(RunState run)
    {
        var cancelled = run.Count(Outcome.Cancelled);
        if (run.Outcome == Outcome.Cancelled)
            return $"Interrupted: {cancelled} of {Quantity.Flags(run.Futures.Count)} {(cancelled == 1 ? "was" : "were")} not downloaded.";
        if (run.Outcome != Outcome.Error)
            return null;

        var held = run.Futures.Count(future => future.Held);
        var by = run.EndedBy is { } future ? $"at {future.Label}: " : "";
        return $"{run.Mode} ended early, {by}{run.Reason}. {new Quantity(held, "1 finished future", "{0} finished futures")} {(held == 1 ? "was" : "were")} never received, {cancelled} never run.";
    }

    private static string Codes(IReadOnlyList<string> codes) => codes.Count <= ListedCodes
        ? string.Join(", ", codes)
        : $"{string.Join(", ", codes.Take(ListedCodes))} and {codes.Count - ListedCodes} more";
}
