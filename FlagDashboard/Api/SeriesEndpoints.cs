using System.ComponentModel;
using System.Text.Json;
using FlagDashboard.History;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FlagDashboard.Api;

/// <summary>/api/series: starts, reads, exports and cancels a series, which races one plan several times.</summary>
internal static class SeriesEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var series = api.MapGroup("/series").WithTags("Series");
        series.MapPost("", Start).WithName("startSeries")
            .Accepts<SeriesPlanDocument>("application/json")
            .Produces<SeriesDocument>(StatusCodes.Status201Created)
            .ProducesValidationProblem().ProducesProblems(413, 415, 429, 503, 507);
        series.MapRead("/{id}", Read).WithName("readSeries")
            .Produces<SeriesDocument>().ProducesProblems(404);
        series.MapPost("/{id}/cancel", Cancel).WithName("cancelSeries")
            .Produces<SeriesDocument>(StatusCodes.Status202Accepted).ProducesProblems(404);
        series.MapRead("/{id}/runs.csv", ExportRuns).WithName("runsOfSeries")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesValidationProblem().ProducesProblems(404);
    }

    /// <summary>Starts a series of races</summary>
    /// <remarks>
    /// Runs the plan as many times as repeat says, one race after another. Each race is also listed at /api/races. A race waits in the
    /// queue while the maximum number of races is running. If one race is cancelled, the series ends.
    /// </remarks>
    /// <response code="201">The series has started; the header Location has its address.</response>
    /// <response code="400">The body is not JSON, or the plan breaks a rule: errors has the messages of each field.</response>
    /// <response code="413">The body is larger than the limit, by default 64 KB.</response>
    /// <response code="415">The Content-Type of the body is not application/json.</response>
    /// <response code="429">The queue is full, or the memory for races is full until some are saved.</response>
    /// <response code="503">The server is stopping.</response>
    /// <response code="507">The memory for races is full, and they cannot be saved.</response>
    internal static async Task<IResult> Start(
        HttpRequest request, PlanBodyReader reader, SeriesRegistry registry, SeriesReader series, Limits limits,
        CancellationToken cancellationToken)
    {
        var body = await JsonBody.Read(request, limits.MaxPlanKilobytes, cancellationToken);
        if (body.Fields is null)
            return body.Problem!;
        var fields = new Dictionary<string, JsonElement>(body.Fields);
        fields.Remove(RepeatRules.FieldName, out var repeat);
        var (count, problem) = ReadRepeat(repeat);
        var (plan, problems) = reader.Read(fields);
        if (plan is null || problem is not null)
            return Problems.Invalid([.. problems, .. problem is null ? [] : new[] { problem }]);
        try
        {
            var started = SeriesDocument.Of((await series.Find(registry.Start(plan, count).Id))!, request.PathBase);
            return Results.Created(started.Links.Self, started);
        }
        catch (RaceRefusedException refused)
        {
            return Problems.ForRefusal(refused);
        }
    }

    /// <summary>Reads a series and its results so far</summary>
    /// <remarks>
    /// Lists every run, and the median and the range of each mode. Runs that were cancelled, interrupted or changed, or ended early, are
    /// listed but not included in the statistics.
    /// </remarks>
    /// <response code="200">The series, running or ended.</response>
    /// <response code="404">There is no such series on this server.</response>
    internal static async Task<IResult> Read(
        [Description("The id of a series.")] string id, SeriesReader series, HttpRequest request) =>
        await series.Find(id) is { } found ? Results.Ok(SeriesDocument.Of(found, request.PathBase)) : NotFound(id);

    /// <summary>Cancels a series</summary>
    /// <remarks>Cancels the running race and starts no further race. Cancelling again changes nothing.</remarks>
    /// <response code="202">The series has ended, or ends shortly.</response>
    /// <response code="404">There is no such series on this server.</response>
    internal static async Task<IResult> Cancel(
        [Description("The id of a series.")] string id, SeriesRegistry registry, SeriesReader series, HttpRequest request)
    {
        registry.Find(id)?.Cancel();
        return await series.Find(id) is { } found
            ? Results.Accepted(SeriesLinks.Of(id, request.PathBase).Self, SeriesDocument.Of(found, request.PathBase))
            : NotFound(id);
    }

    /// <summary>Exports the runs of a series as a table</summary>
    /// <remarks>The file is CSV (RFC 4180) in UTF-8 with a byte order mark, with one line per run of each race that has ended.</remarks>
    /// <response code="200">The table.</response>
    /// <response code="400">There is no such separator.</response>
    /// <response code="404">There is no such series on this server.</response>
    internal static async Task<IResult> ExportRuns(
        [Description("The id of a series.")] string id,
        [Description("The character between fields: comma (the default), semicolon or tab.")] string? separator,
        SeriesReader series, HttpContext context)
    {
        if (!ShareEndpoints.CsvSeparatorsByName.TryGetValue(separator ?? "comma", out var character))
            return Problems.Invalid(ShareEndpoints.InvalidSeparator(separator));
        if (await series.Find(id) is not { } found)
            return NotFound(id);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var bytes = SeriesCsv.Of(found.Id, found.Summary, character).SelectMany(line => line.ToArray()).ToArray();
        return Results.File(bytes, "text/csv; charset=utf-8", $"flagdashboard-{found.Id}-runs.csv");
    }

    /// <summary>Returns 404 for an unknown series.</summary>
    internal static ProblemHttpResult NotFound(string id) =>
        Problems.NotFound($"There is no series “{SafeText.Excerpt(id)}” on this server.");

    private static (int Count, PlanProblem? Problem) ReadRepeat(JsonElement json) =>
        json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? (RepeatRules.DefaultInSeries, null)
        : RepeatRules.Read(PlanFieldJson.Read(PlanFieldKind.WholeNumber, json) is [var text] ? text : "");
}
