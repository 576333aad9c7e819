using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>/api/races/import: imports the log of a race that ran on another server, or the recording of a Python program.</summary>
internal static class ImportEndpoint
{
    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/races/import", Import).WithName("importRace").WithTags("Files")
        .Accepts<RaceJson.EventLine>(EventEndpoint.NdjsonMediaType)
        .Produces<RaceDocument>(StatusCodes.Status201Created).ProducesProblems(400, 413, 415, 429, 503, 507);

    /// <summary>Imports the log of a race, or a recorded program</summary>
    /// <remarks>
    /// The body has one event per line, like the file /log.ndjson, or it is a file that futurelog.py has written. It may have at most 20
    /// MB. The race gets a new id on this server and is marked as imported. If the file ends before its race or program did, the status of
    /// the race is interrupted.
    /// </remarks>
    /// <response code="201">The race is listed; the header Location has its address.</response>
    /// <response code="400">The body is neither a log nor a recording: detail gives the reason, line the number of the line.</response>
    /// <response code="413">The body is larger than the limit, by default 20 MB.</response>
    /// <response code="415">The Content-Type of the body is not application/x-ndjson.</response>
    /// <response code="429">Too many logs are being imported, or the memory for races is full until some are saved: try again.</response>
    /// <response code="503">The server is stopping.</response>
    /// <response code="507">The memory for races is full, and they cannot be saved.</response>
    internal static async Task<IResult> Import(
        HttpRequest request, RaceRegistry races, ImportLimiter gate, Limits limits, CancellationToken cancellationToken)
    {
        if (!EventEndpoint.HasNdjsonBody(request))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > limits.MaxImportMegabytes * 1024L * 1024)
            return ToProblem(LogReader.CreateTooLargeException(limits.MaxImportMegabytes));
        using var place = gate.TryEnter();
        if (place is null)
            return Problems.ForRefusal(new RaceRefusedException([gate.TooManyImports]) { Kind = RefusalKind.Busy });
        try
        {
            var race = races.Import((await ImportFileReader.Read(request.Body, limits.MaxImportMegabytes, cancellationToken)).Events);
            return Results.Created(RaceLinks.GetRaceAddress(race.Id, request.PathBase), RaceDocument.Of(race, request.PathBase));
        }
        catch (ImportRefusedException refused)
        {
            return ToProblem(refused);
        }
        catch (RaceRefusedException refused)
        {
            return Problems.ForRefusal(refused);
        }
        catch (IOException unreadable)
        {
            return Problems.OfUnreadableBody(unreadable);
        }
    }

    /// <summary>Returns the problem document of a log that cannot be imported, with the number of its first wrong line.</summary>
    internal static ProblemHttpResult ToProblem(ImportRefusedException refused) => TypedResults.Problem(
        refused.Message,
        statusCode: refused.IsFileTooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest,
        extensions: refused.Line > 0 ? [new("line", refused.Line)] : []);
}
