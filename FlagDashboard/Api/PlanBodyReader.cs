using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>Reads the fields of a plan's body. What they mean is for <see cref="PlanReader"/> to say, as it does for the page.</summary>
internal sealed class PlanBodyReader(CountryCatalog catalog, ModeCatalog modes, PlanReader reader)
{
    // A body of nothing but unknown fields is one mistake.
    private const int MostUnknown = 10;

    private static readonly Dictionary<string, PlanField> Known = new(StringComparer.Ordinal)
    {
        ["countries"] = PlanField.Many((draft, texts) => draft with { Countries = texts }),
        ["anyCode"] = PlanField.Flag((draft, on) => draft with { AnyCode = on }),
        ["modes"] = PlanField.Many((draft, texts) => draft with { Modes = texts }),
        ["workers"] = PlanField.One("a whole number", (draft, text) => draft with { Workers = text }),
        ["site"] = PlanField.One("a name", (draft, text) => draft with { Site = text }),
        ["delayMs"] = PlanField.One("a number", (draft, text) => draft with { DelayMs = text }),
        ["jitterMs"] = PlanField.One("a number", (draft, text) => draft with { JitterMs = text }),
        ["seed"] = PlanField.One("a whole number", (draft, text) => draft with { Seed = text }),
        ["errorRate"] = PlanField.One("a number", (draft, text) => draft with { ErrorRate = text }),
        ["mix"] = PlanField.Many((draft, texts) => draft with { Mix = texts }),
        ["start"] = PlanField.One("a name", (draft, text) => draft with { Start = text }),
    };

    /// <summary>Every field that a plan can have.</summary>
    public static IReadOnlyCollection<string> Fields => Known.Keys;

    /// <summary>The plan; or null, and everything that is wrong.</summary>
    public (RacePlan? Plan, IReadOnlyCollection<PlanProblem> Problems) Read(IReadOnlyDictionary<string, JsonElement> body)
    {
        var problems = body.Keys.Where(field => !Known.ContainsKey(field)).Take(MostUnknown)
            .Select(field => new PlanProblem(SafeText.Short(field), "There is no such field; there are {0}.", string.Join(", ", Known.Keys)))
            .ToList();
        var draft = PlanDraft.Default(catalog, modes);
        foreach (var (name, field) in Known)
        {
            // What a client left empty is what it did not want to say.
            if (!body.TryGetValue(name, out var json) || json.ValueKind == JsonValueKind.Null)
                continue;
            var texts = field.Read(json);
            if (texts is null)
                problems.Add(new(name, "Send {0}, not {1}.", field.Wanted, PlanField.Kind(json)));
            draft = field.Set(draft, texts ?? []);
        }

        var reading = reader.Read(draft);
        problems.AddRange(CodesThatAreNone(reading.Selection));

        // One complaint about a field is enough: what was not understood needs no second about what stands in for it.
        var told = problems.Select(problem => problem.Field).ToHashSet();
        problems.AddRange(reading.Problems.Where(problem => !told.Contains(problem.Field)));
        return (problems.Count == 0 ? reading.Plan : null, problems);
    }

    // The page shows such a code as a chip and races without it; who cannot see that must be told.
    private static IEnumerable<PlanProblem> CodesThatAreNone(CountrySelection selection) =>
    [
        .. selection.Unknown.Select(code => new PlanProblem("countries", "“{0}” is not a country code.", SafeText.Short(code))),
        .. selection.Repeated.Select(code => new PlanProblem("countries", "{0} is listed twice.", code)),
    ];
}
