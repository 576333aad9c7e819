using System.Globalization;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Runs one computation on one thread, on several threads, on threads that share one lock, and in processes.</summary>
internal sealed class SimulatedLockExperiment(RaceRegistry races, TimeProvider time) : IExperiment
{
    private static readonly IReadOnlyList<ModeInfo> Lanes =
    [
        new(
            "sequential", "Sequential", "One item after another.", ReceiveOrder.CallOrder, IsConcurrent: false, ResultUnit: "items",
            IsBaseline: true),
        new(
            "threads", "Threads, no lock", "Threads of .NET, which compute at the same time.", ReceiveOrder.CompletionOrder,
            ResultUnit: "items"),
        new(
            "threads-lock", "Threads, simulated lock", "Threads that share one lock. Only the thread that holds it computes.",
            ReceiveOrder.CompletionOrder, ResultUnit: "items"),
        new(
            "lock-holder", "Simulated lock", "The threads of “Threads, simulated lock”. At any time, at most one of them holds the lock.",
            ReceiveOrder.CompletionOrder, IsAuxiliary: true,
            WorkerPhaseKinds:
            [
                new(SimulatedGlobalLock.HoldingPhase, PhaseLook.Busy, IsExclusive: true),
                new(SimulatedGlobalLock.WaitingPhase, PhaseLook.Waiting),
                new(SimulatedGlobalLock.BlockingCallPhase, PhaseLook.Other),
            ]),
        new(
            "processes", "Processes", "Each process has its own memory, and would have its own lock.",
            ReceiveOrder.CompletionOrder, ResultUnit: "items", WorkerKind: WorkerKind.Process),
    ];

    public ExperimentTexts Texts { get; } = new(
        "lock", "The lock", "Why do threads not speed up computing in Python?",
        "Each item counts primes, which is real work for a processor. .NET has no global lock, so its threads use all processors. "
        + "A thread of CPython computes only while it holds the interpreter’s lock. The lane “Threads, simulated lock” simulates that. "
        + "All its futures are running, but the lane “Simulated lock” shows that only one thread computes while the others wait for the "
        + "lock, so there is no speed-up. Then add I/O. A blocking call, even sleep, releases the lock, so waiting overlaps. "
        + "Each process has its own lock, and takes time to start. All of this is measured, so keep the processors free of other work.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.WholeNumber("items", "Items", 4, 1, 12),
        Setting.WholeNumber("limit", "Each item counts the primes up to", 2_000_000, 1000, 4_000_000),
        Setting.WholeNumber("io", "Blocking I/O before each item, ms", 0, 0, 2000),
        Setting.WholeNumber("workers", "Workers", 2, 1, 8),
        Setting.WholeNumber("switch", "Switch interval, ms (CPython: 5)", 25, 5, 1000),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
    [
        ("only computing", ""),
        ("mostly I/O", "items=8&limit=200000&io=400&workers=4"),
        ("both", "limit=1000000&io=300"),
        ("heavier items", "limit=4000000"),
        ("the switch interval of CPython", "limit=1000000&switch=5"),
    ];

    public bool AllRunsDoSameWork => true;

    public bool StartsRunsInTurn => true;

    // With three remarks about unexpected results, which a busy machine may have.
    public VerdictLength VerdictLength => new(Headline: 100, Conclusion: 620);

    public Sentence DescribeConclusion(RaceState race)
    {
        var (locked, holders, processes) = (race.Runs[2], race.Runs[3], race.Runs[4]);
        var holding = holders.WorkerPhases.Where(phase => phase.Name == SimulatedGlobalLock.HoldingPhase).ToList();
        var changes = holding.Zip(holding.Skip(1), (one, next) => one.Worker != next.Worker).Count(changed => changed);
        var share = holding.Sum(phase => phase.ToMs - phase.FromMs) / locked.ElapsedMs ?? 0;
        var startMs = processes.WorkerPhases.Max(phase => phase.ToMs) - processes.StartedAtMs;
        Sentence[] measured =
        [
            SpeedUpComparison.Of(race),
            new Sentence(
                "The simulated lock was taken {0:0}% of the time and passed on {1}.", 100 * share, Quantity.OfUnit(changes, "times")),
            startMs is { } ms
                ? new Sentence("The processes took {0:0.00} s to start.", ms / 1000)
                : new Sentence("No process started."),
        ];
        var processors = race.Definition?.Experiment is { } logged ? ProcessorCountOf(logged) : 0;
        return Sentence.Join("{0} {1}", measured.Concat(UnexpectedLockResults.Of(race, processors)));
    }

    public Sentence? DescribeAnswer(RaceState race) => UnexpectedLockResults.ShowsTurns(race)
        ? new Sentence(
            "Threads that compute under one lock take turns: {0} as fast as {1}. Without a lock: {2}.",
            SpeedUpOf(race, 2), race.Runs[0].Info, SpeedUpOf(race, 1))
        : null;

    private static FactorArg SpeedUpOf(RaceState race, int run) =>
        new(UnexpectedLockResults.SpeedUp(race.Runs[0], race.Runs[run].ElapsedMs) ?? 0);

    public Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null)
    {
        var items = settings.WholeNumber("items");
        return new Sentence(
            "{0}, primes up to {1:N0}, I/O {2} ms · {3} · {4}",
            Quantity.OfUnit(items, "items"), settings.WholeNumber("limit"), settings.WholeNumber("io"),
            Quantity.Workers(Math.Min(settings.WholeNumber("workers"), items)),
            Quantity.OfUnit(logged is null ? Environment.ProcessorCount : ProcessorCountOf(logged), "processors"));
    }

