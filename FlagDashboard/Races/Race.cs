using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// One race: a plan, an experiment or a recorded program. Its runs share one clock and one log. The server owns the race, so the race
/// continues when no page shows it. Thread-safe.
/// </summary>
public sealed partial class Race
{
    private const string Interruption = "interrupted: the server was stopped";

    // When the server stops, running downloads have RunningGrace to end by themselves. The server then aborts the remaining downloads,
    // which have AbortGrace to log their end.
    private static readonly TimeSpan RunningGrace = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AbortGrace = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _aborting = new();
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

    private Race(string id, DateTimeOffset startedAt, RaceLog log, DateTimeOffset? importedAt, SeriesPlace? series)
    {
        (Id, StartedAt, Log, ImportedAt, Series) = (id, startedAt, log, importedAt, series);
        (Batches, Fold) = (new(log), new(log));
        Definition = log.Take(1).First().Definition!;
        if (Definition.Program is not null)
            Definition = log.Snapshot().Last(raceEvent => raceEvent.Definition is not null).Definition!;
    }

    /// <summary>Creates a finished race from its log.</summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="startedAt">The time at which the race began; if it is not known, the time at which it was imported.</param>
    /// <param name="events">All events of the race, in an order that <see cref="RaceState"/> accepts.</param>
    /// <param name="importedAt">The time at which the race was imported; null if it ran on this server.</param>
    /// <param name="series">The position of the race in a series of races; null if it belongs to no series.</param>
    /// <exception cref="ArgumentException">The last event is not the end of a race.</exception>
    internal static Race FromLog(
        string id, DateTimeOffset startedAt, IEnumerable<RaceEvent> events, DateTimeOffset? importedAt = null,
        SeriesPlace? series = null) =>
        new(id, startedAt, new RaceLog(events), importedAt, series);

    /// <summary>The id of the race in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>
    /// The time at which the race started, which is time 0 of its log. For an imported race whose file does not say it, the time of the
    /// import; for a queued race, the time at which it was created.
    /// </summary>
    public DateTimeOffset StartedAt
    {
        get => new(Volatile.Read(ref _startedAtTicks), TimeSpan.Zero);
        private set => Volatile.Write(ref _startedAtTicks, value.UtcTicks);
    }

    /// <summary>
    /// The position of the race in the queue, from 1; 0 if the race is not queued. While a race is queued, its log is empty.
    /// </summary>
    public int QueuePosition
    {
        get => _queuePosition;
        internal set => _queuePosition = value;
    }

    /// <summary>
    /// Whether the race was cancelled while it was queued. It then starts only to log that, and takes no part of the server's capacity.
    /// </summary>
    internal bool WasCancelledInQueue { get; set; }

    /// <summary>The runs of the race, and its plan, experiment or program. Only that of a running program changes.</summary>
    public RaceDefinition Definition { get; private set; }

    /// <summary>The part of the server's capacity that the race occupies while it runs.</summary>
    internal RaceLoad Load => new(IsExecutorSession, CountWorkers(Definition));

    /// <summary>Returns the total number of workers of all runs. A run without a number in its definition counts as one worker.</summary>
    internal static int CountWorkers(RaceDefinition definition) =>
        definition.Runs.Where(run => !run.IsAuxiliary).Sum(run => run.RunWorkers ?? 1);

    /// <summary>The plan of the race; null for an experiment and for a recorded program.</summary>
    public RacePlan? Plan => Definition.Plan;

    /// <summary>Whether a person makes the calls one by one. Such a race may stay open for a long time, but is idle most of it.</summary>
    public bool IsExecutorSession => Definition.IsExecutorSession;

    /// <summary>The time at which the race was imported; null if it ran on this server.</summary>
    public DateTimeOffset? ImportedAt { get; }

    /// <summary>Whether the race ran on another server and its log was imported here.</summary>
    public bool IsImported => ImportedAt is not null;

    /// <summary>The position of the race in a series of races; null if it belongs to no series.</summary>
    public SeriesPlace? Series { get; }

    /// <summary>The log of the race, which contains all its events.</summary>
    public RaceLog Log { get; }

    /// <summary>The state of the race after all events so far. All readers share it.</summary>
    internal SharedFold Fold { get; }

