namespace FlagDashboard.Plans;

/// <summary>A plan as it was typed or linked, before anyone looked at it. <see cref="PlanReader"/> makes a plan of it.</summary>
public sealed record PlanDraft
{
    /// <summary>The codes, or what was taken for codes.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Whether codes that are on no list are asked for too.</summary>
    public bool AnyCode { get; init; }

    /// <summary>The ids of modes.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>A whole number.</summary>
    public string Workers { get; init; } = "5";

    /// <summary>The name of a site, in any case.</summary>
    public string Site { get; init; } = nameof(Flags.SiteId.Delay);

    /// <summary>A number of ms.</summary>
    public string DelayMs { get; init; } = "300";

    /// <summary>A number of ms.</summary>
    public string JitterMs { get; init; } = "200";

    /// <summary>A whole number.</summary>
    public string Seed { get; init; } = "612";

    /// <summary>A number from 0 to 1.</summary>
    public string ErrorRate { get; init; } = "0.25";

    /// <summary>The names of kinds of failure, in any case.</summary>
    public IReadOnlyList<string> Mix { get; init; } = [.. Flags.Tape.UsualMix.Select(kind => kind.ToString())];

    /// <summary>The name of a start order, in any case.</summary>
    public string Start { get; init; } = nameof(StartOrder.Together);

    /// <summary>The draft that everyone begins with: the article's countries, and the modes whose workers are cheap.</summary>
    public static PlanDraft Default(Flags.CountryCatalog catalog, ModeCatalog modes) => new()
    {
        Countries = [.. catalog.Pop20.Select(country => country.Code)],
        Modes = [.. modes.All.Where(mode => !mode.IsExpensive).Select(mode => mode.Id)],
    };

    /// <summary>The draft that reads as <paramref name="plan"/>.</summary>
    public static PlanDraft Of(RacePlan plan) => new()
    {
        Countries = plan.Countries,
        AnyCode = plan.AnyCode,
        Modes = plan.Modes,
        Workers = FormattableString.Invariant($"{plan.Workers}"),
        Site = plan.Site.ToString(),
        DelayMs = FormattableString.Invariant($"{plan.DelayMs}"),
        JitterMs = FormattableString.Invariant($"{plan.JitterMs}"),
        Seed = FormattableString.Invariant($"{plan.Seed}"),
        ErrorRate = FormattableString.Invariant($"{plan.ErrorRate}"),
        Mix = [.. plan.Mix.Select(kind => kind.ToString())],
        Start = plan.Start.ToString(),
    };
}
