using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// The fields of a plan. This table is the only source of names, bounds, defaults and messages for the page, links, the API, the command
/// line and the import of logs. Immutable and thread-safe.
/// </summary>
public static class PlanFields
{
    private static readonly SiteId[] SlowSites = [SiteId.Delay, SiteId.Error];

    /// <summary>The countries to download.</summary>
    public static PlanField<IReadOnlyList<string>> Countries { get; } = new()
    {
        Name = "countries",
        QueryName = "cc",
        Label = "Countries",
        Help = "Country codes of ISO 3166-1, in any case, each once; or one text with all of them, separated by spaces or commas. "
            + "They are downloaded in alphabetical order. By default the 20 most populous countries.",
        Format = FieldFormat.Texts,
        Texts = DraftTextAccessor.ForTexts(draft => draft.Countries, (draft, codes) => draft with { Countries = codes }),
        Get = plan => plan.Countries,
        Set = (plan, codes) => plan with { Countries = codes },
        Default = [],
        Min = 1,
        Max = PlanRules.MaxFuturesPerRun,
        Rule = (field, codes, _) => codes.Count == 0 ? [new(field.Name, "Pick at least one country.")]
            : codes.Count > PlanRules.MaxFuturesPerRun
                ? [new(field.Name, "{0} countries are too many: at most {1}.", codes.Count, PlanRules.MaxFuturesPerRun)]
            : CheckRepeated(field, codes),
    };

    /// <summary>Whether codes that belong to no country are allowed.</summary>
    public static PlanField<bool> AllowsNonCountryCodes { get; } = new()
    {
        Name = "anyCode",
        Label = "Any code",
        Help = "Whether to ask the site also for codes that belong to no country. Such a code has two letters.",
        Format = FieldFormat.Boolean,
        Texts = DraftTextAccessor.ForText(
            draft => FieldFormat.FormatBoolean(draft.AllowsNonCountryCodes),
            (draft, text) => draft with { AllowsNonCountryCodes = FieldFormat.ParseBoolean(text) }),
        Get = plan => plan.AllowsNonCountryCodes,
        Set = (plan, anyCode) => plan with { AllowsNonCountryCodes = anyCode },
        Default = false,
    };

    /// <summary>The modes to run.</summary>
    public static PlanField<IReadOnlyList<string>> Modes { get; } = new()
    {
        Name = "modes",
        QueryName = "modes",
        CommandLineOption = new("--mode", "MODE"),
        Label = "Modes",
        Help = "The ids of modes, one run each, as /api/modes lists them. By default every mode in C# but processes.",
        Format = FieldFormat.Texts,
        Texts = DraftTextAccessor.ForTexts(draft => draft.Modes, (draft, ids) => draft with { Modes = ids }),
        Get = plan => plan.Modes,
        Set = (plan, ids) => plan with { Modes = ids },
        Default = [],
        Min = 1,
        Max = PlanRules.MaxModes,
        Rule = (field, ids, _) => ids.Count == 0 ? [new(field.Name, "Pick at least one mode.")]
            : ids.Count > PlanRules.MaxModes
                ? [new(field.Name, "{0} modes are too many: at most {1}.", ids.Count, PlanRules.MaxModes)]
            : CheckRepeated(field, ids),
    };

    /// <summary>The number of workers of each run that has a pool.</summary>
    public static PlanField<int> Workers { get; } = new()
    {
        Name = "workers",
        QueryName = "workers",
        CommandLineOption = new("--max_req", "N", "-m"),
        Label = "Workers",
        Help = "Workers of each pooled run. A run uses no more workers than it has countries.",
        Format = FieldFormat.WholeNumber,
        Texts = DraftTextAccessor.ForText(draft => draft.Workers, (draft, text) => draft with { Workers = text }),
        Get = plan => plan.Workers,
        Set = (plan, workers) => plan with { Workers = workers },
        Default = 5,
        Min = 1,
        Max = PlanRules.MaxFuturesPerRun,
        Rule = (field, workers, _) => CheckRange(field, workers, "Workers must be from {0} to {1}."),
    };

