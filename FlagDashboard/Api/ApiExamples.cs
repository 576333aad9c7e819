using System.Text.Json;
using System.Text.Json.Nodes;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using FlagDashboard.Sharing;

namespace FlagDashboard.Api;

/// <summary>
/// The example documents of /openapi/v1.json. The code that writes the real answers also writes the examples, so their formats always
/// agree.
/// </summary>
internal static class ApiExamples
{
    private const string Id = "k3x9q2m7pa";

    private static readonly DateTimeOffset Began = new(2026, 9, 1, 8, 30, 0, TimeSpan.Zero);

    private static readonly RacePlan Plan = new() { Countries = ["BR", "CN", "IN"], Modes = ["sequential", "threads-map"] };

    private static readonly RaceLinks Links = new($"/api/races/{Id}", $"/api/races/{Id}/events", $"/api/races/{Id}/cancel", $"/race/{Id}");

    private static readonly RunDocument Sequential = new(
        "sequential", "Sequential", 1, 3, 3, 0, 0, 0, 3, 912.4, 1, 1843, Outcome.Ok, null, null, false,
        new($"/api/races/{Id}/runs/sequential/flags/{{cc}}"));

    private static readonly object[] All =
    [
        PlanDocument.Of(Plan),
        Sequential,
        new RaceSummary(Id, RaceKind.Downloads, null, RaceStatus.Running, null, false, Began, null, 3, Plan.Modes, null, null, Links),
        new RaceDocument(
            Id, RaceKind.Downloads, null, RaceStatus.Finished, null, false, Began, null, PlanDocument.Of(Plan), null, null, 18, 913.1,
            null, [Sequential], Links),
        new RaceJson.EventLine(5, 312.46, RaceEventKind.Finished, 0, 0, null, Outcome.Ok, 612, new string('a', 64), null, null),
        new InterventionRequestDocument("BR", InterventionAct.Slow, "threads-map", 5000),
        new InterventionResultDocument(["threads-map"]),
        new ModeInfo("sequential", "Sequential", "One download after another, on one thread.", ReceiveOrder.CallOrder, IsConcurrent: false,
            IsBaseline: true),
        new Country("BR", "Brazil", "South America"),
    ];

    /// <summary>Returns an example of a document of type <paramref name="type"/>; null if this type has no example.</summary>
    public static JsonNode? FindExample(Type type) =>
        All.FirstOrDefault(example => example.GetType() == type) is { } example ? Serialize(example) : null;

    /// <summary>Returns an example of the problem document that an operation answers with an error status.</summary>
    public static JsonNode CreateProblemExample(string? operation, int status)
    {
        var problem = (operation, status) switch
        {
            ("startRace" or "startSeries", 400) => Problems.Invalid(PlanFields.Workers.Check(Plan with { Workers = 0 }).First()),
            ("changeRace", 400) => Problems.Invalid(InterventionEndpoint.UnknownAct("explode")),
            ("followRace" or "traceOfRace" or "futuresOfRace" or "timelineOfRace" or "logOfRace" or "replayOfRace", 429) =>
                StreamedResponseLimiter.TooManyToAddress(Limits.Default.MaxHttpStreamsPerAddress),
            (not "changeRace", 409) => Problems.NotStarted(2),
            ("changeRace", 409) => InterventionEndpoint.ToProblem(InterventionProblems.AlreadyDone("BR")),
            ("followRace", 400) => Problems.Invalid(EventEndpoint.InvalidAfter("-1")),
            ("timelineOfRace", 400) => Problems.Invalid(ShareEndpoints.InvalidRows("mode")),
            ("importRace", 400) => ImportEndpoint.ToProblem(
                new ImportRefusedException(5, "seq is {0} where {1} comes next: a log has every number from 1 on.", 6, 5)),
            ("importRace", 413) => ImportEndpoint.ToProblem(LogReader.CreateTooLargeException(Limits.Default.MaxImportMegabytes)),
            ("readFlag", 404) => DownloadedFlagEndpoint.FlagNotFound(new FutureRecord(0, "BR")),
            ("readSeries" or "cancelSeries" or "runsOfSeries", 404) => SeriesEndpoints.NotFound(Id),
            (_, 401) => TypedResults.Problem(PresenterRequirement.RefusalDetail, statusCode: 401),
            ("startRace" or "startSeries", 413) => Problems.TooLarge(Limits.Default.MaxPlanKilobytes),
            (_, 404) => Problems.RaceNotFound(Id),
            (_, 429) => Problems.ForRefusal(RaceCapacity.CreateTooManyRunningException(Limits.Default.MaxRunning)),
            _ => Problems.Of(status),
        };
        return Serialize(problem.ProblemDetails);
    }

    /// <summary>Serializes an object to JSON in the same way as the answers of the API.</summary>
    public static JsonNode Serialize(object example) => JsonSerializer.SerializeToNode(example, example.GetType(), RaceJson.Options)!;
}
