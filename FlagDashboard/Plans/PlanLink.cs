using FlagDashboard.Flags;
using Microsoft.AspNetCore.WebUtilities;

namespace FlagDashboard.Plans;

/// <summary>A draft as a link: <c>/?cc=pop20&amp;modes=…</c>. What is as usual is left out, so that links stay short.</summary>
public static class PlanLink
{
    private const string Pop20 = "pop20";
    private const string All = "all";
    private const string None = "none";

    /// <summary>The named choices of countries, in the order in which people meet them.</summary>
    public static IEnumerable<(string Id, string Title, IReadOnlyList<Country> Countries)> Presets(CountryCatalog catalog)
    {
        yield return (Pop20, "POP20", catalog.Pop20);
        foreach (var continent in catalog.Continents)
            yield return (continent.ToLowerInvariant().Replace(' ', '-'), continent, [.. catalog.All.Where(country => country.Continent == continent)]);
        yield return (All, "All", catalog.All);
        yield return (None, "None", []);
    }

    /// <summary>The draft that a link means; null stands for what is usual.</summary>
    public static PlanDraft Read(
        CountryCatalog catalog, ModeCatalog modes,
        string? cc, string? mode, string? workers, string? site, string? delay, string? jitter, string? seed, string? errors, string? mix, string? start)
    {
        var usual = PlanDraft.Default(catalog, modes);
        var preset = Presets(catalog).FirstOrDefault(preset => preset.Id.Equals(cc, StringComparison.OrdinalIgnoreCase));
        return new PlanDraft
        {
            Countries = cc is null ? usual.Countries : preset.Id is null ? CountrySelection.Split(cc) : Codes(preset.Countries),
            Modes = mode is null ? usual.Modes : [.. mode.Split(',', StringSplitOptions.RemoveEmptyEntries).Take(PlanRules.MaxFutures)],
            Workers = workers ?? usual.Workers,
            Site = site ?? usual.Site,
            DelayMs = delay ?? usual.DelayMs,
            JitterMs = jitter ?? usual.JitterMs,
            Seed = seed ?? usual.Seed,
            ErrorRate = errors ?? usual.ErrorRate,
            Mix = mix is null ? usual.Mix : [.. mix.Split(',', StringSplitOptions.RemoveEmptyEntries).Take(Enum.GetValues<FailureKind>().Length)],
            Start = start ?? usual.Start,
        };
    }

    /// <summary>The draft that the query of a link means.</summary>
    public static PlanDraft Read(CountryCatalog catalog, ModeCatalog modes, string query)
    {
        var read = QueryHelpers.ParseQuery(query);
        return Read(
            catalog, modes, Value("cc"), Value("modes"), Value("workers"), Value("site"), Value("delay"), Value("jitter"), Value("seed"), Value("errors"), Value("mix"), Value("start"));

        string? Value(string name) => read.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    /// <summary>The link of a draft, from the root.</summary>
    public static string Write(CountryCatalog catalog, ModeCatalog modes, PlanDraft draft)
    {
        var usual = PlanDraft.Default(catalog, modes);
        var parameters = new (string Name, string Value, string Usual)[]
        {
            ("cc", Countries(catalog, draft), Pop20),
            ("modes", string.Join(',', draft.Modes), string.Join(',', usual.Modes)),
            ("workers", draft.Workers, usual.Workers),
            ("site", draft.Site.ToLowerInvariant(), usual.Site.ToLowerInvariant()),
            ("delay", draft.DelayMs, usual.DelayMs),
            ("jitter", draft.JitterMs, usual.JitterMs),
            ("seed", draft.Seed, usual.Seed),
            ("errors", draft.ErrorRate, usual.ErrorRate),
            ("mix", string.Join(',', draft.Mix).ToLowerInvariant(), string.Join(',', usual.Mix).ToLowerInvariant()),
            ("start", draft.Start.ToLowerInvariant(), usual.Start.ToLowerInvariant()),
        };
        var said = parameters.Where(parameter => parameter.Value != parameter.Usual).Select(parameter => $"{parameter.Name}={Escape(parameter.Value)}").ToList();
        return said.Count == 0 ? "/" : "/?" + string.Join('&', said);
    }

    /// <summary>Which preset a choice of countries is; null if none.</summary>
    public static string? PresetOf(CountryCatalog catalog, IReadOnlyCollection<string> codes) =>
        Presets(catalog).FirstOrDefault(preset => preset.Countries.Count == codes.Count && preset.Countries.All(country => codes.Contains(country.Code))).Id;

    private static string Countries(CountryCatalog catalog, PlanDraft draft)
    {
        if (PresetOf(catalog, draft.Countries.ToHashSet()) is { } preset)
            return preset;

        // A comma at its end keeps one wrong code from being read as the preset it is spelt like.
        var list = string.Join(',', draft.Countries);
        return Presets(catalog).Any(preset => preset.Id.Equals(list, StringComparison.OrdinalIgnoreCase)) ? list + "," : list;
    }

    private static string[] Codes(IEnumerable<Country> countries) => [.. countries.Select(country => country.Code)];

    // Commas are legal in a query, and a link is read by people too.
    private static string Escape(string value) => Uri.EscapeDataString(value).Replace("%2C", ",", StringComparison.Ordinal);
}
