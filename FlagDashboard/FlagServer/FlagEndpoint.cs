using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>
/// Answers <c>GET /flags/{cc}/{cc}.png?delay=&amp;jitter=&amp;seed=&amp;attempt=&amp;errors=&amp;mix=&amp;race=&amp;run=</c>. Waits for the
/// delay of the tape, then sends the flag or a failure, as the tape decides. While the race in the query runs, a person can change the
/// delay and the failure.
/// </summary>
/// <param name="flags">The flags, by country code.</param>
/// <param name="usual">The tape whose values replace parameters that a request leaves out.</param>
/// <param name="overrides">The changes that people made to the answers.</param>
/// <param name="time">The clock that measures delays.</param>
internal sealed class FlagEndpoint(IReadOnlyDictionary<string, byte[]> flags, Tape usual, AnswerOverrides overrides, TimeProvider time)
{
    // The server sends these bytes for a country code that has no flag, if a person has chosen a failure such as Reset for its answer.
    // Reset breaks off in the middle of the content, so there must be some content.
    private static readonly byte[] PlaceholderBytes = new byte[64];

    /// <summary>Maps the endpoint.</summary>
    public void Map(IEndpointRouteBuilder app) =>
        app.MapMethods("/flags/{folder}/{code}.png", [HttpMethods.Get, HttpMethods.Head], Answer);

    private async Task Answer(string folder, string code, HttpContext context)
    {
        var query = new FlagRequestQuery(context.Request.Query, usual);
        if (query.Problem is not null)
        {
            await FailureResponses.WriteText(context.Response, StatusCodes.Status400BadRequest, query.Problem);
            return;
        }

        var wait = new AnswerDelay(query.Tape.DelayMsOf(code, query.Attempt), overrides.Find(query.RaceId, query.RunId, code), time);
        var injected = await wait.WaitUntilDue(context.RequestAborted);
        var flag = folder.Equals(code, StringComparison.OrdinalIgnoreCase) ? flags.GetValueOrDefault(code) : null;
        if (injected is { } failure)
            await FailureResponses.Send(failure, context, flag ?? PlaceholderBytes, time);
        else if (flag is null)
            await FailureResponses.WriteText(context.Response, StatusCodes.Status404NotFound, "no such flag");
        else if (query.Tape.FailureOf(code, query.Attempt) is { } kind)
            await FailureResponses.Send(kind, context, flag, time);
        else
            await Send(context.Response, flag);
    }

    private static async Task Send(HttpResponse response, byte[] flag)
    {
        response.ContentType = "image/png";
        response.ContentLength = flag.Length;
        await response.Body.WriteAsync(flag);
    }
}
