using System.Globalization;
using FlagDashboard.Flags;

namespace FlagDashboard.Plans;

/// <summary>
/// The limits of the server, which the section Limits of the configuration may set. docs/limits.md has a table of them. Immutable and
/// thread-safe.
/// </summary>
public sealed record Limits
{
    private const string Section = "Limits";

    /// <summary>The limits that apply without configuration.</summary>
    public static Limits Default { get; } = new();

    /// <summary>The maximum number of countries in a race: 1 to 676, the number of codes from AA to ZZ.</summary>
    public int MaxCountries { get; init; } = PlanRules.MaxFuturesPerRun;

    /// <summary>The maximum number of workers in all runs of one race together: 1 to 10,000.</summary>
    public int MaxWorkersPerRace { get; init; } = 2500;

    /// <summary>The maximum number of workers in all running races together, not counting executor sessions: 1 to 100,000.</summary>
    public int MaxWorkers { get; init; } = 5000;

    /// <summary>The maximum number of races that run at once: 1 to 100. More races would slow each other down.</summary>
    public int MaxRunning { get; init; } = 4;

    /// <summary>The maximum number of races in the queue: 0 to 1,000.</summary>
    public int MaxQueued { get; init; } = 8;

    /// <summary>
    /// The maximum number of open executor sessions: 1 to 1,000. Each has a few threads, which are idle most of the time.
    /// </summary>
    public int MaxInteractive { get; init; } = 50;

    /// <summary>The maximum mean delay of the site, in ms: 0 to 4,500.</summary>
    public int MaxDelayMs { get; init; } = (int)PlanRules.MaxDelayMs;

    /// <summary>The maximum size of a plan that is sent over HTTP, in KB: 1 to 1,024.</summary>
    public int MaxPlanKilobytes { get; init; } = 64;

    /// <summary>The maximum size of an imported log, in MB: 1 to 100.</summary>
    public int MaxImportMegabytes { get; init; } = 20;

    /// <summary>The maximum number of imports at once: 1 to 100. Reading a log needs several times its size in memory.</summary>
    public int MaxImports { get; init; } = 2;

    /// <summary>The maximum number of programs that are recorded at once: 1 to 100. They do not count as running races.</summary>
    public int MaxRecordings { get; init; } = 4;

    /// <summary>
    /// The maximum number of races in memory: 1 to 10,000. The oldest finished race is removed first, with the files that it downloaded.
    /// </summary>
    public int MaxRacesInMemory { get; init; } = 200;

    /// <summary>
    /// The maximum memory of all races, in MB: 1 to 100,000. Above it, saved races are removed from memory. If none is saved, new races are
    /// refused.
    /// </summary>
    public int MaxRaceMegabytes { get; init; } = 256;

    /// <summary>The maximum number of races that one connection to the hub follows at once: 1 to 10,000.</summary>
    public int MaxStreamsPerConnection { get; init; } = 32;

    /// <summary>The maximum size of a message from a client of the hub, in KB: 1 to 1,024.</summary>
    public int MaxHubMessageKilobytes { get; init; } = 32;

    /// <summary>The maximum number of calls per second on one connection to the hub: 1 to 100,000.</summary>
    public int MaxCallsPerSecond { get; init; } = 50;

    /// <summary>The maximum number of HTTP responses that are streamed at once: 1 to 100,000.</summary>
    public int MaxHttpStreams { get; init; } = 1000;

    /// <summary>
    /// The maximum number of HTTP responses that are streamed to one address at once: 1 to 100,000. All pages in a lecture hall may share
    /// one address.
    /// </summary>
    public int MaxHttpStreamsPerAddress { get; init; } = 400;

    /// <summary>The maximum average number of requests per second from one address: 1 to 1,000,000. Static files do not count.</summary>
    public int MaxRequestsPerSecond { get; init; } = 1000;

    /// <summary>
    /// The number of requests that one address may send at once: 1 to 10,000,000. A lecture hall with 300 pages behind one address needs
    /// 10,000.
    /// </summary>
    public int MaxRequestBurst { get; init; } = 20_000;

    /// <summary>The maximum average number of requests per second from the presenter, over all addresses: 1 to 1,000,000.</summary>
    public int MaxPresenterRequestsPerSecond { get; init; } = 2000;

    /// <summary>The maximum burst of requests from the presenter, over all addresses: 1 to 10,000,000.</summary>
    public int MaxPresenterRequestBurst { get; init; } = 40_000;

