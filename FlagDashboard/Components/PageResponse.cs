namespace FlagDashboard.Components;

/// <summary>What a page does to the HTTP response of its first, static render.</summary>
internal static class PageResponse
{
    /// <summary>
    /// Answers with 404, because what the address names does not exist. Does nothing once the page is interactive, when it has no
    /// request, or once the response has begun.
    /// </summary>
    /// <param name="http">The cascading parameter of the page; null once the page is interactive.</param>
    public static void AnswerNotFound(this HttpContext? http)
    {
        if (http is { Response.HasStarted: false })
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}
