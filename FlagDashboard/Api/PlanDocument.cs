using System.ComponentModel.DataAnnotations;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>What to race. In a request every field may be left out, and numbers may be sent as text; in an answer none is.</summary>
internal sealed record PlanDocument
{
    /// <summary>Country codes of ISO 3166-1, in any case, each once; or one text that has them all, separated by spaces or commas. They are downloaded in alphabetical order. By default the 20 most populous countries.</summary>
    [MinLength(1), MaxLength(PlanRules.MaxFutures)]
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Whether codes that are no countries are asked for too: two letters each, and the site says what it has.</summary>
    public bool AnyCode { get; init; }

    /// <summary>The ids of modes, one run each, as /api/modes lists them. By default every mode but processes.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>Workers of each pooled run; a run uses no more than it has countries.</summary>
    [Range(1, PlanRules.MaxFutures)]
    public int Workers { get; init; }

    /// <summary>Where flags are downloaded from, in any case: local (built in, at once), delay (built in, slow), error (built in, slow and failing), remote (named by the server's configuration, if it names one). By default delay.</summary>
    public SiteId Site { get; init; }

    /// <summary>The middle of the built-in site's delays, in ms; local does not wait.</summary>
    [Range(0, PlanRules.MaxDelayMs)]
    public double DelayMs { get; init; }

    /// <summary>How far a delay may lie from the middle, in ms; at most the delay.</summary>
    [Range(0, PlanRules.MaxDelayMs)]
    public double JitterMs { get; init; }

    /// <summary>Which tape the built-in site plays: the same seed gives every mode, and every later race, the same delays and failures.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; }

    /// <summary>How many answers of the site error fail, from 0 (none) to 1 (all).</summary>
    [Range(0, 1)]
    public double ErrorRate { get; init; }

    /// <summary>How the site error fails, each kind as often as the others. By default every kind but stall, the slow one.</summary>
    [MinLength(1)]
    public IReadOnlyList<FailureKind> Mix { get; init; } = [];

    /// <summary>Whether the runs begin together, as a race, or each when the one before it is through. By default together.</summary>
    public StartOrder Start { get; init; }

    public static PlanDocument Of(RacePlan plan) => new()
    {
        Countries = plan.Countries,
        AnyCode = plan.AnyCode,
        Modes = plan.Modes,
        Workers = plan.Workers,
        Site = plan.Site,
        DelayMs = plan.DelayMs,
        JitterMs = plan.JitterMs,
        Seed = plan.Seed,
        ErrorRate = plan.ErrorRate,
        Mix = plan.Mix,
        Start = plan.Start,
    };
}
