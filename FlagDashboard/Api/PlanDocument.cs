using System.Text.Json.Serialization;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>
/// The plan of a race. In a request, every field may be left out, and numbers may be sent as text. An answer has all fields.
/// </summary>
// The properties of this record have no XML comments and no validation attributes. The class PlanSchema writes their descriptions, bounds
// and defaults into the OpenAPI schema.
internal record PlanDocument
{
    public IReadOnlyList<string> Countries { get; init; } = [];

    [JsonPropertyName("anyCode")]
    public bool AllowsNonCountryCodes { get; init; }

    public IReadOnlyList<string> Modes { get; init; } = [];

    public int Workers { get; init; }

    public SiteId Site { get; init; }

    public double DelayMs { get; init; }

    public double JitterMs { get; init; }

    public int Seed { get; init; }

    public double ErrorRate { get; init; }

    [JsonPropertyName("mix")]
    public IReadOnlyList<FailureKind> FailureKinds { get; init; } = [];

    [JsonPropertyName("start")]
    public StartOrder StartOrder { get; init; }

    /// <summary>Creates the document of <paramref name="plan"/>.</summary>
    public static PlanDocument Of(RacePlan plan) => new()
    {
        Countries = plan.Countries,
        AllowsNonCountryCodes = plan.AllowsNonCountryCodes,
        Modes = plan.Modes,
        Workers = plan.Workers,
        Site = plan.Site,
        DelayMs = plan.DelayMs,
        JitterMs = plan.JitterMs,
        Seed = plan.Seed,
        ErrorRate = plan.ErrorRate,
        FailureKinds = plan.FailureKinds,
        StartOrder = plan.StartOrder,
    };
}
