using System.ComponentModel;
using FlagDashboard.History;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/api/races: starting, listing, reading and cancelling them.</summary>
internal static class RaceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var races = api.MapGroup("/races").WithTags("Races");
        races.MapPost("", Start).WithName("startRace")
            .Accepts<PlanDocument>("application/json")
            .Produces<RaceDocument>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblems(413, 415, 429);
        races.MapRead("", List).WithName("listRaces")
            .Produces<RaceSummary[]>();
        races.MapRead("/{id}", Read).WithName("readRace")
            .Produces<RaceDocument>().Produces(StatusCodes.Status304NotModified)
            .ProducesProblems(404);
        races.MapPost("/{id}/cancel", Cancel).WithName("cancelRace")
            .Produces<RaceDocument>().Produces<RaceDocument>(StatusCodes.Status202Accepted)
            .ProducesProblems(404);
    }

    /// <summary>Starts a race</summary>
    /// <remarks>Checked by the same rules as on the page, with the same messages; a code that is no country is refused here. The race belongs to the server: it goes on when its client leaves.</remarks>
    /// <response code="201">The race runs; the header Location says where it is.</response>
    /// <response code="400">The body is not JSON, or the plan breaks a rule: errors has the messages of each field.</response>
    /// <response code="413">The body is larger than 64 KB.</response>
    /// <response code="415">The body is not declared as application/json.</response>
    /// <response code="429">As many races run as this server takes at once.</response>
    internal static async Task<IResult> Start(HttpRequest request, PlanBodyReader reader, RaceRegistry races, CancellationToken cancellationToken)
    {
        var body = await JsonBody.Read(request, cancellationToken);
        if (body.Fields is null)
            return body.Problem!;
        var (plan, problems) = reader.Read(body.Fields);
        if (plan is null)
            return Problems.Invalid(problems);
        try
        {
            var race = races.Start(plan);
            return Results.Created($"/api/races/{race.Id}", RaceDocument.Of(race));
        }
        catch (PlanRefusedException refused)
        {
            return Problems.Refused(refused);
        }
    }

    /// <summary>Lists the races that this server keeps, the newest first</summary>
    /// <remarks>The last 200, experiments and races from before a restart included; older ones are read by their id. What a race came to is in the race itself.</remarks>
    /// <response code="200">The races, the newest first.</response>
    internal static async Task<IEnumerable<RaceSummary>> List(RaceRegistry races, RaceHistory history)
    {
        var here = races.All;
        var ids = here.Select(race => race.Id).ToHashSet();
        var before = (await history.List(new())).Rows.Where(row => !ids.Contains(row.Id));
        return here.Select(RaceSummary.Of).Concat(before.Select(RaceSummary.Of)).Take(RaceRegistry.MaxKept);
    }

    /// <summary>Reads a race and its results so far</summary>
    /// <remarks>The answer carries an ETag: ask again with If-None-Match, and what has not changed is not sent.</remarks>
    /// <response code="200">The race, running or not.</response>
    /// <response code="304">Nothing has happened in it since the answer that If-None-Match names.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Read(
        [Description("The id of a race.")] string id, RaceRegistry races, HttpContext context)
    {
        if (await races.Find(id) is not { } race)
            return Problems.NoRace(id);

        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new() { NoCache = true };
        headers.ETag = Tag(race.Log.Count);
        // Before folding: a race that many ask for is folded for those alone who have not seen it as it is.
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(seen => seen.Compare(headers.ETag, useStrongComparison: false)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var document = RaceDocument.Of(race);
        headers.ETag = Tag(document.Events);
        return Results.Ok(document);
    }

    /// <summary>Cancels a race</summary>
    /// <remarks>Pending futures are cancelled and running ones given up. Asking again changes nothing.</remarks>
    /// <response code="200">The race had ended already.</response>
    /// <response code="202">The race is being cancelled; its log ends at once.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Cancel(
        [Description("The id of a race.")] string id, RaceRegistry races)
    {
        if (await races.Find(id) is not { } race)
            return Problems.NoRace(id);
        if (race.Log.End is not null)
            return Results.Ok(RaceDocument.Of(race));
        race.Cancel();
        return Results.Accepted($"/api/races/{race.Id}", RaceDocument.Of(race));
    }

    private static EntityTagHeaderValue Tag(int events) => new($"\"{events}\"");
}
