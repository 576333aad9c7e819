using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// One race of a plan or an experiment: its runs share one clock and one log. It belongs to the server, so it continues when no page is
/// open. Thread-safe.
/// </summary>
public sealed partial class Race
{
    private const string Interruption = "interrupted: the server was stopped";

    // When the server stops, running downloads have RunningGrace to end by themselves. Then they are aborted and have GivenUpGrace to
    // record their end.
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
        if (Definition.Program is not null)
            Definition = log.Snapshot().Last(raceEvent => raceEvent.Definition is not null).Definition!;
    }

    /// <summary>Creates a finished race from its log.</summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="startedAt">The time at which the race began or, for a race that ran on another server, was imported.</param>
    /// <param name="events">All events of the race, which <see cref="RaceState"/> accepts.</param>
    /// <param name="imported">Whether the race ran on another server.</param>
    /// <param name="series">The place of the race in a series; null if it is in none.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    internal static Race FromLog(
        string id, DateTimeOffset startedAt, IEnumerable<RaceEvent> events, bool imported = false, SeriesPlace? series = null) =>
        new(id, startedAt, new RaceLog(events), imported, series);

    /// <summary>The id of the race in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>
    /// The time at which the clock of the race started, which is time 0 of the log. For an imported race, the time of the import. For a
    /// race that is still in the queue, the time at which it was created.
    /// </summary>
    public DateTimeOffset StartedAt
    {
        get => new(Volatile.Read(ref _startedAtTicks), TimeSpan.Zero);
        private set => Volatile.Write(ref _startedAtTicks, value.UtcTicks);
    }

    /// <summary>
    /// The position of the race in the queue, from 1; 0 if it is not queued. The log of a queued race is empty.
    /// </summary>
    public int QueuePosition
    {
        get => _queuePosition;
        internal set => _queuePosition = value;
    }

    /// <summary>The runs of the race, and its plan, experiment or program. Only that of a running program changes.</summary>
    public RaceDefinition Definition { get; private set; }

    /// <summary>The capacity of the server that the race occupies while it runs.</summary>
    internal RaceRequirements Requirements => new(IsInteractive, CountWorkers(Definition));

    /// <summary>Returns the number of workers in all runs of a race. A run whose definition gives no number counts as one worker.</summary>
    internal static int CountWorkers(RaceDefinition definition) =>
        definition.Runs.Where(run => !run.IsAuxiliary).Sum(run => run.Workers ?? 1);

    /// <summary>The plan of the race; null for an experiment.</summary>
    public RacePlan? Plan => Definition.Plan;

    /// <summary>Whether a person makes the calls one by one. Such a race may stay open for long, but it is idle most of the time.</summary>
    public bool IsInteractive => Definition.IsInteractive;

    /// <summary>Whether the race ran on another server and its log was imported here.</summary>
    public bool Imported { get; }

    /// <summary>The place of the race in a series; null if it is in none.</summary>
    public SeriesPlace? Series { get; }

    /// <summary>The events of the race.</summary>
    public RaceLog Log { get; }

    /// <summary>The current fold of the log, which all readers share.</summary>
    internal SharedFold Fold { get; }

    /// <summary>The log in batches, which all readers on the network share.</summary>
    internal SharedBatches Batches { get; }

    /// <summary>Whether an event could not be recorded, so that the log does not show all that happened.</summary>
    public bool IsLogIncomplete => _isLogIncomplete;

    /// <summary>Completes when the log is closed.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Cancels pending futures and aborts running ones. The race ends at once. Another call has no effect.</summary>
    public void Cancel()
    {
        // Cancel pending futures first, because a worker whose download is given up would otherwise start the next pending one.
        _cancelled.Cancel();
        _givenUp.Cancel();
    }

    /// <summary>Changes a future of the running race, or returns the reason why it cannot be changed.</summary>
    public InterventionResult Intervene(InterventionRequest request) =>
        Log.End is not null ? InterventionProblems.RaceIsOver
        : QueuePosition > 0 ? InterventionProblems.NotStarted
        : FaultInjector?.Intervene(request) ?? InterventionProblems.NotADownloadRace;

    /// <summary>
    /// The object that changes futures of this race; null for an experiment, and for a race that does not run on this server.
    /// </summary>
    internal FaultInjector? FaultInjector { private get; set; }

    /// <summary>
    /// Ends the race because the server stops. Cancels pending futures, aborts running ones after 0.4 s, and closes the log as interrupted
    /// after another 0.2 s at most.
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

    /// <summary>Cancelled when the pending futures of the race must be cancelled.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Cancelled when the running futures of the race must be aborted; never before <see cref="Cancelled"/>.</summary>
    internal CancellationToken AbortToken => _givenUp.Token;

    /// <summary>Sets <see cref="IsLogIncomplete"/> because an event could not be recorded, and logs the reason.</summary>
    internal void MarkLogIncomplete(Exception error)
    {
        _isLogIncomplete = true;
        _logger?.EventNotRecorded(error, Id);
    }

    /// <summary>Creates a run of the definition. Calling the result executes it.</summary>
    /// <param name="number">The index of the run in the definition.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="body">The code of the run, which gets the recorder of the run.</param>
    internal Action CreateRun(int number, int workers, Action<RunRecorder> body)
    {
        var recorder = NewRecorder(number, Definition.Runs[number].IsAuxiliary ? [] : Definition.Items, workers);
        return () => recorder.Execute(() => body(recorder));
    }

    /// <summary>
    /// Creates an auxiliary run, whose lane shows details of another run, such as the holder of a lock. Calling the result executes both
    /// runs on one thread: the auxiliary run begins first and ends last.
    /// </summary>
    /// <param name="number">The index of the run in the definition.</param>
    /// <param name="rows">The number of rows of its lane.</param>
    /// <param name="around">Creates the other run, given the recorder of the auxiliary run.</param>
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