    /// <summary>The site to download from.</summary>
    public static PlanField<SiteId> Site { get; } = new()
    {
        Name = "site",
        QueryName = "site",
        CommandLineOption = new("--server", "SITE", "-s"),
        Label = "Site",
        Help = "The site to download from, in any case: local (built in, no delay), delay (built in, slow), error (built in, slow and "
            + "failing) or remote (the address in the server's configuration, if there is one). By default delay.",
        Format = FieldFormat.EnumName<SiteId>(),
        Texts = DraftTextAccessor.ForText(draft => draft.Site, (draft, text) => draft with { Site = text }),
        Get = plan => plan.Site,
        Set = (plan, site) => plan with { Site = site },
        Default = SiteId.Delay,
        Rule = (field, site, _) => Enum.IsDefined(site) ? []
            : [new(
                field.Name, "There is no such site; there are {0}.",
                new ListArg(Enum.GetNames<SiteId>().Select(name => name.ToUpperInvariant())))],
    };

    /// <summary>The mean delay of the site, in ms.</summary>
    public static PlanField<double> DelayMs { get; } = new()
    {
        Name = "delayMs",
        QueryName = "delay",
        ApplicableSites = SlowSites,
        // On the command line, this delay and the default jitter of 2250 ms make a download take 0.5 to 5 s. The scripts of the book Fluent
        // Python use the same delays.
        CommandLineOption = new("--delay", "MS") { Default = "2750" },
        Label = "Delay, ms",
        Help = "The middle of the delays of the sites DELAY and ERROR, in ms.",
        Format = FieldFormat.Number,
        Texts = DraftTextAccessor.ForText(draft => draft.DelayMs, (draft, text) => draft with { DelayMs = text }),
        Get = plan => plan.DelayMs,
        Set = (plan, delay) => plan with { DelayMs = delay },
        Default = 300,
        Min = 0,
        Max = PlanRules.MaxDelayMs,
        Rule = (field, delay, _) => CheckRange(field, delay, "The delay must be from {0} to {1} ms."),
    };

    /// <summary>The largest deviation of a delay from the mean, in ms.</summary>
    public static PlanField<double> JitterMs { get; } = new()
    {
        Name = "jitterMs",
        QueryName = "jitter",
        ApplicableSites = SlowSites,
        CommandLineOption = new("--jitter", "MS") { Default = "2250" },
        Label = "± jitter, ms",
        Help = "How far a delay may be from the middle, in ms. It is at most the delay.",
        Format = FieldFormat.Number,
        Texts = DraftTextAccessor.ForText(draft => draft.JitterMs, (draft, text) => draft with { JitterMs = text }),
        Get = plan => plan.JitterMs,
        Set = (plan, jitter) => plan with { JitterMs = jitter },
        Default = 200,
        Min = 0,
        Max = PlanRules.MaxDelayMs,
        // The jitter must not exceed the delay. If the delay itself is out of range, only the delay is reported.
        Rule = (field, jitter, plan) => (jitter >= 0 && jitter <= plan.DelayMs) || DelayMs.Check(plan).Any() ? []
            : [new(field.Name, "The jitter must be from 0 to the delay, {0} ms.", plan.DelayMs)],
    };

    /// <summary>The seed of the delays and failures of the built-in site.</summary>
    public static PlanField<int> Seed { get; } = new()
    {
        Name = "seed",
        QueryName = "seed",
        ApplicableSites = SlowSites,
        CommandLineOption = new("--seed", "N"),
        Label = "Seed",
        Help = "Selects the delays and failures of the built-in site: every mode and every later race with one seed has the same ones.",
        Format = FieldFormat.WholeNumber,
        Texts = DraftTextAccessor.ForText(draft => draft.Seed, (draft, text) => draft with { Seed = text }),
        Get = plan => plan.Seed,
        Set = (plan, seed) => plan with { Seed = seed },
        // With this seed, the first country is slow. A person can then see that the mode map, which returns results in call order, makes
        // the other results wait. The delays also give the five default workers about equal work.
        Default = 612,
        Min = 0,
        Max = int.MaxValue,
        Rule = (field, seed, _) => CheckRange(field, seed, "The seed must be from {0} to {1}."),
    };