    /// <summary>The log in batches for network readers. All readers share the batches.</summary>
    internal SharedBatches Batches { get; }

    /// <summary>Whether an event could not be recorded. The log then does not show everything that happened.</summary>
    public bool IsLogIncomplete => _isLogIncomplete;

    /// <summary>Completes when the race has ended and its log is closed.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Cancels the pending futures and aborts the running ones, so that the race ends soon. Calling this method again has no effect.
    /// </summary>
    public void Cancel()
    {
        // This line cancels the pending futures, and the next one aborts the running downloads. In the opposite order, a worker whose
        // download is aborted would start the next pending future.
        _cancelled.Cancel();
        _aborting.Cancel();
    }

    /// <summary>Changes a future of the running race at a person's request, or returns the reason for refusing the change.</summary>
    public InterventionResult Intervene(InterventionRequest request) =>
        Log.End is not null ? InterventionProblems.RaceNotRunning
        : QueuePosition > 0 ? InterventionProblems.RaceNotStarted
        : InterventionHandler?.Intervene(request) ?? InterventionProblems.NotADownloadRace;

    /// <summary>
    /// Changes futures of this race at a person's request; null for an experiment, and for a race that did not run on this server.
    /// </summary>
    internal InterventionHandler? InterventionHandler { private get; set; }

    /// <summary>
    /// Ends the race because the server stops: cancels pending futures, aborts running futures after 0.4 s, and closes the log at most 0.2
    /// s later.
    /// </summary>
    internal async Task Interrupt()
    {
        _interrupted = true;
        _cancelled.Cancel();
        await Task.WhenAny(Completion, Task.Delay(RunningGrace));
        _aborting.Cancel();
        await Task.WhenAny(Completion, Task.Delay(AbortGrace));
        Log.Interrupt(Interruption);
    }

    /// <summary>Cancelled when the pending futures must be cancelled, because the race was cancelled or the server stops.</summary>
    internal CancellationToken CancelPendingToken => _cancelled.Token;

    /// <summary>
    /// Cancelled when the running futures must be aborted. This never happens before <see cref="CancelPendingToken"/> is cancelled.
    /// </summary>
    internal CancellationToken AbortToken => _aborting.Token;

    /// <summary>
    /// Notes that an event could not be recorded: sets <see cref="IsLogIncomplete"/> and writes the reason to the server's log.
    /// </summary>
    internal void MarkLogIncomplete(Exception error)
    {
        _isLogIncomplete = true;
        _logger?.EventNotRecorded(error, Id);
    }

    /// <summary>Prepares a run of the definition. Invoking the returned action executes the run.</summary>
    /// <param name="runIndex">The index of the run in the definition.</param>
    /// <param name="workers">The number of workers.</param>
    /// <param name="body">The code that the run executes. Its argument is the recorder of the run.</param>
    internal Action PrepareRun(int runIndex, int workers, Action<RunRecorder> body)
    {
        var recorder = NewRecorder(runIndex, Definition.Runs[runIndex].IsAuxiliary ? [] : Definition.FutureLabels, workers);
        return () => recorder.Execute(() => body(recorder));
    }

    /// <summary>
    /// Prepares an auxiliary run, whose lane shows details of another run, such as the holder of a lock. Invoking the returned action
    /// executes both runs on one thread. The auxiliary run begins first and ends last.
    /// </summary>
    /// <param name="runIndex">The index of the run in the definition.</param>
    /// <param name="rowCount">The number of rows in the lane of the auxiliary run.</param>
    /// <param name="createInnerRun">Creates the other run. Its argument is the recorder of the auxiliary run.</param>
    internal Action PrepareAuxiliaryRun(int runIndex, int rowCount, Func<RunRecorder, Action> createInnerRun)
    {
        _auxiliaryRuns.Add(runIndex);
        var recorder = NewRecorder(runIndex, [], rowCount);
        var run = createInnerRun(recorder);
        return () => recorder.Execute(run);
    }

    private RunRecorder NewRecorder(int number, IReadOnlyList<string> items, int workers) =>
        new(Log, number, items, workers, CancelPendingToken) { OnRecordingFailed = MarkLogIncomplete };
}
