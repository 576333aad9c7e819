using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Modes;
using FlagDashboard.Plans;

namespace FlagDashboard.Cli;

/// <summary>
/// The arguments of the command <c>download</c> as the user typed them. A property is null if the user did not type its option.
/// </summary>
internal sealed record DownloadArguments
{
    /// <summary>The id of the mode that runs if the user names none.</summary>
    public const string DefaultMode = ThreadsAsCompleted.Id;

    /// <summary>The typed country codes or single letters.</summary>
    public IReadOnlyList<string> TypedCodes { get; init; } = [];

    /// <summary>Whether to download the flags of all known countries.</summary>
    public bool IsAllCountries { get; init; }

    /// <summary>Whether to request all codes from AA to ZZ, even those without a country.</summary>
    public bool IsAllPossibleCodes { get; init; }

    /// <summary>The maximum number of flags to download: the text of a whole number from 1.</summary>
    public string? LimitText { get; init; }

    /// <summary>The address of the remote site to download from; null if the user did not type --base-url.</summary>
    /// <exception cref="UsageException">The text is not an http or https address.</exception>
    public string? BaseUrl
    {
        get;
        init => field = value is null ? null : ValidateAddress("--base-url", value);
    }

    /// <summary>How many times to run the plan, as typed.</summary>
    public string? RepeatText { get; init; }

    /// <summary>The typed texts of the plan's fields. Only fields that have a <see cref="PlanField.CommandLineOption"/> occur.</summary>
    public IReadOnlyDictionary<PlanField, string> FieldTexts { get; init; } = new Dictionary<PlanField, string>();

    /// <summary>How many times to run the plan; 1 by default.</summary>
    /// <exception cref="UsageException"><see cref="RepeatText"/> is not a number that <see cref="Plans.RepeatRules"/> allows.</exception>
    public int RaceCount
    {
        get
        {
            if (RepeatText is null)
                return RepeatRules.Once;
            var (count, problem) = RepeatRules.Read(RepeatText, RepeatRules.MaxOnCommandLine);
            return problem is null ? count : throw new UsageException($"--repeat: {problem}");
        }
    }

    /// <summary>Creates the plan. <see cref="PlanReader"/> checks it by the same rules as on the page.</summary>
    /// <exception cref="UsageException">The request breaks a rule.</exception>
    public RacePlan CreatePlan(CountryCatalog catalog, ModeCatalog modes, PlanReader reader)
    {
        var codes = CountryCodeSelector.Select(
            catalog, TypedCodes, IsAllCountries, IsAllPossibleCodes, LimitText is null
                ? null : CliOption.ParseWholeNumber("--limit", LimitText));
        var mode = Typed(PlanFields.Modes) ?? DefaultMode;
        var draft = PlanFields.All.Aggregate(
            new PlanDraft(), (draft, field) => (Typed(field) ?? field.CommandLineOption?.Default) is { } text
                ? field.With(draft, text) : draft);
        var reading = reader.Read(draft with
        {
            Countries = codes,
            AllowsNonCountryCodes = true,
            Modes = [mode],
            Workers = WorkerCountResolver.Resolve(modes.Find(mode), Typed(PlanFields.Workers), codes.Count)
                .ToString(CultureInfo.InvariantCulture),
            Site = ResolveSite(),
            // If the user types a delay and no jitter, the jitter is 0, because the user expects exactly this delay.
            JitterMs = Typed(PlanFields.JitterMs) ?? (Typed(PlanFields.DelayMs) is null ? draft.JitterMs : "0"),
        });
        return reading.Plan ?? throw UsageException.Of(reading.Problems[0]);
    }

    private string? Typed(PlanField field) => FieldTexts.GetValueOrDefault(field);

    // Returns the site to download from. The option --server names the site; without --server, the other typed options determine it. An
    // option that the site would ignore is an error.
    private string ResolveSite()
    {
        var errorRate = Typed(PlanFields.ErrorRate);
        var delayOrJitter = Typed(PlanFields.DelayMs) ?? Typed(PlanFields.JitterMs);
        var site = Typed(PlanFields.Site)
            ?? (BaseUrl is not null ? nameof(SiteId.Remote)
            : errorRate is not null ? nameof(SiteId.Error)
            : delayOrJitter is not null ? nameof(SiteId.Delay)
            : nameof(SiteId.Local));
        if (BaseUrl is not null && !Is(SiteId.Remote))
            throw new UsageException("--base-url is a site of its own: give it or --server, not both.");
        if (errorRate is not null && (Is(SiteId.Local) || Is(SiteId.Delay) || Is(SiteId.Remote)))
            throw new UsageException($"--error-rate is for the site ERROR; {site.ToUpperInvariant()} never fails on purpose.");
        if (delayOrJitter is not null && (Is(SiteId.Local) || Is(SiteId.Remote)))
        {
            throw new UsageException(
                $"--delay and --jitter are for the sites DELAY and ERROR; {site.ToUpperInvariant()} is as fast as it can be.");
        }

        return site;

        bool Is(SiteId id) => site.Equals(id.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string ValidateAddress(string option, string text)
    {
        try
        {
            _ = RemoteUrlTemplate.Parse(text);
            return text;
        }
        catch (FormatException error)
        {
            throw new UsageException($"{option}: {error.Message}");
        }
    }
}
