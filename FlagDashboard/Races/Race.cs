using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// One plan, or experiment, and its runs, on one clock and in one log. It belongs to the server and goes on when nobody watches.
/// Thread-safe.
/// </summary>
public sealed partial class Race
{
    private const string Interruption = "interrupted: the server was stopped";

    // When the server stops, running downloads get RunningGrace to end by themselves. Downloads that still run are then aborted, and get
    // GivenUpGrace to record their end.
    private static readonly TimeSpan RunningGrace = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan GivenUpGrace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _givenUp = new();
    private readonly HashSet<int> _auxiliaryRuns = [];
    private readonly ILogger? _logger;
    private readonly TimeProvider? _time;
    private long _startedAtTicks;
    private volatile int _queuePosition;
    private volatile bool _isLogIncomplete;
    private volatile bool _interrupted;

    internal Race(string id, RaceDefinition definition, TimeProvider time, ILogger? logger = null, SeriesPlace? series = null)
    {
        (Id, Definition, _time, _logger, Series) = (id, definition, time, logger, series);
        StartedAt = time.GetUtcNow();
        Log = new RaceLog(time);
        (Batches, Fold) = (new(Log), new(Log));
    }

    private Race(string id, DateTimeOffset startedAt, RaceLog log, bool imported, SeriesPlace? series)
    {
        (Id, StartedAt, Log, Imported, Series) = (id, startedAt, log, imported, series);
        (Batches, Fold) = (new(log), new(log));
        Definition = log.Take(1).First().Definition!;
    }

    /// <summary>Makes a finished race from its log.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="startedAt">When it began; for a race that ran on another server, when it was imported.</param>
    /// <param name="events">Its whole log, which <see cref="RaceState"/> can fold.</param>
    /// <param name="imported">Whether it ran on another server.</param>
    /// <param name="series">Its place in a series; null if it is in none.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    internal static Race FromLog(
        string id, DateTimeOffset startedAt, IEnumerable<RaceEvent> events, bool imported = false, SeriesPlace? series = null) =>
        new(id, startedAt, new RaceLog(events), imported, series);

    /// <summary>Its name in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>
    /// When its clock started, which is time 0 of its log; for an imported race, when it was imported; for a waiting one, when it was
    /// made.
    /// </summary>
    public DateTimeOffset StartedAt
    {
        get => new(Volatile.Read(ref _startedAtTicks), TimeSpan.Zero);
        private set => Volatile.Write(ref _startedAtTicks, value.UtcTicks);
    }

    /// <summary>
    /// Its place among the races that wait for their turn, from 1; 0 if it does not wait. Its log is empty while it waits.
    /// </summary>
    public int QueuePosition
    {
        get => _queuePosition;
        internal set => _queuePosition = value;
    }

    /// <summary>What it consists of.</summary>
    public RaceDefinition Definition { get; }

    /// <summary>What it takes of the server while it runs.</summary>
    internal RaceRequirements Requirements => new(IsInteractive, CountWorkers(Definition));

    /// <summary>The workers of a race, in all of its runs. A run that does not say has one.</summary>
    internal static int CountWorkers(RaceDefinition definition) =>
        definition.Runs.Where(run => !run.IsAuxiliary).Sum(run => run.Workers ?? 1);

    /// <summary>What is raced; null for an experiment.</summary>
    public RacePlan? Plan => Definition.Plan;

    /// <summary>Whether a person moves it on call by call. Such a race may be open for long and leaves the machine to others.</summary>
    public bool IsInteractive => Definition.IsInteractive;

    /// <summary>Whether it ran on another server, and its log was imported.</summary>
    public bool Imported { get; }

    /// <summary>Its place in a series of races; null if it is in none.</summary>
    public SeriesPlace? Series { get; }

    /// <summary>What happened.</summary>
    public RaceLog Log { get; }

    /// <summary>The fold of the log, for readers that only need it as it is now.</summary>
    internal SharedFold Fold { get; }

    /// <summary>Its log in the batches that all readers on the network share.</summary>
    internal SharedBatches Batches { get; }

    /// <summary>Whether an event could not be recorded, so that the log does not show all that happened.</summary>
    public bool IsLogIncomplete => _isLogIncomplete;

    /// <summary>Completes when the log is closed.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Cancels pending futures and gives up running ones. The race ends at once. Calling it again changes nothing.</summary>
    public void Cancel()
    {
        // Cancel pending futures first, because a worker whose download is given up would otherwise start the next pending one.
        _cancelled.Cancel();
        _givenUp.Cancel();
    }

    /// <summary>Changes a future of the running race, or says why it cannot be changed.</summary>
    public InterventionResult Intervene(InterventionRequest request) =>
        Log.End is not null ? InterventionProblems.RaceIsOver
        : QueuePosition > 0 ? InterventionProblems.NotStarted
        : FaultInjector?.Intervene(request) ?? InterventionProblems.NotADownloadRace;

    /// <summary>Changes futures of this race; null for an experiment, and for a race that does not run here.</summary>
    internal FaultInjector? FaultInjector { private get; set; }

    /// <summary>
    /// Ends the race because the server stops: cancels pending futures, gives running ones 0.4 s, gives them up, and closes the log as
    /// interrupted after another 0.2 s at most.
    /// </summary>
    internal async Task Interrupt()
    {
        _interrupted = true;
        _cancelled.Cancel();
        await Task.WhenAny(Completion, Task.Delay(RunningGrace));
        _givenUp.Cancel();
        await Task.WhenAny(Completion, Task.Delay(GivenUpGrace));
        Log.Interrupt(Interruption);
    }

    /// <summary>Signalled when pending futures are cancelled.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Signalled when running futures are given up, after <see cref="Cancelled"/>.</summary>
    internal CancellationToken AbortToken => _givenUp.Token;

    /// <summary>Notes that an event could not be recorded, and logs why.</summary>
    internal void MarkLogIncomplete(Exception error)
    {
        _isLogIncomplete = true;
        _logger?.EventNotRecorded(error, Id);
    }

    /// <summary>Makes a run of the definition.</summary>
    /// <param name="number">Its number in the definition.</param>
    /// <param name="workers">How many workers it has.</param>
    /// <param name="body">What it does, given the recorder of its part of the log.</param>
    internal Action CreateRun(int number, int workers, Action<RunRecorder> body)
    {
        var recorder = NewRecorder(number, Definition.Runs[number].IsAuxiliary ? [] : Definition.Items, workers);
        return () => recorder.Execute(() => body(recorder));
    }

    /// <summary>
    /// Makes an auxiliary run, whose lane shows something about another run. It begins before that run and ends after it, on the
    /// same thread.
    /// </summary>
    /// <param name="number">Its number in the definition.</param>
    /// <param name="rows">How many rows its lane has.</param>
    /// <param name="around">Makes the other run, given the recorder of this one.</param>
    internal Action CreateAuxiliaryRun(int number, int rows, Func<RunRecorder, Action> around)
    {
        _auxiliaryRuns.Add(number);
        var recorder = NewRecorder(number, [], rows);
        var run = around(recorder);
        return () => recorder.Execute(run);
    }

    private RunRecorder NewRecorder(int number, IReadOnlyList<string> items, int workers) =>
        new(Log, number, items, workers, Cancelled) { OnRecordingFailed = MarkLogIncomplete };
}
