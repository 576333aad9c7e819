using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// Decides whether this server can run a plan, by the rules of each field and by the countries, modes and sites of the server. Every plan
/// is checked by these rules, wherever it comes from. Stateless and thread-safe.
/// </summary>
public sealed class PlanRules(
    CountryCatalog catalog, ModeCatalog modes, FlagSiteFactory sites, Limits? limits = null, IModeAvailability? availability = null)
{
    /// <summary>The maximum number of countries, and of workers, in a run: the number of codes from AA to ZZ.</summary>
    public const int MaxFuturesPerRun = 676;

    /// <summary>The maximum number of modes of a plan: as many runs as the log of a race can have.</summary>
    public const int MaxModes = 16;

    /// <summary>
    /// The maximum mean delay, in ms. With the largest jitter, an answer takes twice as long, which is still less than the client's
    /// timeout.
    /// </summary>
    public const double MaxDelayMs = 4500;

    private readonly Limits _limits = limits ?? Limits.Default;

    /// <summary>Finds all problems of <paramref name="plan"/>, in the order of <see cref="PlanFields.All"/>.</summary>
    /// <returns>The problems; empty if the plan can be run.</returns>
    public IReadOnlyList<PlanProblem> Check(RacePlan plan) =>
        [.. PlanFields.All.SelectMany(field => CheckOnThisServer(field, plan).Concat(field.Check(plan)))];

    private IEnumerable<PlanProblem> CheckOnThisServer(PlanField field, RacePlan plan) =>
        field == PlanFields.Countries ? CheckCountries(plan)
        : field == PlanFields.DelayMs ? CheckDelay(plan)
        : field == PlanFields.Modes ? CheckModes(plan)
        : field == PlanFields.Site ? CheckSite(plan)
        : [];

    // Reports a delay above the limit of this server, which may be lower than MaxDelayMs. PlanFields.DelayMs already reports a delay above
    // MaxDelayMs, so this method does not report it again.
    private IEnumerable<PlanProblem> CheckDelay(RacePlan plan) => plan.DelayMs > _limits.MaxDelayMs && plan.DelayMs <= MaxDelayMs
        ? [new("delayMs", "The delay must be from {0} to {1} ms.", 0, _limits.MaxDelayMs)] : [];

    private IEnumerable<PlanProblem> CheckCountries(RacePlan plan) => plan.Countries.Count > MaxFuturesPerRun ? []
        : plan.Countries.Count > _limits.MaxCountries
            ? [new("countries", "{0} countries are too many: at most {1}.", plan.Countries.Count, _limits.MaxCountries)]
        : plan.Countries
        .Where(code => catalog.Find(code) is null && !(plan.AllowsNonCountryCodes && Country.IsWellFormedCode(code)))
        .Distinct()
        .Select(code => new PlanProblem("countries", "“{0}” is not a country code.", SafeText.Excerpt(code)));

    private IEnumerable<PlanProblem> CheckModes(RacePlan plan) => plan.Modes.Count > MaxModes ? [] : plan.Modes
        .Where(id => modes.Find(id) is null)
        .Distinct()
        .Select(id => new PlanProblem(
            "modes",
            "There is no mode “{0}”; there are {1}.",
            SafeText.Excerpt(id),
            new ListArg(modes.All.Select(mode => mode.Id))))
        .Concat(CheckAvailability(plan));

    // If a Python cannot be used, all of its modes have the same problem, so the problem is reported only once.
    private IEnumerable<PlanProblem> CheckAvailability(RacePlan plan) => plan.Modes
        .Select(modes.Find).OfType<ModeInfo>()
        .Select(mode => availability?.ProblemOf(mode)).OfType<PlanProblem>()
        .DistinctBy(problem => problem.ToString());

    private IEnumerable<PlanProblem> CheckSite(RacePlan plan) => plan.Site != SiteId.Remote || sites.HasRemote ? []
        : [new("site", "REMOTE is not configured: start with --Sites:Remote:Url ADDRESS.")];
}
