using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The duration of one download in every run of a race.</summary>
/// <param name="FutureNumber">The number of the download in call order, from 0.</param>
/// <param name="CountryCode">The country code of the download.</param>
/// <param name="PlannedDelayMs">The delay, in ms, with which the built-in site had to answer; null for a site whose delays are not known in
/// advance.</param>
/// <param name="Futures">The measured futures, one per run, in the order of the results.</param>
public sealed record FlagTimes(int FutureNumber, string CountryCode, double? PlannedDelayMs, IReadOnlyList<FutureRecord> Futures)
{
    /// <summary>The times of the downloads of a race, in call order; empty for a race without a plan.</summary>
    public static IReadOnlyList<FlagTimes> Of(RacePlan? plan, RaceResults results)
    {
        var runs = results.FinishedRuns.Select(result => result.Run).ToList();
        if (plan is null || runs.Count == 0)
            return [];
        return [.. runs[0].Futures.Select(future => new FlagTimes(
            future.Number, future.Label, PlannedDelayMsOf(plan, future.Label), [.. runs.Select(run => run.Futures[future.Number])]))];
    }

    /// <summary>The delay, in ms, with which the built-in site has to answer for a country; null for any other site.</summary>
    public static double? PlannedDelayMsOf(RacePlan plan, string code) => plan.Site is SiteId.Delay or SiteId.Error
        ? new Tape(plan.Seed, plan.DelayMs, plan.JitterMs).DelayMsOf(code, attempt: 1) : null;
}
