using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>One plan, or experiment, and its runs, on one clock and in one log. Belongs to the server: it goes on when nobody watches. Thread-safe.</summary>
public sealed class Race
{
    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _givenUp = new();
    private readonly HashSet<int> _beside = [];

    internal Race(string id, RaceDefinition definition, TimeProvider time)
    {
        Id = id;
        Definition = definition;
        StartedAt = time.GetUtcNow();
        Log = new RaceLog(time);
    }

    private Race(string id, DateTimeOffset startedAt, RaceLog log, bool imported)
    {
        (Id, StartedAt) = (id, startedAt);
        Log = log;
        Definition = log.Snapshot()[0].Definition!;
        Imported = imported;
    }

    /// <summary>A race that is over, as its log tells it.</summary>
    /// <param name="id">Its name in links.</param>
    /// <param name="startedAt">When it began; of one that ran somewhere else, when it was brought here.</param>
    /// <param name="events">Its whole log, which <see cref="RaceState"/> can fold.</param>
    /// <param name="imported">Whether it ran somewhere else.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    internal static Race Recorded(string id, DateTimeOffset startedAt, IEnumerable<RaceEvent> events, bool imported = false) =>
        new(id, startedAt, new RaceLog(events), imported);

    /// <summary>Its name in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>When its clock began to run: time 0 of its log. Of a race that ran somewhere else, when it was brought here.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>What it consists of.</summary>
    public RaceDefinition Definition { get; }

    /// <summary>What is raced; null for an experiment.</summary>
    public RacePlan? Plan => Definition.Plan;

    /// <summary>Whether it is moved on by a person's presses: it lasts as long as they like, and leaves the machine to others.</summary>
    public bool IsInteractive => Definition.IsInteractive;

    /// <summary>Whether it ran somewhere else, and only its log was brought here.</summary>
    public bool Imported { get; }

    /// <summary>What happened.</summary>
    public RaceLog Log { get; }

    /// <summary>Ends when the log is closed; never faults.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Cancels what is pending and gives up what is running. The race ends at once; calling it again changes nothing.</summary>
    public void Cancel()
    {
        // First what is pending: a worker whose download is given up would otherwise take the next one.
        _cancelled.Cancel();
        _givenUp.Cancel();
    }

    /// <summary>Cancels what is pending.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>Gives up what is running; signalled after <see cref="Cancelled"/>.</summary>
    internal CancellationToken GivenUp => _givenUp.Token;

    /// <summary>A run of the definition: what it does is told to its own part of the log.</summary>
    internal Action Run(int number, int workers, Action<RunRecorder> body)
    {
        var run = new RunRecorder(Log, number, Definition.Runs[number].IsAuxiliary ? [] : Definition.Items, workers, Cancelled);
        return () => run.Execute(() => body(run));
    }

    /// <summary>
    /// A lane of the definition that stands aside and tells something more about another run: it begins before that run and
    /// ends after it, on the same thread.
    /// </summary>
    /// <param name="number">The lane's number in the definition.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="beside">Makes the run that it tells about.</param>
    internal Action AuxiliaryRun(int number, int rows, Func<RunRecorder, Action> beside)
    {
        _beside.Add(number);
        var aside = new RunRecorder(Log, number, [], rows, Cancelled);
        var run = beside(aside);
        return () => aside.Execute(run);
    }

    /// <summary>Runs each of <paramref name="runs"/>, in the order of the definition, on a thread of its own: a lane made by <see cref="AuxiliaryRun"/> comes with its run.</summary>
    internal void Start(StartOrder order, IReadOnlyList<Action> runs)
    {
        // At once: who finds a race finds its definition in the log.
        Log.Append(new RaceEvent(0, 0, RaceEventKind.RaceStarted) { Definition = Definition });
        Completion = Task.Run(async () =>
        {
            var starts = runs.Zip(Definition.Runs.Where((_, number) => !_beside.Contains(number)), (run, mode) => (Func<Task>)(() => OnThreadOfItsOwn(mode.Id, run)));
            if (order == StartOrder.Together)
                await Task.WhenAll(starts.ToArray().Select(start => start()));
            else
                foreach (var start in starts)
                    await start();

            var status = _cancelled.IsCancellationRequested ? Outcome.Cancelled : Outcome.Ok;
            Log.Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished, Status: status));
        });
    }

    // A mode blocks while it waits: a pool thread would be missing elsewhere.
    private static Task OnThreadOfItsOwn(string name, Action action)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                action();
                done.SetResult();
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return done.Task;
    }
}
