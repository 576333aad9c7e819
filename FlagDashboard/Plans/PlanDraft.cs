using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// A plan as somebody typed it, in texts that nobody has checked. <see cref="PlanReader"/> makes a plan of it. Immutable.
/// The defaults are those of <see cref="PlanFields"/>.
/// </summary>
public sealed record PlanDraft
{
    /// <summary>Country codes, and other texts in their place.</summary>
    public IReadOnlyList<string> Countries { get; init; } = PlanFields.Countries.Default;

    /// <summary>Whether to ask the site for codes that belong to no country, too.</summary>
    public bool AnyCode { get; init; } = PlanFields.AnyCode.Default;

    /// <summary>The ids of modes.</summary>
    public IReadOnlyList<string> Modes { get; init; } = PlanFields.Modes.Default;

    /// <summary>A whole number.</summary>
    public string Workers { get; init; } = PlanFields.Workers.DefaultText;

    /// <summary>The name of a site, in any case.</summary>
    public string Site { get; init; } = PlanFields.Site.DefaultText;

    /// <summary>A number of ms.</summary>
    public string DelayMs { get; init; } = PlanFields.DelayMs.DefaultText;

    /// <summary>A number of ms.</summary>
    public string JitterMs { get; init; } = PlanFields.JitterMs.DefaultText;

    /// <summary>A whole number.</summary>
    public string Seed { get; init; } = PlanFields.Seed.DefaultText;

    /// <summary>A number from 0 to 1.</summary>
    public string ErrorRate { get; init; } = PlanFields.ErrorRate.DefaultText;

    /// <summary>The names of kinds of failure, in any case.</summary>
    public IReadOnlyList<string> Mix { get; init; } = PlanFields.Mix.DefaultTexts;

    /// <summary>The name of a start order, in any case.</summary>
    public string Start { get; init; } = PlanFields.Start.DefaultText;

    /// <summary>The draft that a new page shows: the 20 most populous countries, and the modes that are not expensive.</summary>
    public static PlanDraft Default(CountryCatalog catalog, ModeCatalog modes) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.All.Where(mode => !mode.IsExpensive).Select(mode => mode.Id)],
    };

    /// <summary>The draft that <see cref="PlanReader"/> reads as <paramref name="plan"/>.</summary>
    public static PlanDraft Of(RacePlan plan) =>
        PlanFields.All.Aggregate(new PlanDraft(), (draft, field) => field.CopyToDraft(plan, draft));
}
