using System.ComponentModel;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>/api/races/{id}/interventions: changes a future of a running race.</summary>
internal static class InterventionEndpoint
{
    private static readonly string Acts =
        string.Join(", ", Enum.GetNames<InterventionAct>().Select(JsonNamingPolicy.CamelCase.ConvertName));

    /// <summary>The fields that the request body may have, with their JSON types.</summary>
    private static readonly Dictionary<string, JsonValueKind> Fields = new()
    {
        ["country"] = JsonValueKind.String,
        ["act"] = JsonValueKind.String,
        ["mode"] = JsonValueKind.String,
        ["delayMs"] = JsonValueKind.Number,
    };

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/races/{id}/interventions", Intervene).WithName("changeRace")
        .WithTags("Races").Accepts<InterventionRequestDocument>("application/json")
        .Produces<InterventionResultDocument>().ProducesValidationProblem().ProducesProblems(404, 409, 413, 415);

    /// <summary>Changes a future of a running race</summary>
    /// <remarks>
    /// Makes the site answer later or fail for one country, or cancels a pending future: in one mode, or in every mode of the race. The log
    /// gets an event of kind intervened, followed by the events that the change causes. The plan of the race does not change.
    /// </remarks>
    /// <response code="200">The race was changed: modes lists the modes in which the future was changed.</response>
    /// <response code="400">The body is not JSON, or a field is wrong: errors has the messages of each field.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="409">The race or the future cannot be changed now: detail gives the reason.</response>
    /// <response code="413">The body is larger than the limit, by default 64 KB.</response>
    /// <response code="415">The Content-Type of the body is not application/json.</response>
    internal static async Task<IResult> Intervene(
        [Description("The id of a race.")] string id, HttpRequest request, RaceRegistry races, Limits limits,
        CancellationToken cancellationToken)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);
        var body = await JsonBody.Read(request, limits.MaxPlanKilobytes, cancellationToken);
        if (body.Fields is null)
            return body.Problem!;
        var problems = Check(body.Fields).ToList();
        if (problems.Count > 0)
            return Problems.Invalid(problems);
        return race.Intervene(RequestOf(body.Fields)) switch
        {
            InterventionResult.Applied done => Results.Ok(new InterventionResultDocument(done.Modes)),
            InterventionResult.Refused refused => ToProblem(refused),
            _ => throw new InvalidOperationException("An intervention is done or refused."),
        };
    }

    /// <summary>Returns the problem document of a refused intervention.</summary>
    internal static ProblemHttpResult ToProblem(InterventionResult.Refused refused) => refused.IsInvalidRequest
        ? Problems.Invalid(refused.Problem)
        : TypedResults.Problem(refused.Problem.ToString(), statusCode: StatusCodes.Status409Conflict);

    /// <summary>Returns the problem of a field <c>act</c> that names no known kind of change.</summary>
    internal static PlanProblem UnknownAct(string? act) =>
        new("act", "“{0}” is not an act; there are {1}.", SafeText.Excerpt(act), Acts);

    private static IEnumerable<PlanProblem> Check(IReadOnlyDictionary<string, JsonElement> body)
    {
        foreach (var name in body.Keys.Where(name => !Fields.ContainsKey(name)))
            yield return new(SafeText.Excerpt(name), "There is no such field; there are {0}.", string.Join(", ", Fields.Keys));
        foreach (var (name, kind) in Fields)
        {
            if (ValueOf(body, name) is not { } value)
            {
                if (name is "country" or "act")
                    yield return new(name, "{0} is missing.", name);
            }
            else if (value.ValueKind != kind || (kind == JsonValueKind.String && PlanFieldJson.ReadValidUnicode(value) is null))
            {
                yield return new(name, "{0} must be a {1}.", name, kind == JsonValueKind.Number ? "number" : "text");
            }
            else if (name == "act" && ActOf(value.GetString()) is null)
            {
                yield return UnknownAct(value.GetString());
            }
        }
    }

    private static InterventionRequest RequestOf(IReadOnlyDictionary<string, JsonElement> body) => new(
        ValueOf(body, "country")!.Value.GetString()!, ActOf(ValueOf(body, "act")!.Value.GetString())!.Value,
        ValueOf(body, "mode")?.GetString(), ValueOf(body, "delayMs")?.GetDouble());

    private static JsonElement? ValueOf(IReadOnlyDictionary<string, JsonElement> body, string name) =>
        body.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static InterventionAct? ActOf(string? name) => Enum.GetValues<InterventionAct>()
        .Where(act => JsonNamingPolicy.CamelCase.ConvertName($"{act}") == name).Select(act => (InterventionAct?)act).FirstOrDefault();
}
