using System.ComponentModel;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>Exports a race as a file. The file of a running race shows it up to its last event.</summary>
internal static class ShareEndpoints
{
    // The separator can be chosen, because spreadsheets expect a semicolon wherever a comma is the decimal sign.
    private static readonly Dictionary<string, char> Separators = new() { ["comma"] = ',', ["semicolon"] = ';', ["tab"] = '\t' };

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var race = api.MapGroup("/races/{id}").WithTags("Files");
        race.MapRead("/trace.json", Trace).WithName("traceOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(404);
        race.MapRead("/futures.csv", Futures).WithName("futuresOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesValidationProblem().ProducesProblems(404);
        race.MapRead("/timeline.svg", Timeline).WithName("timelineOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml").ProducesValidationProblem().ProducesProblems(404);
        race.MapRead("/log.ndjson", Log).WithName("logOfRace")
            .Produces<RaceJson.EventLine>(StatusCodes.Status200OK, EventEndpoints.NdjsonMediaType).ProducesProblems(404);
        race.MapRead("/replay.html", Replay).WithName("replayOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesProblems(404);
    }

    /// <summary>Exports a race as a trace</summary>
    /// <remarks>
    /// The file has the Trace Event Format: open it in ui.perfetto.dev or chrome://tracing. Each run is a process and each worker a thread.
    /// Pending and held times, and every download of an event loop, are asynchronous slices.
    /// Slices that are still open end at the last event and say so.
    /// </remarks>
    /// <response code="200">The trace.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Trace([Description("The id of a race.")] string id, RaceRegistry races, HttpResponse response) =>
        Send(id, races, response, "trace.json", "application/json", (_, race) => ChromeTrace.Of(id, race));

    /// <summary>Exports the futures of a race as a table</summary>
    /// <remarks>
    /// The file is CSV (RFC 4180) in UTF-8 with a byte order mark, with one line per future. Every text is quoted.
    /// Text that a spreadsheet would run as a formula begins with an apostrophe.
    /// </remarks>
    /// <response code="200">The table.</response>
    /// <response code="400">There is no such separator.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Futures(
        [Description("The id of a race.")] string id,
        [Description("The character between fields: comma (the default), semicolon or tab.")] string? separator,
        RaceRegistry races, CountryCatalog catalog, HttpResponse response)
    {
        if (!Separators.TryGetValue(separator ?? "comma", out var character))
        {
            return Problems.Invalid(new PlanProblem(
                "separator", "There is no separator “{0}”; there are comma, semicolon and tab.", SafeText.Excerpt(separator)));
        }

        return await Send(
            id, races, response, "futures.csv", "text/csv; charset=utf-8", (_, race) => Csv.Of(id, race, catalog, character));
    }

    /// <summary>Exports the timeline of a race as an image</summary>
    /// <remarks>The SVG is self-contained: it includes the flags.</remarks>
    /// <response code="200">The image.</response>
    /// <response code="400">There is no such layout or theme.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static async Task<IResult> Timeline(
        [Description("The id of a race.")] string id,
        [Description("The rows of the timeline: worker (the default) or future.")] string? rows,
        [Description("The colours: light (the default) or dark.")] string? theme,
        RaceRegistry races, FlagStore store, HttpResponse response)
    {
        if ((rows ?? "worker") is not ("worker" or "future"))
            return Problems.Invalid(InvalidRows(rows));
        if ((theme ?? "light") is not ("light" or "dark"))
            return Problems.Invalid(
                new PlanProblem("theme", "There is no theme “{0}”; there are light and dark.", SafeText.Excerpt(theme)));
        var layout = rows == "future" ? RowLayout.ByFuture : RowLayout.ByWorker;
        var svgTheme = theme == "dark" ? SvgTheme.Dark : SvgTheme.Light;
        return await Send(
            id, races, response, "timeline.svg", "image/svg+xml",
            (_, race) => TimelineSvg.Of(id, race, layout, svgTheme, EmbeddedImages.Of(race, store)));
    }

    /// <summary>Exports the log of a race</summary>
    /// <remarks>
    /// The file has one event per line, as /events sends them, up to the last event so far. POST /api/races/import accepts it.
    /// </remarks>
    /// <response code="200">The log so far.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Log([Description("The id of a race.")] string id, RaceRegistry races, HttpResponse response) =>
        Send(id, races, response, "log.ndjson", EventEndpoints.NdjsonMediaType, (log, _) => NdjsonLog.ToBytes(log));

    /// <summary>Exports a race as a page that replays it</summary>
    /// <remarks>The HTML file is self-contained: it needs neither this server nor a network.</remarks>
    /// <response code="200">The page.</response>
    /// <response code="404">There is no such race on this server.</response>
    internal static Task<IResult> Replay(
        [Description("The id of a race.")] string id, RaceRegistry races, FlagStore store, HttpResponse response) => Send(
        id, races, response, "replay.html", "text/html; charset=utf-8",
        (log, race) => HtmlReplay.Of(id, log, race, EmbeddedImages.Of(race, store)));

    /// <summary>Returns the problem of a parameter <c>rows</c> that names no layout.</summary>
    internal static PlanProblem InvalidRows(string? rows) =>
        new("rows", "There are no rows “{0}”; there are worker and future.", SafeText.Excerpt(rows));

    private static async Task<IResult> Send(
        string id, RaceRegistry races, HttpResponse response, string name, string contentType, Func<RaceEvent[], RaceState, byte[]> export)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);
        var log = race.Log.Snapshot();
        response.GetTypedHeaders().CacheControl = new() { NoCache = true };
        response.Headers.XContentTypeOptions = "nosniff";
        // The file of a replay contains scripts. The sandbox keeps them from calling the API of this server if a browser opens the file at
        // this address.
        response.Headers.ContentSecurityPolicy = "sandbox";
        return Results.File(export(log, RaceState.At(log, double.MaxValue)), contentType, $"flagdashboard-{race.Id}-{name}");
    }
}
