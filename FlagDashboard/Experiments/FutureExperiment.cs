using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Settings for the experiment with futures, and a suggestion what a person can try with them.</summary>
/// <param name="Title">The title of the scenario.</param>
/// <param name="SettingsQuery">The settings, as a query without the question mark.</param>
/// <param name="Instruction">An instruction for the person at the page.</param>
public sealed record FutureScenario(string Title, string SettingsQuery, string Instruction);

/// <summary>Lets a person submit calls and call the members of their futures.</summary>
public sealed class FutureExperiment(RaceRegistry races, TimeProvider time) : IExperiment
{
    /// <summary>The name of the setting for how long each call takes.</summary>
    public const string CallSecondsSettingName = "seconds";

    /// <summary>The name of the setting for the number of workers.</summary>
    public const string WorkersSettingName = "workers";

    /// <summary>The name of the setting for the timeout of calls that block.</summary>
    public const string TimeoutSettingName = "timeout";

    private const string RaisesChoice = "raises";

    private static readonly ModeInfo CallerLane = new(
        "caller", "The caller", "The thread that calls Result and Exception. While it is blocked, it can do nothing else.",
        ReceiveOrder.CompletionOrder, IsAuxiliary: true, WorkerPhaseKinds: [new("blocked", PhaseLook.Busy)]);

    // Keeps each session as long as its race is in memory. A ConditionalWeakTable drops an entry when its key, here the race, is
    // garbage-collected.
    private readonly ConditionalWeakTable<Race, ExecutorSession> _sessions = [];

    /// <inheritdoc/>
    public ExperimentTexts Texts { get; } = new(
        "future", "One future at a time", "What does a future answer, and which of its methods block?",
        "When you submit a call, its future exists at once, long before there is a result. Done, Running and Cancelled never block. "
        + "Result and Exception block the thread that calls them. Here a separate thread calls them, the caller, and its lane shows how "
        + "long it is blocked. Cancel works only while no worker has taken the call.");

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.NumberList(CallSecondsSettingName, "Seconds, one number per call", "5", 0, 30, 10),
        Setting.Choice("then", "Then it", ("returns", "returns 10 × its seconds"), (RaisesChoice, "raises an error")),
        Setting.WholeNumber(WorkersSettingName, "Workers of the executor", 2, 1, 4),
        Setting.OptionalNumber(TimeoutSettingName, "Timeout in s, if any", 1, 0, 30),
    ];

    /// <summary>The scenarios that the page offers.</summary>
    public IReadOnlyList<FutureScenario> Scenarios { get; } =
    [
        new(
            "three calls, two workers", "seconds=15,15,15",
            "f3 is pending, because no worker has taken it. Press Cancel of f3, then of f1, which is running. Why do the answers differ?"),
        new(
            "a timeout that is too short", "seconds=6",
            "Press Result with its timeout of 1 s. The wait ends, but the call continues. Press Result again until it returns the result."),
        new(
            "ask while blocked", "seconds=10&timeout=",
            "Press Result without a timeout. The caller is blocked. Now press Done, which another thread calls without waiting."),
        new(
            "a call that raises", "seconds=2&then=raises",
            "When f1 is finished, press Exception, then Result. Exception returns the error, and Result raises it in the caller."),
        new(
            "a callback", "seconds=4",
            "Press AddDoneCallback now, and again when f1 is finished. On which thread does each callback run?"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<(string Title, string Query)> Presets =>
        [.. Scenarios.Select(scenario => (scenario.Title, scenario.SettingsQuery))];

    /// <inheritdoc/>
    public bool ShowsRowPerFutureAtFirst => true;

    /// <inheritdoc/>
    public Sentence DescribeConclusion(RaceState race)
    {
        var (futures, caller) = (race.Runs[0], race.Runs[1]);
        int[] counts = [futures.Count(Outcome.Ok), futures.Count(Outcome.Error), futures.Count(Outcome.Cancelled)];
        var blockedMs = caller.WorkerPhases.Sum(phase => phase.ToMs - phase.FromMs ?? 0);
        return Sentence.Join(
            "{0} {1}",
            new Sentence("{0} returned, {1} raised, {2} cancelled.", counts[0], counts[1], counts[2]),
            new Sentence("The caller was blocked for {0:0.00} s in all.", blockedMs / 1000));
    }

    /// <inheritdoc/>
    public Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null) =>
        new Sentence("{0}", Quantity.Workers(settings.WholeNumber(WorkersSettingName)));

    /// <inheritdoc/>
    public Race Start(SettingValues settings) => OpenSession(settings).Race;

    /// <summary>
    /// Opens an executor session, and submits one call for each duration in the settings. Ignores the setting for the timeout.
    /// </summary>
    /// <inheritdoc cref="IExperiment.Start" path="/exception"/>
    public ExecutorSession OpenSession(SettingValues settings)
    {
        var workers = settings.WholeNumber(WorkersSettingName);
        var raises = CallsRaise(settings);
        var calls = settings.NumberList(CallSecondsSettingName)
            .Select((seconds, number) => new SessionSleepCall(number + 1, seconds, raises)).ToList();
        var executor = new ModeInfo(
            "executor", "ThreadPoolExecutor", "Makes the calls.", ReceiveOrder.CompletionOrder,
            ResultUnit: "results", RunWorkers: workers, IsExecutorSession: true);

        var session = ExecutorSession.Start(races, this.CreateDefinition(settings, [], executor, CallerLane), workers, calls, time);
        _sessions.Add(session.Race, session);
        return session;
    }

    /// <summary>The session of the race with that id; null if there is none.</summary>
    public ExecutorSession? Find(string? raceId) =>
        races.FindInMemory(raceId) is { } race && _sessions.TryGetValue(race, out var session) ? session : null;

    /// <summary>Whether these settings make every call raise an exception.</summary>
    public static bool CallsRaise(SettingValues settings) => settings.Choice("then") == RaisesChoice;
}
