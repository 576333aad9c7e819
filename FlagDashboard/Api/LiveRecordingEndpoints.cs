using System.Text.Json.Serialization;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace FlagDashboard.Api;

/// <summary>A program whose recording begins.</summary>
/// <param name="RaceId">The id of its race.</param>
/// <param name="PageLink">The page that shows it.</param>
/// <param name="ObservationsLink">The address to which its recorder sends the observations, once.</param>
internal sealed record RecordingDocument([property: JsonPropertyName("id")] string RaceId,
    [property: JsonPropertyName("page")] string PageLink, [property: JsonPropertyName("observations")] string ObservationsLink);

/// <summary>/api/recordings: shows a Python program while it runs, from the observations that its recorder sends.</summary>
internal static class LiveRecordingEndpoints
{
    private const int MaxHeaderMegabytes = 1;

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var recordings = api.MapGroup("/recordings").WithTags("Recorder");
        recordings.MapPost("", Begin).WithName("beginRecording").Accepts<RaceJson.EventLine>(EventEndpoint.NdjsonMediaType)
            .Produces<RecordingDocument>(StatusCodes.Status201Created).ProducesProblems(400, 413, 415, 429, 503, 507);
        recordings.MapPost("/{key}", AddObservations).WithName("sendObservations").Accepts<RaceJson.EventLine>(
            EventEndpoint.NdjsonMediaType)
            .Produces<RaceDocument>().ProducesProblems(400, 404, 413, 415);
    }

    /// <summary>Begins the recording of a program</summary>
    /// <remarks>
    /// The body is the first line of a recording, which describes the program. Its race is listed at once, without runs.
    /// </remarks>
    /// <response code="201">The race is listed. Send the next lines to observations within a minute, as the program goes on.</response>
    /// <response code="400">The body is not the first line of a recording: detail gives the reason.</response>
    /// <response code="413">The body is larger than 1 MB.</response>
    /// <response code="415">The Content-Type of the body is not application/x-ndjson.</response>
    /// <response code="429">Too many programs are being recorded.</response>
    /// <response code="503">The server is stopping.</response>
    /// <response code="507">The races in memory take all of the memory that they may take, and they cannot be saved.</response>
    internal static async Task<IResult> Begin(HttpRequest request, LiveRecordings recordings, CancellationToken cancellationToken)
    {
        if (!EventEndpoint.HasNdjsonBody(request))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);
        try
        {
            var body = await LogReader.ReadBytes(request.Body, MaxHeaderMegabytes, cancellationToken);
            var (key, race) = recordings.Begin(RecordingLineReader.ReadHeaderOnly(body));
            var links = RaceLinks.Of(race, request.PathBase);
            return Results.Created(links.Self, new RecordingDocument(race.Id, links.Page, $"{request.PathBase}/api/recordings/{key}"));
        }
        catch (ImportRefusedException refused)
        {
            return ImportEndpoint.ToProblem(refused);
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

    /// <summary>Sends the observations of a program</summary>
    /// <remarks>
    /// The body has the lines of the recording after the first one, and stays open until the program ends. If it ends without the last
    /// line of a recording, the status of the race is interrupted.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="recordings">The programs that are recorded now.</param>
    /// <param name="lifetime">Tells when the server stops.</param>
    /// <param name="key">The key from the address in observations.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone.</param>
    /// <response code="200">The program has ended, and so has its race; or a person has cancelled the race.</response>
    /// <response code="400">A line breaks a rule: detail gives the reason, line the number of the line. The race is interrupted.</response>
    /// <response code="404">No recording that waits for its observations has this key.</response>
    /// <response code="413">The recording is larger than the limit, by default 20 MB. The race is interrupted.</response>
    /// <response code="415">The Content-Type of the body is not application/x-ndjson.</response>
    internal static async Task<IResult> AddObservations(
        HttpRequest request, LiveRecordings recordings, IHostApplicationLifetime lifetime, string key, CancellationToken cancellationToken)
    {
        if (!EventEndpoint.HasNdjsonBody(request))
            return Problems.Of(StatusCodes.Status415UnsupportedMediaType);
        if (recordings.Take(key) is not { } recording)
            return Problems.Of(StatusCodes.Status404NotFound);
        AllowSilence(request.HttpContext);
        // End this request when the server stops. A stopping server waits for its open requests, and this request stays open as long as the
        // recorded program runs, perhaps for hours. If a person cancels the race, its recording ends too, which makes room for another.
        var cancelled = recording.Race.CancelPendingToken;
        using var stopped =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping, cancelled);
        try
        {
            await recording.Read(request.BodyReader, stopped.Token);
            return Results.Ok(RaceDocument.Of(recording.Race, request.PathBase));
        }
        catch (ImportRefusedException refused)
        {
            return ImportEndpoint.ToProblem(refused);
        }
        // If the connection broke, because the recorded program was killed, nobody reads this answer.
        catch (IOException unreadable)
        {
            return Problems.OfUnreadableBody(unreadable);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Results.Ok(RaceDocument.Of(recording.Race, request.PathBase));
        }
        // The server is stopping, or the client has gone.
        catch (OperationCanceledException)
        {
            return Results.Empty;
        }
        finally
        {
            recordings.ReleaseCapacity();
        }
    }

    // Turns off two limits of Kestrel for the request that sends a recording. The minimum data rate would end the request while the
    // recorded program computes and sends nothing. The maximum body size is not needed, because recordings have a size limit of their own.
    private static void AllowSilence(HttpContext context)
    {
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }
}
