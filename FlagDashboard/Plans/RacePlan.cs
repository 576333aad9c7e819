using System.Text.Json.Serialization;
using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>What to race. Immutable; <see cref="PlanRules"/> says whether it can be run.</summary>
public sealed record RacePlan
{
    /// <summary>The codes to download, in call order; 1 to 676, each once.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>Whether codes that are on no list are asked for too: two letters each, and the site says what it has.</summary>
    /// <value>False by default: a code that is no country is refused.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AnyCode { get; init; }

    /// <summary>The ids of the modes, one run each; at least one, each once.</summary>
    public required IReadOnlyList<string> Modes { get; init; }

    /// <summary>Workers of each pooled run.</summary>
    /// <value>1 to 676; 5 by default. A run uses no more than it has countries.</value>
    public int Workers { get; init; } = 5;

    /// <summary>Where flags are downloaded from.</summary>
    public SiteId Site { get; init; } = SiteId.Delay;

    /// <summary>The middle of the site's delays, in ms; only DELAY waits.</summary>
    /// <value>0 to 4,500; 300 by default.</value>
    public double DelayMs { get; init; } = 300;

    /// <summary>How far a delay may lie from the middle, in ms.</summary>
    /// <value>0 to <see cref="DelayMs"/>; 200 by default.</value>
    public double JitterMs { get; init; } = 200;

    /// <summary>Which tape the site plays: the same seed gives every mode, and every later race, the same delays.</summary>
    /// <value>0 to 2,147,483,647; 612 by default: a tape on which five workers share the work evenly and the first country is slow.</value>
    public int Seed { get; init; } = 612;

    /// <summary>How many answers of the site ERROR fail.</summary>
    /// <value>0 to 1; 0.25 by default.</value>
    public double ErrorRate { get; init; } = 0.25;

    /// <summary>How they fail, each kind as often as the others.</summary>
    /// <value>At least one kind, each once; every kind but the slow one by default.</value>
    public IReadOnlyList<FailureKind> Mix { get; init; } = Tape.UsualMix;

    /// <summary>When the runs begin.</summary>
    public StartOrder Start { get; init; } = StartOrder.Together;

    /// <summary>The site this plan downloads from.</summary>
    /// <exception cref="InvalidOperationException">That site is not up, or not configured.</exception>
    public FlagSite SiteIn(FlagSites sites) => Site switch
    {
        SiteId.Local => sites.Local(),
        SiteId.Remote => sites.Remote(),
        SiteId.Error => sites.Playing(new Tape(Seed, DelayMs, JitterMs, ErrorRate, Mix)),
        _ => sites.Playing(new Tape(Seed, DelayMs, JitterMs)),
    };
}
