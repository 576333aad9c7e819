using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>What was set for a race, in words.</summary>
public static class PlanSummary
{
    /// <summary>The facts of its plan, or those that its experiment tells; empty if there are none.</summary>
    /// <param name="race">The race.</param>
    /// <param name="say">Says an English template, with what goes into it, in the language of who reads it.</param>
    public static string Of(RaceState race, Func<string, object[], string> say)
    {
        if (race.Plan is not { } plan)
            return race.Definition?.Experiment?.Facts ?? "";
        var site = plan.Site switch
        {
            SiteId.Delay => say("DELAY {0} ± {1} ms, seed {2}", [plan.DelayMs, plan.JitterMs, plan.Seed]),
            SiteId.Error => say("ERROR {0:0 %}, {1} ± {2} ms, seed {3}", [plan.ErrorRate, plan.DelayMs, plan.JitterMs, plan.Seed]),
            _ => plan.Site.ToString().ToUpperInvariant(),
        };
        return $"{Quantity.Flags(plan.Countries.Count).In(say)} · {Quantity.Workers(plan.Workers).In(say)} · {site}";
    }
}
