using System.Text.Json.Serialization;
using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// A plan as a person typed it: texts that have not been validated. <see cref="PlanReader"/> turns it into a plan. Immutable.
/// The defaults are those of <see cref="PlanFields"/>.
/// </summary>
public sealed record PlanDraft
{
    /// <summary>The country codes, which may include invalid texts.</summary>
    public IReadOnlyList<string> Countries { get; init; } = PlanFields.Countries.Default;

    /// <summary>Whether codes that belong to no country are downloaded too.</summary>
    [JsonPropertyName("anyCode")]
    public bool AllowsNonCountryCodes { get; init; } = PlanFields.AllowsNonCountryCodes.Default;

    /// <summary>The ids of the modes.</summary>
    public IReadOnlyList<string> Modes { get; init; } = PlanFields.Modes.Default;

    /// <summary>The number of workers, typed as a whole number.</summary>
    public string Workers { get; init; } = PlanFields.Workers.DefaultText;

    /// <summary>The name of the site, in upper or lower case.</summary>
    public string Site { get; init; } = PlanFields.Site.DefaultText;

    /// <summary>The mean delay of the site, typed as a number of ms.</summary>
    public string DelayMs { get; init; } = PlanFields.DelayMs.DefaultText;

    /// <summary>The largest deviation from the mean delay, typed as a number of ms.</summary>
    public string JitterMs { get; init; } = PlanFields.JitterMs.DefaultText;

    /// <summary>The seed of the delays and failures, typed as a whole number.</summary>
    public string Seed { get; init; } = PlanFields.Seed.DefaultText;

    /// <summary>The share of answers that fail, typed as a number from 0 to 1.</summary>
    public string ErrorRate { get; init; } = PlanFields.ErrorRate.DefaultText;

    /// <summary>The names of the kinds of failures, in upper or lower case.</summary>
    [JsonPropertyName("mix")]
    public IReadOnlyList<string> FailureKinds { get; init; } = PlanFields.FailureKinds.DefaultTexts;

    /// <summary>The name of the start order of the runs, in upper or lower case.</summary>
    [JsonPropertyName("start")]
    public string StartOrder { get; init; } = PlanFields.StartOrder.DefaultText;

    /// <summary>
    /// Creates the draft that a new page shows: the 20 most populous countries, and all modes in C# that are not expensive.
    /// </summary>
    public static PlanDraft Default(CountryCatalog catalog, ModeCatalog modes) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.InCSharp.Where(mode => !mode.HasExpensiveWorkers).Select(mode => mode.Id)],
    };

    /// <summary>Creates the draft that <see cref="PlanReader"/> reads as <paramref name="plan"/>.</summary>
    public static PlanDraft Of(RacePlan plan) =>
        PlanFields.All.Aggregate(new PlanDraft(), (draft, field) => field.CopyToDraft(plan, draft));
}
