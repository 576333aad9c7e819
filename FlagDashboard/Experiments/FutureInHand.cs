using System.Runtime.CompilerServices;
using FlagDashboard.Flags;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>A situation worth a look.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Query">Its settings, as a query without its question mark.</param>
/// <param name="Try">What to press in it.</param>
public sealed record Situation(string Title, string Query, string Try);

/// <summary>Submit calls, and ask their futures by hand what there is to ask.</summary>
public sealed class FutureInHand(RaceDirectory races, TimeProvider time) : IExperiment
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
        Delivery.CompletionOrder, Aside: true, Phases: [new("blocked", PhaseLook.Busy)]);

    // A hand lasts as long as its race is kept.
    private readonly ConditionalWeakTable<Race, Hand> _hands = [];

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

    /// <summary>Situations worth a look.</summary>
    public IReadOnlyList<Situation> Situations { get; } =
    [
        new("three calls, two workers", "seconds=15,15,15", "f3 is pending: no worker has it. Press Cancel of f3, then of f1, which is running. Why do they answer differently?"),
        new("a timeout too short", "seconds=6", "Press Result with its timeout of 1 s. Waiting is given up, the call is not: press it again until it has come."),
        new("ask while blocked", "seconds=10&timeout=", "Press Result without a timeout: the caller is blocked. Press Done meanwhile: another thread asks, and is answered at once."),
        new("one that raises", "seconds=2&then=raises", "When f1 is finished, press Exception, then Result. One hands the error over, the other raises it in the caller."),
        new("a callback", "seconds=4", "Press AddDoneCallback now, and once more when f1 is finished. On which thread does each callback run?"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<(string Title, string Query)> Presets => [.. Situations.Select(situation => (situation.Title, situation.Query))];

    /// <inheritdoc/>
    public bool ByFuture => true;

    /// <inheritdoc/>
    public string Conclusion(RaceState race)
    {
        var (futures, caller) = (race.Runs[0], race.Runs[1]);
        int[] counts = [futures.Count(DownloadStatus.Ok), futures.Count(DownloadStatus.Error), futures.Count(DownloadStatus.Cancelled)];
        return FormattableString.Invariant($"{counts[0]} returned, {counts[1]} raised, {counts[2]} cancelled. ")
            + FormattableString.Invariant($"The caller was blocked for {caller.Phases.Sum(phase => phase.ToMs - phase.FromMs ?? 0) / 1000:0.00} s in all.");
    }

    /// <inheritdoc/>
    public Race Start(Settings settings) => Open(settings).Race;

    /// <summary>Makes an executor and submits the calls that are set; what is set as timeout does not matter.</summary>
    /// <inheritdoc cref="IExperiment.Start" path="/exception"/>
    public Hand Open(Settings settings)
    {
        var workers = settings.Whole(Workers);
        var raises = RaisesIn(settings);
        var calls = settings.Numbers(Seconds).Select((seconds, number) => new HeldCall(number + 1, seconds, raises)).ToList();
        var outline = this.Outline(
            settings,
            workers == 1 ? "1 worker" : FormattableString.Invariant($"{workers} workers"),
            [],
            new ModeInfo("executor", "ThreadPoolExecutor", "Makes the calls.", Delivery.CompletionOrder, Unit: "results", Workers: workers, ByHand: true),
            Caller);

        var hand = Hand.Start(races, outline, workers, calls, time);
        _hands.Add(hand.Race, hand);
        return hand;
    }

    /// <summary>The hand whose race has that id; null if there is none.</summary>
    public Hand? Find(string? raceId) => races.Find(raceId) is { } race && _hands.TryGetValue(race, out var hand) ? hand : null;

    /// <summary>Whether a call with these settings raises.</summary>
    public static bool RaisesIn(Settings settings) => settings.Choice("then") == Raises;
}
