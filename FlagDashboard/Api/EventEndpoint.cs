using System.ComponentModel;
using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/api/races/{id}/events: streams the log of a race, one line per event.</summary>
internal static class EventEndpoint
{
    /// <summary>The media type of a log: newline-delimited JSON.</summary>
    internal const string NdjsonMediaType = "application/x-ndjson";

    /// <summary>
    /// Whether the body of a request has the type of a log. A page of another site may send this content type only after a CORS preflight,
    /// which this server refuses. Requiring the type therefore stops requests from such pages.
    /// </summary>
    internal static bool HasNdjsonBody(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == NdjsonMediaType;

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/races/{id}/events", Follow).WithName("followRace").WithTags("Races")
        .Produces<RaceJson.EventLine>(StatusCodes.Status200OK, NdjsonMediaType)
        .ProducesValidationProblem().ProducesProblems(404, 429)
        .AddOpenApiOperationTransformer(ApiDescription.DescribeAfterParameter);

    /// <summary>Follows the log of a race</summary>
    /// <remarks>
    /// Sends one event per line (newline-delimited JSON): first the events so far, then each event as it happens, until the race ends.
    /// The last line of a complete log is raceFinished. If the connection breaks earlier, ask for the events after the last number
    /// received.
    /// </remarks>
    /// <response code="200">The events after that number, until the end of the race.</response>
    /// <response code="400">after is not the number of an event.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="429">The server already sends the maximum number of races, to this address or in total.</response>
    internal static async Task<IResult> Follow(
        [Description("The id of a race.")] string id,
        [Description("The number of the last event already received; 0 or omitted for all events.")] string? after,
        RaceRegistry races, StreamedResponseLimiter streams, TimeProvider time, HttpContext context)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);
        if (!int.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var afterSeq))
            return Problems.Invalid(InvalidAfter(after));

        using var stream = streams.TryOpen(context, out var refusal);
        if (stream is null)
            return refusal!;

        context.Response.ContentType = NdjsonMediaType;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return Results.Empty;

        await WriteEvents(race.Log, afterSeq, streams, time, context);
        return Results.Empty;
    }

    /// <summary>Returns the problem of a query parameter <c>after</c> that is not a whole number of at least 0.</summary>
    internal static PlanProblem InvalidAfter(string? after) =>
        new("after", "“{0}” is not the number of an event: a whole number from 0.", SafeText.Excerpt(after));

    private static async Task WriteEvents(RaceLog log, int after, StreamedResponseLimiter streams, TimeProvider time, HttpContext context)
    {
        // Flush the headers at once: a client then knows that it is connected, even if the race has no event for a while.
        if (!await streams.Flush(context))
            return;
        await foreach (var batch in log.FollowInBatches(after, RaceLogFollowing.MaxEventsPerNetworkBatch, time, context.RequestAborted))
        {
            if (!await streams.TrySendAll(context, NdjsonLog.EnumerateLines(batch)))
                return;
        }
    }
}
