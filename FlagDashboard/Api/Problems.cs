using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>Every error of the API, as a problem document (RFC 9457).</summary>
internal static class Problems
{
    // Ten thousand wrong codes are one mistake: nobody reads past the first of them.
    private const int MostMessages = 10;

    /// <summary>What was asked for is not here.</summary>
    public static ProblemHttpResult NotFound(string detail, params KeyValuePair<string, object?>[] more) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound, extensions: more);

    /// <summary>There is no race of that id.</summary>
    public static ProblemHttpResult NoRace(string id) => NotFound(
        $"There is no race “{SafeText.Short(id)}” on this server: GET /api/races lists those there are.");

    /// <summary>What was sent is wrong, field by field.</summary>
    public static ProblemHttpResult Invalid(params IReadOnlyCollection<PlanProblem> problems)
    {
        var errors = problems.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, Messages);
        return TypedResults.Problem(
            string.Join(" ", errors.Values.SelectMany(messages => messages)),
            statusCode: StatusCodes.Status400BadRequest,
            extensions: [new("errors", errors)]);
    }

    /// <summary>A plan that was in order, and yet not taken: the server has enough to do.</summary>
    public static ProblemHttpResult Refused(PlanRefusedException refused) => refused.Problems.Contains(RaceRegistry.TooMany)
        ? TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status429TooManyRequests)
        : Invalid(refused.Problems);

    /// <summary>The body is not what JSON is.</summary>
    public static ProblemHttpResult Malformed(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>What the server itself answers without a word.</summary>
    public static ProblemHttpResult Of(int status) => TypedResults.Problem(Said(status), statusCode: status);

    /// <summary>An exception that nobody expected: the log has it, the client need not.</summary>
    public static ProblemHttpResult Of(Exception? error) =>
        Of(error is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError);

    /// <summary>Gives every answer under it that says nothing but an error status a problem document.</summary>
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
        return messages.Count <= MostMessages ? [.. messages] : [.. messages.Take(MostMessages), $"And {messages.Count - MostMessages} more."];
    }

    private static string Said(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this address: /openapi/v1.json describes what there is.",
        StatusCodes.Status405MethodNotAllowed => "This address does not take that method; the header Allow names those it takes.",
        StatusCodes.Status413PayloadTooLarge => $"The body is larger than {JsonBody.MaxBytes / 1024} KB.",
        StatusCodes.Status415UnsupportedMediaType => $"Send a plan as JSON, with the header Content-Type: application/json; a log as lines of JSON, with {EventEndpoints.Lines}.",
        >= 500 => "The server failed; its log says how.",
        _ => "The request cannot be understood.",
    };
}