    /// <summary>All limits with their ranges, in the order of the documentation.</summary>
    internal static IReadOnlyList<LimitField> All { get; } =
    [
        new(nameof(MaxCountries), 1, PlanRules.MaxFuturesPerRun, l => l.MaxCountries, (l, value) => l with { MaxCountries = value }),
        new(nameof(MaxWorkersPerRace), 1, 10_000, l => l.MaxWorkersPerRace, (l, value) => l with { MaxWorkersPerRace = value }),
        new(nameof(MaxWorkers), 1, 100_000, l => l.MaxWorkers, (l, value) => l with { MaxWorkers = value }),
        new(nameof(MaxRunning), 1, 100, l => l.MaxRunning, (l, value) => l with { MaxRunning = value }),
        new(nameof(MaxQueued), 0, 1000, l => l.MaxQueued, (l, value) => l with { MaxQueued = value }),
        new(nameof(MaxInteractive), 1, 1000, l => l.MaxInteractive, (l, value) => l with { MaxInteractive = value }),
        new(nameof(MaxDelayMs), 0, (int)PlanRules.MaxDelayMs, l => l.MaxDelayMs, (l, value) => l with { MaxDelayMs = value }),
        new(nameof(MaxPlanKilobytes), 1, 1024, l => l.MaxPlanKilobytes, (l, value) => l with { MaxPlanKilobytes = value }),
        new(nameof(MaxImportMegabytes), 1, 100, l => l.MaxImportMegabytes, (l, value) => l with { MaxImportMegabytes = value }),
        new(nameof(MaxImports), 1, 100, l => l.MaxImports, (l, value) => l with { MaxImports = value }),
        new(nameof(MaxRecordings), 1, 100, l => l.MaxRecordings, (l, value) => l with { MaxRecordings = value }),
        new("MaxKept", 1, 10_000, l => l.MaxRacesInMemory, (l, value) => l with { MaxRacesInMemory = value }),
        new(nameof(MaxRaceMegabytes), 1, 100_000, l => l.MaxRaceMegabytes, (l, value) => l with { MaxRaceMegabytes = value }),
        new(nameof(MaxStreamsPerConnection), 1, 10_000, l => l.MaxStreamsPerConnection,
            (l, value) => l with { MaxStreamsPerConnection = value }),
        new(nameof(MaxHubMessageKilobytes), 1, 1024, l => l.MaxHubMessageKilobytes,
            (l, value) => l with { MaxHubMessageKilobytes = value }),
        new(nameof(MaxCallsPerSecond), 1, 100_000, l => l.MaxCallsPerSecond, (l, value) => l with { MaxCallsPerSecond = value }),
        new(nameof(MaxHttpStreams), 1, 100_000, l => l.MaxHttpStreams, (l, value) => l with { MaxHttpStreams = value }),
        new(nameof(MaxHttpStreamsPerAddress), 1, 100_000, l => l.MaxHttpStreamsPerAddress,
            (l, value) => l with { MaxHttpStreamsPerAddress = value }),
        new(nameof(MaxRequestsPerSecond), 1, 1_000_000, l => l.MaxRequestsPerSecond,
            (l, value) => l with { MaxRequestsPerSecond = value }),
        new(nameof(MaxRequestBurst), 1, 10_000_000, l => l.MaxRequestBurst, (l, value) => l with { MaxRequestBurst = value }),
        new(nameof(MaxPresenterRequestsPerSecond), 1, 1_000_000, l => l.MaxPresenterRequestsPerSecond,
            (l, value) => l with { MaxPresenterRequestsPerSecond = value }),
        new(nameof(MaxPresenterRequestBurst), 1, 10_000_000, l => l.MaxPresenterRequestBurst,
            (l, value) => l with { MaxPresenterRequestBurst = value }),
    ];

    /// <summary>Reads the limits. A limit that the configuration omits gets its default.</summary>
    /// <exception cref="InvalidConfigurationException">A limit is unknown, not a whole number, or out of range.</exception>
    internal static Limits Read(IConfiguration configuration)
    {
        var section = StrictConfiguration.Read(configuration, Section, All.Select(limit => limit.ConfigurationKey));
        return All.Aggregate(Default, (limits, limit) =>
            section[limit.ConfigurationKey] is { Length: > 0 } text ? limit.With(limits, ParseWholeNumber(limit, text)) : limits);
    }

    private static int ParseWholeNumber(LimitField limit, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= limit.Min && number <= limit.Max
            ? number
            : throw new InvalidConfigurationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Section}:{limit.ConfigurationKey}: “{SafeText.Excerpt(text)}” is not a whole number from {limit.Min} to {limit.Max}."));
}
