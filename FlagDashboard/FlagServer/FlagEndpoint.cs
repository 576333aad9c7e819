using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>
/// Answers <c>GET /flags/{cc}/{cc}.png?delay=&amp;jitter=&amp;seed=&amp;attempt=&amp;errors=&amp;mix=</c>: waits as the tape says, then
/// sends the
/// flag, or fails as the tape says. What a request does not say is as <paramref name="usual"/> has it.
/// </summary>
internal sealed class FlagEndpoint(IReadOnlyDictionary<string, byte[]> flags, Tape usual, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder app) => app.MapGet("/flags/{folder}/{code}.png", Answer);

    private async Task Answer(string folder, string code, HttpContext context)
    {
        var asked = new TapeQuery(context.Request.Query, usual);
        if (asked.Problem is not null)
        {
            await FailureResponses.WriteText(context.Response, StatusCodes.Status400BadRequest, asked.Problem);
            return;
        }

        if (asked.Tape.DelayOf(code, asked.Attempt) is > 0 and var ms)
            await Task.Delay(TimeSpan.FromMilliseconds(ms), time, context.RequestAborted);

        if (!folder.Equals(code, StringComparison.OrdinalIgnoreCase) || !flags.TryGetValue(code, out var flag))
            await FailureResponses.WriteText(context.Response, StatusCodes.Status404NotFound, "no such flag");
        else if (asked.Tape.FailureOf(code, asked.Attempt) is { } kind)
            await FailureResponses.Play(kind, context, flag, time);
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
