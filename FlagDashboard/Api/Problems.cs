using FlagDashboard.Plans;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>Creates the error answers of the API, each as a problem document (RFC 9457).</summary>
internal static class Problems
{
    // The maximum number of messages per field. It keeps the answer short if a client sends thousands of wrong country codes.
    private const int MaxMessages = 10;

    /// <summary>Returns 404 with a message and, optionally, additional JSON fields.</summary>
    public static ProblemHttpResult NotFound(string detail, params KeyValuePair<string, object?>[] extensions) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, extensions: extensions);

    /// <summary>Returns 404 for a race id that does not exist.</summary>
    public static ProblemHttpResult RaceNotFound(string id) => NotFound(
        $"There is no race “{SafeText.Excerpt(id)}” on this server: GET /api/races lists the races.");

    /// <summary>Returns 409 for a queued race, which has no data to export yet.</summary>
    public static ProblemHttpResult NotStarted(int queuePosition) =>
        TypedResults.Problem(NotStartedDetail(queuePosition), statusCode: StatusCodes.Status409Conflict);

    /// <summary>Returns the message that a race is still in the queue.</summary>
    public static string NotStartedDetail(int queuePosition) =>
        $"This race has not started: it is number {queuePosition} of the races that wait.";

    /// <summary>Returns 400 with the messages of each field, at most 10 per field.</summary>
    public static ProblemHttpResult Invalid(params IReadOnlyCollection<PlanProblem> problems)
    {
        var errors = problems.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, Messages);
        return TypedResults.Problem(
            string.Join(" ", errors.Values.SelectMany(messages => messages)),
            statusCode: StatusCodes.Status400BadRequest,
            extensions: [new("errors", errors)]);
    }

    /// <summary>Returns 429, 503 or 507 for a race that the server cannot take now, and 400 for a plan that breaks a rule.</summary>
    public static ProblemHttpResult ForRefusal(RaceRefusedException refused) => refused.Kind switch
    {
        RefusalKind.Busy => TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status429TooManyRequests),
        RefusalKind.Stopping => TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status503ServiceUnavailable),
        RefusalKind.InsufficientStorage => TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status507InsufficientStorage),
        _ => Invalid(refused.Problems),
    };

    /// <summary>Returns 413 for a body that is larger than a limit in KB.</summary>
    public static ProblemHttpResult TooLarge(int maxKilobytes) => TypedResults.Problem(
        $"The body is larger than {maxKilobytes} KB.", statusCode: StatusCodes.Status413PayloadTooLarge);

    /// <summary>Returns 400 for a body that is not valid JSON.</summary>
    public static ProblemHttpResult MalformedJson(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>Returns an error answer with this HTTP status and a standard message for it.</summary>
    public static ProblemHttpResult Of(int status) => TypedResults.Problem(DetailOf(status), statusCode: status);

    /// <summary>
    /// Returns the answer to a request whose body cannot be read. Only the client can cause that. Kestrel throws an exception with a status
    /// for most malformed bodies, and a plain IOException for the rest, such as a chunk with an impossible size.
    /// </summary>
    public static ProblemHttpResult OfUnreadableBody(IOException error) =>
        Of(error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest);

    /// <summary>
    /// Returns the answer to an unhandled exception. The message of the exception is only logged, because it may reveal internals.
    /// </summary>
    public static ProblemHttpResult Of(Exception? error) =>
        Of(error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError);

    /// <summary>
    /// Adds middleware that answers with a problem document in two cases: after an unhandled exception, and when an error answer has no
    /// body.
    /// </summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => Of(context.Features.Get<IExceptionHandlerFeature>()?.Error).ExecuteAsync(context),
        });
        app.UseStatusCodePages(context => Of(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
    }

    private static string[] Messages(IEnumerable<PlanProblem> problems)
    {
        var messages = problems.Select(problem => problem.ToString()).ToList();
        return messages.Count <= MaxMessages
            ? [.. messages]
            : [.. messages.Take(MaxMessages), $"And {messages.Count - MaxMessages} more."];
    }

    private static string DetailOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address: /openapi/v1.json describes all addresses.",
        StatusCodes.Status405MethodNotAllowed =>
            "This address does not support that method; the header Allow lists the methods it supports.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this server accepts.",
        StatusCodes.Status415UnsupportedMediaType =>
            "Send a plan as JSON, with the header Content-Type: application/json; "
            + $"a log as lines of JSON, with {EventEndpoint.NdjsonMediaType}.",
        >= 500 => "The server failed; its log has the reason.",
        _ => "The request cannot be understood.",
    };
}