    // The race may have run on a server with another number of processors than this one. The number is therefore read from the log, where
    // the line of settings ends with it, such as “… · 8 processors”.
    private static int ProcessorCountOf(ExperimentInfo logged) =>
        int.TryParse(logged.SettingsLine.Split(" · ")[^1].Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count : 0;

    public Race Start(SettingValues settings)
    {
        var work = new PrimeCountCall(settings.WholeNumber("limit"), settings.WholeNumber("io"));
        var calls = Enumerable.Repeat(work, settings.WholeNumber("items")).ToList();
        var workers = Math.Min(settings.WholeNumber("workers"), calls.Count);
        var switchInterval = TimeSpan.FromMilliseconds(settings.WholeNumber("switch"));
        var definition = this.CreateDefinition(
            settings,
            [.. calls.Select((_, number) => $"item {number + 1}")],
            [.. Lanes.Select(lane => lane with { RunWorkers = lane.IsConcurrent ? workers : 1 })]);

        // The runs start one after another, because runs at the same time would compete for the processors.
        return races.Start(definition, StartOrder.InTurn, race =>
        [
            race.PrepareRun(0, 1, run => RunSequentially(run, calls, race.AbortToken)),
            race.PrepareRun(1, workers, run => RunOnThreads(run, calls, work => work.Count(race.AbortToken))),
            race.PrepareAuxiliaryRun(3, workers, holders => race.PrepareRun(2, workers, run =>
            {
                var simulated = new SimulatedGlobalLock(switchInterval, time, holders.RecordPhaseChange);
                RunOnThreads(run, calls, work => CountUnderLock(simulated, run.CurrentWorker, work, race.AbortToken));
            })),
            race.PrepareRun(4, workers, run => RunInProcesses(run, calls, race.AbortToken)),
        ]);
    }

    private static void RunSequentially(RunRecorder run, List<PrimeCountCall> calls, CancellationToken abortToken)
    {
        for (var number = 0; number < calls.Count; number++)
        {
            run.CallInline(work => work.Count(abortToken), calls[number]);
            run.RecordReceived(number);
        }
    }

    private static void RunOnThreads(RunRecorder run, List<PrimeCountCall> calls, Func<PrimeCountCall, int> function)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);
        run.SubmitAndReceiveAsCompleted(executor, function, calls);
    }

    private static void RunInProcesses(RunRecorder run, List<PrimeCountCall> calls, CancellationToken abortToken)
    {
        using var executor = new ProcessPoolExecutor(run.Workers, run);
        using var killing = abortToken.Register(executor.KillWorkers);
        run.SubmitAndReceiveAsCompleted(executor, PrimeCountCall.CountInWorkerProcess, calls);
    }

    private static int CountUnderLock(SimulatedGlobalLock simulated, int thread, PrimeCountCall work, CancellationToken abortToken) =>
        simulated.RunWithLock(
        thread,
        () => work.Count(
            io => simulated.CallWithoutLock(thread, io, abortToken), () => simulated.YieldIfDue(thread, abortToken), abortToken),
        abortToken);
}
