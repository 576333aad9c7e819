using System.Text.Json.Serialization;
using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// The settings of a race: the downloads, the modes and the site. Immutable. <see cref="PlanRules"/> decides whether a server can run it;
/// bounds and defaults are those of <see cref="PlanFields"/>.
/// </summary>
public sealed record RacePlan
{
    /// <summary>The codes to download, in call order, each once.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Whether codes that belong to no country are downloaded too; otherwise such a code is a problem.</summary>
    [JsonPropertyName("anyCode")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AllowsNonCountryCodes { get; init; } = PlanFields.AllowsNonCountryCodes.Default;

    /// <summary>The ids of the modes, each once. Each mode becomes one run.</summary>
    public required IReadOnlyList<string> Modes { get; init; }

    /// <summary>The number of workers of each run with a pool. A run uses no more workers than it has countries.</summary>
    public int Workers { get; init; } = PlanFields.Workers.Default;

    /// <summary>The site to download from.</summary>
    public SiteId Site { get; init; } = PlanFields.Site.Default;

    /// <summary>The mean delay of the sites DELAY and ERROR, in ms.</summary>
    public double DelayMs { get; init; } = PlanFields.DelayMs.Default;

    /// <summary>The largest deviation of a delay from the mean, in ms; at most <see cref="DelayMs"/>.</summary>
    public double JitterMs { get; init; } = PlanFields.JitterMs.Default;

    /// <summary>
    /// The seed of the delays and failures of the built-in site. With the same seed, all modes and all races of a plan meet the same delays
    /// and failures.
    /// </summary>
    public int Seed { get; init; } = PlanFields.Seed.Default;

    /// <summary>The share of answers of the site ERROR that fail, from 0 to 1.</summary>
    public double ErrorRate { get; init; } = PlanFields.ErrorRate.Default;

    /// <summary>The kinds of failures of the site ERROR, each once. All kinds are equally frequent.</summary>
    [JsonPropertyName("mix")]
    public IReadOnlyList<FailureKind> FailureKinds { get; init; } = PlanFields.FailureKinds.Default;

    /// <summary>Whether the runs begin together or one after another.</summary>
    [JsonPropertyName("start")]
    public StartOrder StartOrder { get; init; } = PlanFields.StartOrder.Default;

    /// <summary>Returns the site that this plan downloads from.</summary>
    /// <exception cref="InvalidOperationException">The site has not started or is not configured.</exception>
    public FlagSite ResolveSite(FlagSiteFactory sites) => Site switch
    {
        SiteId.Local => sites.CreateWithoutDelay(),
        SiteId.Remote => sites.CreateRemote(),
        SiteId.Error => sites.CreateWithTape(new Tape(Seed, DelayMs, JitterMs, ErrorRate, FailureKinds)),
        _ => sites.CreateWithTape(new Tape(Seed, DelayMs, JitterMs)),
    };
}
