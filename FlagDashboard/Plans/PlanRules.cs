using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>What a plan must keep to, the same for the page, links and every other way in. Stateless and thread-safe.</summary>
public sealed class PlanRules(CountryCatalog catalog, ModeCatalog modes, FlagSites sites)
{
    /// <summary>The most countries and the most workers of a run: AA to ZZ.</summary>
    public const int MaxFutures = 676;

    /// <summary>The longest middle of a delay, in ms: with the widest jitter a flag still comes before the client gives up.</summary>
    public const double MaxDelayMs = 4500;

    /// <summary>Everything that is wrong with <paramref name="plan"/>; empty if it can be run.</summary>
    public IReadOnlyList<PlanProblem> Check(RacePlan plan) =>
        [.. Countries(plan), .. Modes(plan), .. Numbers(plan), .. Site(plan)];

    private IEnumerable<PlanProblem> Countries(RacePlan plan)
    {
        if (plan.Countries.Count == 0)
            yield return new("countries", "Pick at least one country.");
        if (plan.Countries.Count > MaxFutures)
        {
            yield return new("countries", "{0} countries are too many: at most {1}.", plan.Countries.Count, MaxFutures);
            yield break;
        }

        foreach (var code in plan.Countries.Where(code => catalog.Find(code) is null && !(plan.AnyCode && Country.IsCode(code))).Distinct())
            yield return new("countries", "“{0}” is not a country code.", SafeText.Short(code));
        foreach (var code in Repeated(plan.Countries))
            yield return new("countries", "{0} is listed twice.", SafeText.Short(code));
    }

    private IEnumerable<PlanProblem> Modes(RacePlan plan)
    {
        if (plan.Modes.Count == 0)
            yield return new("modes", "Pick at least one mode.");
        foreach (var id in plan.Modes.Where(id => modes.Find(id) is null).Distinct().Take(10))
            yield return new("modes", "There is no mode “{0}”; there are {1}.", SafeText.Short(id), string.Join(", ", modes.All.Select(mode => mode.Id)));
        foreach (var id in Repeated(plan.Modes).Take(10))
            yield return new("modes", "{0} is listed twice.", SafeText.Short(id));
    }

    private static IEnumerable<PlanProblem> Numbers(RacePlan plan)
    {
        if (plan.Workers is < 1 or > MaxFutures)
            yield return new("workers", "Workers must be from 1 to {0}.", MaxFutures);
        if (!(plan.DelayMs is >= 0 and <= MaxDelayMs))
            yield return new("delayMs", "The delay must be from 0 to {0} ms.", MaxDelayMs);
        else if (!(plan.JitterMs >= 0 && plan.JitterMs <= plan.DelayMs))
            yield return new("jitterMs", "The jitter must be from 0 to the delay, {0} ms.", plan.DelayMs);
        if (plan.Seed < 0)
            yield return new("seed", "The seed must be from 0 to {0}.", int.MaxValue);
        if (!Enum.IsDefined(plan.Start))
            yield return new("start", "Runs start together or in turn.");
    }

    private IEnumerable<PlanProblem> Site(RacePlan plan)
    {
        if (!Enum.IsDefined(plan.Site))
            yield return new("site", "There is no such site; there are {0}.", string.Join(", ", Enum.GetNames<SiteId>()).ToUpperInvariant());
        if (plan.Site == SiteId.Remote && !sites.HasRemote)
            yield return new("site", "REMOTE is not configured: start with --Sites:Remote:Url ADDRESS.");
        if (!(plan.ErrorRate is >= 0 and <= 1))
            yield return new("errorRate", "The error rate must be from 0 (no answer fails) to 1 (all fail).");
        if (plan.Mix.Count == 0 || plan.Mix.Distinct().Count() < plan.Mix.Count || !plan.Mix.All(Enum.IsDefined))
            yield return new("mix", "Pick at least one way to fail, each once: {0}.", string.Join(", ", Enum.GetNames<FailureKind>()));
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).Select(group => group.Key);
}