    /// <summary>The share of answers that fail.</summary>
    public static PlanField<double> ErrorRate { get; } = new()
    {
        Name = "errorRate",
        QueryName = "errors",
        ApplicableSites = [SiteId.Error],
        CommandLineOption = new("--error-rate", "P"),
        Label = "Error rate, from 0 to 1",
        Help = "The share of answers of the site ERROR that fail: 0 is none, 1 is all.",
        Format = FieldFormat.Number,
        Texts = DraftTextAccessor.ForText(draft => draft.ErrorRate, (draft, text) => draft with { ErrorRate = text }),
        Get = plan => plan.ErrorRate,
        Set = (plan, rate) => plan with { ErrorRate = rate },
        Default = 0.25,
        Min = 0,
        Max = 1,
        Rule = (field, rate, _) => CheckRange(field, rate, "The error rate must be from {0} (no answer fails) to {1} (all fail)."),
    };

    /// <summary>The ways in which answers fail.</summary>
    public static PlanField<IReadOnlyList<FailureKind>> FailureKinds { get; } = new()
    {
        Name = "mix",
        QueryName = "mix",
        ApplicableSites = [SiteId.Error],
        Label = "Ways to fail",
        Help = "The ways in which the site ERROR fails, each as often as the others. By default every way but stall, which is slow.",
        Format = FieldFormat.EnumNames<FailureKind>(),
        Texts = DraftTextAccessor.ForTexts(draft => draft.FailureKinds, (draft, names) => draft with { FailureKinds = names }),
        Get = plan => plan.FailureKinds,
        Set = (plan, kinds) => plan with { FailureKinds = kinds },
        Default = Tape.DefaultFailureKinds,
        Min = 1,
        Max = Enum.GetValues<FailureKind>().Length,
        Rule = (field, kinds, _) => kinds.Count > 0 && kinds.Distinct().Count() == kinds.Count && kinds.All(Enum.IsDefined) ? []
            : [new(field.Name, "Pick at least one way to fail, each once: {0}.", new ListArg(Enum.GetNames<FailureKind>()))],
    };

    /// <summary>Whether the runs begin together or one after another.</summary>
    public static PlanField<StartOrder> StartOrder { get; } = new()
    {
        Name = "start",
        QueryName = "start",
        Label = "Start",
        Help = "Whether the runs begin together, as a race, or each one after the previous one has ended. By default together.",
        Format = FieldFormat.EnumName<StartOrder>(),
        Texts = DraftTextAccessor.ForText(draft => draft.StartOrder, (draft, text) => draft with { StartOrder = text }),
        Get = plan => plan.StartOrder,
        Set = (plan, start) => plan with { StartOrder = start },
        Default = Plans.StartOrder.Together,
        Rule = (field, start, _) => Enum.IsDefined(start) ? [] : [new(field.Name, "Runs start together or in turn.")],
    };

    /// <summary>All fields, in the order in which documents, links and problems list them.</summary>
    public static IReadOnlyList<PlanField> All { get; } =
        [Countries, AllowsNonCountryCodes, Modes, Workers, Site, DelayMs, JitterMs, Seed, ErrorRate, FailureKinds, StartOrder];

    /// <summary>The numeric fields of the form on the page, in the order of the form.</summary>
    public static IReadOnlyList<PlanField> NumericFormFields { get; } = [Workers, Seed, DelayMs, JitterMs];

    /// <summary>Finds a field by its name in JSON, which is case-sensitive; null if there is none.</summary>
    public static PlanField? FindByJsonName(string name) => All.FirstOrDefault(field => field.Name == name);

    private static IEnumerable<PlanProblem> CheckRange(PlanField field, double value, string template) =>
        value >= field.Min && value <= field.Max ? [] : [new(field.Name, template, field.Min!, field.Max!)];

    private static IEnumerable<PlanProblem> CheckRepeated(PlanField field, IEnumerable<string> items) => items
        .GroupBy(item => item, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .Select(group => new PlanProblem(field.Name, "{0} is listed twice.", SafeText.Excerpt(group.Key)));
}
