using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>A situation worth a look.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Query">Its settings, as a query without its question mark.</param>
/// <param name="Try">What to press in it.</param>
public sealed record Scenario(string Title, string Query, string Try);

/// <summary>Submit calls, and ask their futures by hand what there is to ask.</summary>
public sealed class FutureExperiment(RaceRegistry races, TimeProvider time) : IExperiment
{
    /// <summary>The name of the setting that says how long each call takes.</summary>
    public const string Seconds = "seconds";

    /// <summary>The name of the setting that says how many workers there are.</summary>
    public const string Workers = "workers";

    /// <summary>The name of the setting that says how long a question waits.</summary>
    public const string Timeout = "timeout";

    private const string Raises = "raises";

    private static readonly ModeInfo Caller = new(
        "caller", "The caller", "The thread that calls Result and Exception: while it is blocked, it can do nothing else.",
        Delivery.CompletionOrder, IsAuxiliary: true, Phases: [new("blocked", PhaseLook.Busy)]);

    // A session lasts as long as its race is kept.
    private readonly ConditionalWeakTable<Race, ExecutorSession> _sessions = [];

    /// <inheritdoc/>
    public ExperimentCard Card { get; } = new(
        "future", "Hold a future in your hand", "What does a future answer, and what makes me wait for it?",
        "Submit a call, and its future is there at once, long before a result is. Done, Running and Cancelled never wait. "
        + "Result and Exception block whoever asks: here a thread of its own, the caller, and its lane shows for how long. Cancel works only while no worker has the call.");

    /// <inheritdoc/>
    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.Numbers(Seconds, "Seconds, one number per call", "5", 0, 30, 10),
        Setting.Choice("then", "Then it", ("returns", "returns 10 × its seconds"), (Raises, "raises an error")),
        Setting.Whole(Workers, "Workers of the executor", 2, 1, 4),
        Setting.NumberOrNone(Timeout, "Timeout in s, if any", 1, 0, 30),
    ];

    /// <summary>Scenarios worth a look.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; } =
    [
        new("three calls, two workers", "seconds=15,15,15", "f3 is pending: no worker has it. Press Cancel of f3, then of f1, which is running. Why do they answer differently?"),
        new("a timeout too short", "seconds=6", "Press Result with its timeout of 1 s. Waiting is given up, the call is not: press it again until it has come."),
        new("ask while blocked", "seconds=10&timeout=", "Press Result without a timeout: the caller is blocked. Press Done meanwhile: another thread asks, and is answered at once."),
        new("one that raises", "seconds=2&then=raises", "When f1 is finished, press Exception, then Result. One hands the error over, the other raises it in the caller."),
        new("a callback", "seconds=4", "Press AddDoneCallback now, and once more when f1 is finished. On which thread does each callback run?"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<(string Title, string Query)> Presets => [.. Scenarios.Select(situation => (situation.Title, situation.Query))];

    /// <inheritdoc/>
    public bool ByFuture => true;

    /// <inheritdoc/>
    public string Conclusion(RaceState race)
    {
        var (futures, caller) = (race.Runs[0], race.Runs[1]);
        int[] counts = [futures.Count(Outcome.Ok), futures.Count(Outcome.Error), futures.Count(Outcome.Cancelled)];
        return FormattableString.Invariant($"{counts[0]} returned, {counts[1]} raised, {counts[2]} cancelled. ")
            + FormattableString.Invariant($"The caller was blocked for {caller.Phases.Sum(phase => phase.ToMs - phase.FromMs ?? 0) / 1000:0.00} s in all.");
    }

    /// <inheritdoc/>
    public Race Start(Settings settings) => Open(settings).Race;

    /// <summary>Makes an executor and submits the calls that are set; what is set as timeout does not matter.</summary>
    /// <inheritdoc cref="IExperiment.Start" path="/exception"/>
    public ExecutorSession Open(Settings settings)
    {
        var workers = settings.Whole(Workers);
        var raises = RaisesIn(settings);
        var calls = settings.Numbers(Seconds).Select((seconds, number) => new SessionCall(number + 1, seconds, raises)).ToList();
        var definition = this.Definition(
            settings,
            workers == 1 ? "1 worker" : FormattableString.Invariant($"{workers} workers"),
            [],
            new ModeInfo("executor", "ThreadPoolExecutor", "Makes the calls.", Delivery.CompletionOrder, Unit: "results", Workers: workers, IsInteractive: true),
            Caller);

        var session = ExecutorSession.Start(races, definition, workers, calls, time);
        _sessions.Add(session.Race, session);
        return session;
    }

    /// <summary>The session whose race has that id; null if there is none.</summary>
    public ExecutorSession? Find(string? raceId) => races.FindInMemory(raceId) is { } race && _sessions.TryGetValue(race, out var session) ? session : null;

    /// <summary>Whether a call with these settings raises.</summary>
    public static bool RaisesIn(Settings settings) => settings.Choice("then") == Raises;
}
