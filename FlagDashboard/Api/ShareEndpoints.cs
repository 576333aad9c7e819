using System.ComponentModel;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>A race as files to take home; one that runs, as it is now.</summary>
internal static class ShareEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var race = api.MapGroup("/races/{id}").WithTags("Files");
        race.MapRead("/trace.json", Trace).WithName("traceOfRace").Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(404);
        race.MapRead("/futures.csv", Futures).WithName("futuresOfRace").Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesProblems(404);
        race.MapRead("/timeline.svg", Timeline).WithName("timelineOfRace").Produces(StatusCodes.Status200OK, contentType: "image/svg+xml")
            .ProducesValidationProblem().ProducesProblems(404);
        race.MapRead("/log.ndjson", Log).WithName("logOfRace").Produces<RaceJson.EventLine>(StatusCodes.Status200OK, EventEndpoints.Lines).ProducesProblems(404);
        race.MapRead("/replay.html", Replay).WithName("replayOfRace").Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblems(404);
    }

    /// <summary>Reads a race as a trace</summary>
    /// <remarks>In the Trace Event Format: open it in ui.perfetto.dev or chrome://tracing. A process per run, a thread per worker; what waits or is held, and every download of an event loop, is an asynchronous slice. What is open ends at the last event, and says so.</remarks>
    /// <response code="200">The trace.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Trace([Description("The id of a race.")] string id, RaceRegistry races, HttpResponse response) =>
        Send(id, races, response, "trace.json", "application/json", (_, race) => ChromeTrace.Of(id, race));

    /// <summary>Reads the futures of a race as a table</summary>
    /// <remarks>CSV (RFC 4180) in UTF-8 with a byte order mark, a line for each future. Text that a spreadsheet would run as a formula begins with an apostrophe.</remarks>
    /// <response code="200">The table.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Futures([Description("The id of a race.")] string id, RaceRegistry races, CountryCatalog catalog, HttpResponse response) =>
        Send(id, races, response, "futures.csv", "text/csv; charset=utf-8", (_, race) => Csv.Of(id, race, catalog));

    /// <summary>Reads the timeline of a race as a picture</summary>
    /// <remarks>An SVG that needs nothing else, flags included.</remarks>
    /// <response code="200">The picture.</response>
    /// <response code="400">There is no such layout or theme.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Timeline(
        [Description("The id of a race.")] string id,
        [Description("What a row is: worker, the usual, or future.")] string? rows,
        [Description("Its colours: light, the usual, or dark.")] string? theme,
        RaceRegistry races, FlagStore store, HttpResponse response)
    {
        if ((rows ?? "worker") is not ("worker" or "future"))
            return Problems.Invalid(NoRows(rows));
        if ((theme ?? "light") is not ("light" or "dark"))
            return Problems.Invalid(new PlanProblem("theme", "There is no theme “{0}”; there are light and dark.", SafeText.Short(theme)));
        var (layout, paint) = (rows == "future" ? RowLayout.ByFuture : RowLayout.ByWorker, theme == "dark" ? SvgTheme.Dark : SvgTheme.Light);
        return await Send(id, races, response, "timeline.svg", "image/svg+xml", (_, race) => TimelineSvg.Of(id, race, layout, paint, EmbeddedImages.Of(race, store)));
    }

    /// <summary>Reads the log of a race as a file</summary>
    /// <remarks>An event a line, as /events tells them, and no more than there are now. POST /api/races/import takes such a file.</remarks>
    /// <response code="200">The log so far.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Log([Description("The id of a race.")] string id, RaceRegistry races, HttpResponse response) =>
        Send(id, races, response, "log.ndjson", EventEndpoints.Lines, (log, _) => NdjsonLog.ToBytes(log));

    /// <summary>Reads a race as a page that replays it</summary>
    /// <remarks>One HTML file that needs nothing else, not even this server.</remarks>
    /// <response code="200">The page.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Replay([Description("The id of a race.")] string id, RaceRegistry races, FlagStore store, HttpResponse response) =>
        Send(id, races, response, "replay.html", "text/html; charset=utf-8", (log, race) => HtmlReplay.Of(id, log, race, EmbeddedImages.Of(race, store)));

    internal static PlanProblem NoRows(string? rows) => new("rows", "There are no rows “{0}”; there are worker and future.", SafeText.Short(rows));

    private static async Task<IResult> Send(string id, RaceRegistry races, HttpResponse response, string name, string type, Func<RaceEvent[], RaceState, byte[]> make)
    {
        if (await races.Find(id) is not { } race)
            return Problems.NoRace(id);
        var log = race.Log.Snapshot();
        response.GetTypedHeaders().CacheControl = new() { NoCache = true };
        response.Headers.XContentTypeOptions = "nosniff";
        // To be kept, not to be opened here: a page of this origin could press this server's buttons.
        response.Headers.ContentSecurityPolicy = "sandbox";
        return Results.File(make(log, RaceState.At(log, double.MaxValue)), type, $"flagdashboard-{race.Id}-{name}");
    }
}
