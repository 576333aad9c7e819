using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>
/// Reads a plan from the JSON fields of a request. Checks it with <see cref="PlanReader"/>, by the same rules as the page. Stateless and
/// thread-safe.
/// </summary>
internal sealed class PlanBodyReader(CountryCatalog catalog, ModeCatalog modes, PlanReader reader)
{
    // A hostile body may contain thousands of unknown fields, so only the first 10 are reported.
    private const int MaxUnknownFields = 10;

    /// <summary>Reads a plan from <paramref name="body"/>. A field that is missing or null gets its default value.</summary>
    /// <returns>The plan and no problems; or, if there are problems, null and all of them.</returns>
    public (RacePlan? Plan, IReadOnlyCollection<PlanProblem> Problems) Read(IReadOnlyDictionary<string, JsonElement> body)
    {
        var problems = UnknownFields(body).ToList();
        var draft = PlanDraft.Default(catalog, modes);
        foreach (var field in PlanFields.All)
        {
            if (!body.TryGetValue(field.Name, out var json) || json.ValueKind == JsonValueKind.Null)
                continue;
            var texts = PlanFieldJson.Read(field.Kind, json);
            if (texts is null)
                problems.Add(
                    new(field.Name, "Send {0}, not {1}.", PlanFieldJson.DescribeExpected(field.Kind), PlanFieldJson.DescribeActual(json)));
            draft = field.With(draft, texts ?? []);
        }

        var reading = reader.Read(draft);
        problems.AddRange(UnknownCodes(reading.Selection));

        // Do not report a second problem of a field that already has one. If the JSON of a field could not be read, the plan contains a
        // placeholder instead, and the second problem may be about the placeholder.
        var reported = problems.Select(problem => problem.Field).ToHashSet();
        problems.AddRange(reading.Problems.Where(problem => !reported.Contains(problem.Field)));
        return (problems.Count == 0 ? reading.Plan : null, problems);
    }

    private static IEnumerable<PlanProblem> UnknownFields(IReadOnlyDictionary<string, JsonElement> body) => body.Keys
        .Where(name => PlanFields.FindByJsonName(name) is null)
        .Take(MaxUnknownFields)
        .Select(name => new PlanProblem(
            SafeText.Excerpt(name),
            "There is no such field; there are {0}.",
            string.Join(", ", PlanFields.All.Select(field => field.Name))));

    // Reports unknown and repeated country codes as problems. On the web page, a person sees that an unknown code is marked and can run the
    // race without it. A client of the API would not notice that a flag is missing.
    private static IEnumerable<PlanProblem> UnknownCodes(CountryLookup selection) =>
    [
        .. selection.Unknown.Select(code => new PlanProblem("countries", "“{0}” is not a country code.", SafeText.Excerpt(code))),
        .. selection.Repeated.Select(code => new PlanProblem("countries", "{0} is listed twice.", code)),
    ];
}
