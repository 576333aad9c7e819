using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Api;

/// <summary>
/// Reads a plan from the fields of a request's body, with the rules of <see cref="PlanReader"/>, which the page has too.
/// Stateless and thread-safe.
/// </summary>
internal sealed class PlanBodyReader(CountryCatalog catalog, ModeCatalog modes, PlanReader reader)
{
    // A body may consist of thousands of unknown fields, so only the first ones are reported.
    private const int MaxUnknownFields = 10;

    /// <summary>Reads <paramref name="body"/>; a field that is missing or null has its default.</summary>
    /// <returns>The plan and no problem; or null and all problems.</returns>
    public (RacePlan? Plan, IReadOnlyCollection<PlanProblem> Problems) Read(IReadOnlyDictionary<string, JsonElement> body)
    {
        var problems = UnknownFields(body).ToList();
        var draft = PlanDraft.Default(catalog, modes);
        foreach (var field in PlanFields.All)
        {
            if (!body.TryGetValue(field.Name, out var json) || json.ValueKind == JsonValueKind.Null)
                continue;
            var texts = PlanJson.Read(field.Kind, json);
            if (texts is null)
                problems.Add(new(field.Name, "Send {0}, not {1}.", PlanJson.DescribeExpected(field.Kind), PlanJson.DescribeActual(json)));
            draft = field.With(draft, texts ?? []);
        }

        var reading = reader.Read(draft);
        problems.AddRange(UnknownCodes(reading.Selection));

        // A field that could not be read has a placeholder as its value. PlanReader may find further problems in such a field, but they are
        // left out, because they could be about the placeholder.
        var reported = problems.Select(problem => problem.Field).ToHashSet();
        problems.AddRange(reading.Problems.Where(problem => !reported.Contains(problem.Field)));
        return (problems.Count == 0 ? reading.Plan : null, problems);
    }

    private static IEnumerable<PlanProblem> UnknownFields(IReadOnlyDictionary<string, JsonElement> body) => body.Keys
        .Where(name => PlanFields.Find(name) is null)
        .Take(MaxUnknownFields)
        .Select(name => new PlanProblem(
            SafeText.Excerpt(name),
            "There is no such field; there are {0}.",
            string.Join(", ", PlanFields.All.Select(field => field.Name))));

    // The page marks an unknown code and runs the race without it. A client of the API would not notice the missing flag, so the API
    // refuses the plan.
    private static IEnumerable<PlanProblem> UnknownCodes(CountrySelection selection) =>
    [
        .. selection.Unknown.Select(code => new PlanProblem("countries", "“{0}” is not a country code.", SafeText.Excerpt(code))),
        .. selection.Repeated.Select(code => new PlanProblem("countries", "{0} is listed twice.", code)),
    ];
}
