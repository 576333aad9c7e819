using System.Text.Json.Serialization;
using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// What a race downloads, and how. Immutable. <see cref="PlanRules"/> decides whether a server can run it; bounds and defaults are
/// those of <see cref="PlanFields"/>.
/// </summary>
public sealed record RacePlan
{
    /// <summary>The codes to download, in call order, each once.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Whether to ask the site for codes that belong to no country, too; otherwise such a code is refused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyCode { get; init; } = PlanFields.AnyCode.Default;

    /// <summary>The ids of the modes, one run each, each once.</summary>
    public required IReadOnlyList<string> Modes { get; init; }

    /// <summary>Workers of each pooled run. A run uses no more workers than it has countries.</summary>
    public int Workers { get; init; } = PlanFields.Workers.Default;

    /// <summary>The site to download from.</summary>
    public SiteId Site { get; init; } = PlanFields.Site.Default;

    /// <summary>The middle of the delays of the sites DELAY and ERROR, in ms.</summary>
    public double DelayMs { get; init; } = PlanFields.DelayMs.Default;

    /// <summary>How far a delay may be from the middle, in ms; at most <see cref="DelayMs"/>.</summary>
    public double JitterMs { get; init; } = PlanFields.JitterMs.Default;

    /// <summary>
    /// Selects the delays and failures of the built-in site: every mode and every later race with one seed has the same ones.
    /// </summary>
    public int Seed { get; init; } = PlanFields.Seed.Default;

    /// <summary>The share of answers of the site ERROR that fail, from 0 to 1.</summary>
    public double ErrorRate { get; init; } = PlanFields.ErrorRate.Default;

    /// <summary>The ways in which they fail, each as often as the others and listed once.</summary>
    public IReadOnlyList<FailureKind> Mix { get; init; } = PlanFields.Mix.Default;

    /// <summary>When the runs begin.</summary>
    public StartOrder Start { get; init; } = PlanFields.Start.Default;

    /// <summary>The site that this plan downloads from.</summary>
    /// <exception cref="InvalidOperationException">That site is not up, or not configured.</exception>
    public FlagSite ResolveSite(FlagSites sites) => Site switch
    {
        SiteId.Local => sites.Local(),
        SiteId.Remote => sites.Remote(),
        SiteId.Error => sites.WithTape(new Tape(Seed, DelayMs, JitterMs, ErrorRate, Mix)),
        _ => sites.WithTape(new Tape(Seed, DelayMs, JitterMs)),
    };
}
