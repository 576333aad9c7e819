using System.ComponentModel;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>Exports a race as a file: trace, table, image, log or replay. The file of a running race contains its events so far.</summary>
internal static class ShareEndpoints
{
    private const string LanguageDescription = "The language: en or zh-Hans; by default that of the request.";

    // The separators that a client can choose for CSV. Spreadsheets expect a semicolon where a comma is the decimal sign.
    internal static readonly Dictionary<string, char> CsvSeparatorsByName = new() { ["comma"] = ',', ["semicolon"] = ';', ["tab"] = '\t' };

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var race = api.MapGroup("/races/{id}").WithTags("Files");
        race.MapRead("/trace.json", ExportTrace).WithName("traceOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(404, 409, 429);
        race.MapRead("/futures.csv", ExportFutures).WithName("futuresOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesValidationProblem().ProducesProblems(404, 409, 429);
        race.MapRead("/timeline.svg", ExportTimeline).WithName("timelineOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "image/svg+xml").ProducesValidationProblem().ProducesProblems(404, 409, 429);
        race.MapRead("/log.ndjson", ExportLog).WithName("logOfRace")
            .Produces<RaceJson.EventLine>(StatusCodes.Status200OK, EventEndpoint.NdjsonMediaType).ProducesProblems(404, 409, 429);
        race.MapRead("/replay.html", ExportReplay).WithName("replayOfRace")
            .Produces(StatusCodes.Status200OK, contentType: "text/html").ProducesValidationProblem().ProducesProblems(404, 409, 429);
    }

    /// <summary>Exports a race as a trace</summary>
    /// <remarks>
    /// The file has the Trace Event Format: open it in ui.perfetto.dev or chrome://tracing. Each run is a process and each worker a thread.
    /// Pending and held times, and every download of an event loop, are asynchronous slices. A slice that is still open ends at the last
    /// event and has the argument open.
    /// </remarks>
    /// <response code="200">The trace.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="409">The race is queued, so there is nothing to export.</response>
    /// <response code="429">The server already sends the maximum number of races, to this address or in total.</response>
    internal static Task<IResult> ExportTrace(
        [Description("The id of a race.")] string id, RaceRegistry races, StreamedResponseLimiter streams, HttpContext context) =>
        Send(id, races, streams, context, "trace.json", "application/json", race => ChromeTrace.Of(id, race.Fold.Read()));

    /// <summary>Exports the futures of a race as a table</summary>
    /// <remarks>
    /// The file is CSV (RFC 4180) in UTF-8 with a byte order mark, with one line per future. Every text is quoted. An apostrophe precedes a
    /// text that a spreadsheet would run as a formula.
    /// </remarks>
    /// <response code="200">The table.</response>
    /// <response code="400">There is no such separator.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="409">The race is queued, so there is nothing to export.</response>
    /// <response code="429">The server already sends the maximum number of races, to this address or in total.</response>
    internal static async Task<IResult> ExportFutures(
        [Description("The id of a race.")] string id,
        [Description("The character between fields: comma (the default), semicolon or tab.")] string? separator,
        RaceRegistry races, CountryCatalog catalog, StreamedResponseLimiter streams, HttpContext context)
    {
        if (!CsvSeparatorsByName.TryGetValue(separator ?? "comma", out var character))
            return Problems.Invalid(InvalidSeparator(separator));

        return await Send(
            id, races, streams, context, "futures.csv", "text/csv; charset=utf-8",
            race => RaceCsv.Of(id, race.Fold.Read(), catalog, character));
    }

    /// <summary>Exports the timeline of a race as an image</summary>
    /// <remarks>The SVG is self-contained: it includes the flags.</remarks>
    /// <response code="200">The image.</response>
    /// <response code="400">There is no such layout, theme or language.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="409">The race is queued, so there is nothing to export.</response>
    /// <response code="429">The server already sends the maximum number of races, to this address or in total.</response>
    internal static async Task<IResult> ExportTimeline(
        [Description("The id of a race.")] string id,
        [Description("The rows of the timeline: worker (the default) or future.")] string? rows,
        [Description("The colours: light (the default) or dark.")] string? theme,
        [Description(LanguageDescription)] string? lang,
        RaceRegistry races, RaceDescriptionFactory texts, FlagStore store, StreamedResponseLimiter streams, HttpContext context)
    {
        if ((rows is null ? RowLayout.ByWorker : RaceAddress.ReadRows(rows)) is not { } layout)
            return Problems.Invalid(InvalidRows(rows));
        if ((theme ?? "light") is not ("light" or "dark"))
            return Problems.Invalid(
                new PlanProblem("theme", "There is no theme “{0}”; there are light and dark.", SafeText.Excerpt(theme)));
        if (!texts.TryRead(lang, out var language))
            return Problems.Invalid(InvalidLanguage(lang));
        var svgTheme = theme == "dark" ? SvgTheme.Dark : SvgTheme.Light;
        return await Send(
            id, races, streams, context, "timeline.svg", "image/svg+xml",
            race =>
            {
                var fold = race.Fold.Read();
                return TimelineSvg.Of(id, fold, layout, svgTheme, EmbeddedImages.Of(fold, store), texts.Of(fold, language));
            },
            language);
    }

    /// <summary>Exports the log of a race</summary>
    /// <remarks>
    /// The file has one event per line, in the format of /events, up to the latest event. The definition in its first event also has
    /// startedAt, the time of day at which the race began. POST /api/races/import accepts the file.
    /// </remarks>
    /// <response code="200">The log so far.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="409">The race is queued, so there is nothing to export.</response>
    /// <response code="429">The server already sends the maximum number of races, to this address or in total.</response>
    internal static Task<IResult> ExportLog(
        [Description("The id of a race.")] string id, RaceRegistry races, StreamedResponseLimiter streams, HttpContext context) => Send(
        id, races, streams, context, "log.ndjson", EventEndpoint.NdjsonMediaType,
        race => NdjsonLog.EnumerateLines(EventsWithStart(race)));

    /// <summary>Exports a race as a page that replays it</summary>
    /// <remarks>The HTML file is self-contained: it needs neither this server nor a network.</remarks>
    /// <response code="200">The page.</response>
    /// <response code="400">There is no such language.</response>
    /// <response code="404">There is no such race on this server.</response>
    /// <response code="409">The race is queued, so there is nothing to export.</response>
    /// <response code="429">The server already sends the maximum number of races, to this address or in total.</response>
    internal static async Task<IResult> ExportReplay(
        [Description("The id of a race.")] string id,
        [Description(LanguageDescription)] string? lang,
        RaceRegistry races, RaceDescriptionFactory texts, FlagStore store, StreamedResponseLimiter streams, HttpContext context)
    {
        if (!texts.TryRead(lang, out var language))
            return Problems.Invalid(InvalidLanguage(lang));
        return await Send(
            id, races, streams, context, "replay.html", "text/html; charset=utf-8",
            race =>
            {
                var fold = race.Fold.Read();
                return HtmlReplay.Of(id, race.Log.Take(fold.LastEventSeq), fold, EmbeddedImages.Of(fold, store), texts.Of(fold, language));
            },
            language);
    }

    /// <summary>Returns the problem of a query parameter <c>separator</c> that is none of the known separators.</summary>
    internal static PlanProblem InvalidSeparator(string? separator) =>
        new("separator", "There is no separator “{0}”; there are comma, semicolon and tab.", SafeText.Excerpt(separator));

    private static PlanProblem InvalidLanguage(string? lang) => new(
        "lang", "There is no language “{0}”; there are {1}.", SafeText.Excerpt(lang), string.Join(" and ", InterfaceLanguages.All));

    /// <summary>Returns the problem of a query parameter <c>rows</c> that is none of the known layouts.</summary>
    internal static PlanProblem InvalidRows(string? rows) =>
        new("rows", "There are no rows “{0}”; there are worker and future.", SafeText.Excerpt(rows));

    // Returns the events of a race, and adds the time of day at which the race started. The log itself has only times since the start. The
    // events of an imported race stay unchanged, because this server did not run that race.
    private static IEnumerable<RaceEvent> EventsWithStart(Race race)
    {
        var startedAt = DateTimeOffset.FromUnixTimeMilliseconds(race.StartedAt.ToUnixTimeMilliseconds());
        return race.Log.Take(race.Log.Count).Select(raceEvent =>
            raceEvent is { Kind: RaceEventKind.RaceStarted, Definition: { } definition } && !race.IsImported
                ? raceEvent with { Definition = definition with { ClaimedStart = startedAt } } : raceEvent);
    }

    private static async Task<IResult> Send(
        string id, RaceRegistry races, StreamedResponseLimiter streams, HttpContext context, string name, string contentType,
        Func<Race, IEnumerable<ReadOnlyMemory<byte>>> export, ExportLanguage? language = null)
    {
        if (await races.Find(id) is not { } race)
            return Problems.RaceNotFound(id);
        if (race.Log.Count == 0)
            return Problems.NotStarted(race.QueuePosition);
        using var stream = streams.TryOpen(context, out var refusal);
        if (stream is null)
            return refusal!;

        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new() { NoCache = true };
        headers.ContentDisposition = new("attachment") { FileName = $"flagdashboard-{race.Id}-{name}" };
        context.Response.ContentType = contentType;
        if (language is not null)
            context.Response.Headers.ContentLanguage = language.Tag;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // The replay file contains scripts. If a browser opens the file at this address, the sandbox keeps the scripts from calling this
        // server's API.
        context.Response.Headers.ContentSecurityPolicy = "sandbox";
        if (!HttpMethods.IsHead(context.Request.Method))
            await streams.TrySendAll(context, export(race));
        return Results.Empty;
    }
}
