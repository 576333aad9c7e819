using FlagDashboard.Flags;

namespace FlagDashboard.Races;

/// <summary>What to race. Immutable; <see cref="PlanRules"/> says whether it can be run.</summary>
public sealed record RacePlan
{
    /// <summary>The codes to download, in call order; 1 to 676, each once.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

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

    /// <summary>When the runs begin.</summary>
    public StartOrder Start { get; init; } = StartOrder.Together;
}
