using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Api;

/// <summary>/api/races/{id}/events: the log of a race, a line each.</summary>
internal static class EventEndpoints
{
    internal const string Lines = "application/x-ndjson";

    // As on the hub: what happens in between travels together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/races/{id}/events", Follow).WithName("followRace").WithTags("Races")
        .Produces<RaceJson.EventLine>(StatusCodes.Status200OK, Lines)
        .ProducesValidationProblem().ProducesProblems(404)
        .AddOpenApiOperationTransformer(ApiDescription.DescribeAfter);

    /// <summary>Follows the log of a race</summary>
    /// <remarks>One event a line (newline-delimited JSON): what has been, then live, to the end of the race. The last line of a whole log is raceFinished; when the connection breaks before it, ask for what comes after the last number seen.</remarks>
    /// <response code="200">Events after that number, to the end of the race.</response>
    /// <response code="400">after is not the number of an event.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Follow(
        [Description("The id of a race.")] string id,
        [Description("The number of the last event already seen; 0, or nothing, for all.")] string? after,
        RaceRegistry races, IHostApplicationLifetime server, TimeProvider time, HttpContext context)
    {
        if (await races.Find(id) is not { } race)
            return Problems.NoRace(id);
        if (!int.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var seen))
            return Problems.Invalid(NoNumber(after));

        context.Response.ContentType = Lines;
        context.Response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return Results.Empty;

        // A server that stops does not wait for those who watch; cut off, they see that this was not the end.
        using var stopping = server.ApplicationStopping.Register(context.Abort);
        await Write(race.Log, seen, context.Response, time, context.RequestAborted);
        return Results.Empty;
    }

    internal static PlanProblem NoNumber(string? after) =>
        new("after", "“{0}” is not the number of an event: a whole number from 0.", SafeText.Short(after));

    private static async Task Write(RaceLog log, int after, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        await response.Body.FlushAsync(cancellationToken);
        var json = new Utf8JsonWriter(response.BodyWriter);
        await foreach (var batch in log.Follow(after, cancellationToken))
        {
            foreach (var happened in batch)
                NdjsonLog.Write(json, response.BodyWriter, happened);

            await response.BodyWriter.FlushAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
