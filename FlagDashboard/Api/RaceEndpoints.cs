using System.ComponentModel;
using FlagDashboard.History;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/api/races: starts, lists, reads and cancels races.</summary>
internal static class RaceEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var races = api.MapGroup("/races").WithTags("Races");
        races.MapPost("", Start).WithName("startRace")
            .Accepts<PlanDocument>("application/json")
            .Produces<RaceDocument>(StatusCodes.Status201Created).Produces<RaceDocument>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem().ProducesProblems(413, 415, 429, 503, 507);
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
    /// <remarks>
    /// Checks the plan by the rules of the page. Unlike the page, it also refuses a code that is not a country. The server owns the race,
    /// so the race continues when the client disconnects. If the maximum number of races is running, the new race is queued: its status is
    /// queued, and position is its place in the queue, from 1.
    /// </remarks>
    /// <response code="201">The race has started; the header Location has its address.</response>
    /// <response code="202">The race is queued; the header Location has its address.</response>
    /// <response code="400">The body is not JSON, or the plan breaks a rule: errors has the messages of each field.</response>
    /// <response code="413">The body is larger than the limit, by default 64 KB.</response>
    /// <response code="415">The Content-Type of the body is not application/json.</response>
    /// <response code="429">The queue is full, or the memory for races is full until some are saved.</response>
    /// <response code="503">The server is stopping.</response>
    /// <response code="507">The memory for races is full, and they cannot be saved.</response>
    internal static async Task<IResult> Start(
        HttpRequest request, PlanBodyReader reader, RaceRegistry races, Limits limits, CancellationToken cancellationToken)
    {
        var body = await JsonBody.Read(request, limits.MaxPlanKilobytes, cancellationToken);
        if (body.Fields is null)
            return body.Problem!;
        var (plan, problems) = reader.Read(body.Fields);
        if (plan is null)
            return Problems.Invalid(problems);
        try
        {
            var race = RaceDocument.Of(races.StartOrQueue(plan), request.PathBase);
            return race.QueuePosition is null ? Results.Created(race.Links.Self, race) : Results.Accepted(race.Links.Self, race);
        }
        catch (RaceRefusedException refused)
        {
            return Problems.ForRefusal(refused);
        }
    }

    /// <summary>Lists the races of this server, newest first</summary>
    /// <remarks>
    /// Lists the last 200 races, including experiments and races from before a restart. Older races can be read by their id.
    /// Read a race for its results.
    /// </remarks>
    /// <response code="200">The races, newest first.</response>
    internal static async Task<IEnumerable<RaceSummary>> List(RaceRegistry races, RaceHistory history, HttpRequest request)
    {
        var (inMemory, root) = (races.Listed, request.PathBase);
        var ids = inMemory.Select(race => race.Id).ToHashSet();
        var onlySaved = (await history.List(new())).Rows.Where(row => !ids.Contains(row.Id));
        return inMemory.Select(race => RaceSummary.Of(race, root)).Concat(onlySaved.Select(row => RaceSummary.Of(row, root)))
            .Take(races.MaxRacesInMemory);
    }

    /// <summary>Reads a race and its results so far</summary>
    /// <remarks>The answer has an ETag. Send the ETag as If-None-Match to get the race only if it has changed.</remarks>
    /// <response code="200">The race, running or ended.</response>
    /// <response code="304">The race has not changed: If-None-Match has the ETag of its current state.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Read([Description("The id of a race.")] string id, RaceRegistry races, HttpContext context)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);

        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new() { NoCache = true };
        headers.ETag = ETagOf(race.Log.Count, race.QueuePosition);
        // Compare the client's ETag first. If it matches, the results need not be computed from the log of the race, which is the expensive
        // part of this request.
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Compare(headers.ETag, useStrongComparison: false)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var document = RaceDocument.Of(race, context.Request.PathBase);
        headers.ETag = ETagOf(document.Events, document.QueuePosition ?? 0);
        return Results.Ok(document);
    }

    /// <summary>Cancels a race</summary>
    /// <remarks>
    /// Cancels pending futures and aborts running ones. A queued race leaves the queue. Cancelling again changes nothing.
    /// </remarks>
    /// <response code="200">The race had already ended.</response>
    /// <response code="202">The race is being cancelled; its log ends shortly.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Cancel([Description("The id of a race.")] string id, RaceRegistry races, HttpRequest request)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);
        if (race.Log.End is not null)
            return Results.Ok(RaceDocument.Of(race, request.PathBase));
        race.Cancel();
        return Results.Accepted(RaceLinks.GetRaceAddress(race.Id, request.PathBase), RaceDocument.Of(race, request.PathBase));
    }

    // The ETag of a race is the number of its events, because every event changes the race. A queued race has no events yet, but its
    // position in the queue changes, so its ETag is this position.
    private static EntityTagHeaderValue ETagOf(int eventCount, int position) =>
        new(position == 0 ? $"\"{eventCount}\"" : $"\"queued-{position}\"");
}
