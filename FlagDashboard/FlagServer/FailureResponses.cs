using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>Sends answers that fail, either with an error status or by breaking the connection.</summary>
internal static class FailureResponses
{
    /// <summary>Sends an answer that fails in the given way.</summary>
    public static Task Send(FailureKind kind, HttpContext context, byte[] flag, TimeProvider time) => kind switch
    {
        FailureKind.NotFound => WriteText(context.Response, StatusCodes.Status404NotFound, "no such flag"),
        FailureKind.Teapot => WriteText(context.Response, StatusCodes.Status418ImATeapot, "I'm a teapot"),
        FailureKind.TooManyRequests => WriteText(context.Response, StatusCodes.Status429TooManyRequests, "too many requests"),
        FailureKind.ServerError => WriteText(context.Response, StatusCodes.Status500InternalServerError, "something broke"),
        FailureKind.Unavailable => WriteText(context.Response, StatusCodes.Status503ServiceUnavailable, "come back later"),
        FailureKind.Reset => SendHalfAndReset(context, flag),
        FailureKind.WrongLength => SendTooShort(context.Response, flag),
        FailureKind.Stall => SendHalfAndStall(context, flag, time),
        _ => CloseConnection(context),
    };

    /// <summary>Sends a status with a line of text.</summary>
    public static Task WriteText(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain";
        return response.WriteAsync(text);
    }

    private static async Task SendHalfAndReset(HttpContext context, byte[] flag)
    {
        await SendHalf(context.Response, flag);
        context.Abort();
    }

    // Announces more bytes than it writes. Kestrel then closes the connection, so the client sees a response that was cut short.
    private static Task SendTooShort(HttpResponse response, byte[] flag)
    {
        response.ContentType = "image/png";
        response.ContentLength = flag.Length + 1;
        return response.Body.WriteAsync(flag).AsTask();
    }

    private static async Task SendHalfAndStall(HttpContext context, byte[] flag, TimeProvider time)
    {
        await SendHalf(context.Response, flag);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, context.RequestAborted);
    }

    // Imitates a site that refuses connections, for clients such as curl. Their connection is already accepted here, so it can only be
    // closed at once. The downloads of a race do not come here, but go to an address on which nothing listens.
    private static Task CloseConnection(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static async Task SendHalf(HttpResponse response, byte[] flag)
    {
        response.ContentType = "image/png";
        response.ContentLength = flag.Length;
        await response.Body.WriteAsync(flag.AsMemory(0, flag.Length / 2));
        await response.Body.FlushAsync();
    }
}
