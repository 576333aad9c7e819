using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/api/races/import: the log of a race that ran elsewhere.</summary>
internal static class ImportEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/races/import", Import).WithName("importRace").WithTags("Files")
        .Accepts<RaceJson.EventLine>(EventEndpoints.Lines)
        .Produces<RaceDocument>(StatusCodes.Status201Created).ProducesProblems(400, 413, 415);

    /// <summary>Imports the log of a race</summary>
    /// <remarks>An event a line, as /log.ndjson sends them: at most 20 MB. The race gets an id of its own here and is marked as imported; one whose log ends before it did is interrupted.</remarks>
    /// <response code="201">The race is listed; the header Location says where it is.</response>
    /// <response code="400">The body is no log of a race: detail and line say where, and why.</response>
    /// <response code="413">The body is larger than 20 MB.</response>
    /// <response code="415">The body is not declared as application/x-ndjson.</response>
    internal static async Task<IResult> Import(HttpRequest request, RaceRegistry races, CancellationToken cancellationToken)
    {
        // Without the header, any page could make a visitor's browser send one: with it, the browser asks first.
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != EventEndpoints.Lines)
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > LogReader.MaxBytes)
            return Refused(LogReader.TooLarge());
        try
        {
            var race = races.Import((await LogReader.Read(request.Body, cancellationToken)).Events);
            return Results.Created($"/api/races/{race.Id}", RaceDocument.Of(race));
        }
        catch (LogRefusedException refused)
        {
            return Refused(refused);
        }
        catch (BadHttpRequestException bad)
        {
            return Problems.Of(bad.StatusCode);
        }
    }

    internal static ProblemHttpResult Refused(LogRefusedException refused) => TypedResults.Problem(
        refused.Message,
        statusCode: refused.TooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest,
        extensions: refused.Line > 0 ? [new("line", refused.Line)] : []);
}
