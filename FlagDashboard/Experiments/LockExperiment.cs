using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Experiments;

/// <summary>The same computation on one thread, on threads, on threads that share one lock, and in processes.</summary>
internal sealed class LockExperiment(RaceRegistry races, TimeProvider time) : IExperiment
{
    private static readonly IReadOnlyList<ModeInfo> Lanes =
    [
        new("sequential", "Sequential", "One item after another.", Delivery.CallOrder, Pooled: false, Unit: "items", IsBaseline: true),
        new("threads", "Threads, no lock", "Threads as .NET has them.", Delivery.CompletionOrder, Unit: "items"),
        new(
            "threads-lock", "Threads, simulated lock", "The same threads, and one lock over all of them.",
            Delivery.CompletionOrder, Unit: "items"),
        new(
            "lock-holder", "Who has the simulated lock", "The threads of the lane above: never do two of them hold it.",
            Delivery.CompletionOrder, IsAuxiliary: true,
            Phases:
            [
                new(SimulatedGlobalLock.Holds, PhaseLook.Busy, IsExclusive: true),
                new(SimulatedGlobalLock.Waits, PhaseLook.Waiting),
                new(SimulatedGlobalLock.Blocks, PhaseLook.Other),
            ]),
        new(
            "processes", "Processes", "Each has a memory of its own, and would have a lock of its own.",
            Delivery.CompletionOrder, Unit: "items", WorkerKind: WorkerKind.Process),
    ];

    public ExperimentCard Card { get; } = new(
        "lock", "The lock", "Why do threads not speed up computing in Python?",
        "Each item counts primes, which is real work for a processor. .NET has no global lock: its threads share the processors. "
        + "A thread of CPython computes only while it holds the interpreter’s lock; the third lane simulates that. "
        + "All its futures are running, but the lane below shows who has the lock: one thread computes, the others wait, and nothing is "
        + "gained. Then add I/O: a blocking call, even sleep, releases the lock, so waiting overlaps. "
        + "Processes have a lock each, and take time to start. All of this is measured, so let nothing else keep the processors busy.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.Whole("items", "Items", 4, 1, 12),
        Setting.Whole("limit", "Each counts the primes up to", 2_000_000, 1000, 4_000_000),
        Setting.Whole("io", "Blocking I/O before it, ms", 0, 0, 2000),
        Setting.Whole("workers", "Workers", 2, 1, 8),
        Setting.Whole("switch", "Change of holder every, ms (CPython: 5)", 25, 5, 1000),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
    [
        ("only computing", ""),
        ("mostly I/O", "items=8&limit=200000&io=400&workers=4"),
        ("both", "limit=1000000&io=300"),
        ("heavier items", "limit=4000000"),
        ("as CPython switches", "limit=1000000&switch=5"),
    ];

    public bool Compares => true;

    public string Conclusion(RaceState race)
    {
        var (sequential, locked, holders, processes) = (race.Runs[0], race.Runs[2], race.Runs[3], race.Runs[4]);
        var speedUps = race.Runs.Skip(1).Where(run => !run.Info.IsAuxiliary).Select(run => run.Outcome == Outcome.Ok
            ? FormattableString.Invariant($"{run.Info.Title} ×{sequential.Elapsed / run.Elapsed:0.00}")
            : $"{run.Info.Title} ended early");
        var held = holders.Phases.Where(phase => phase.Name == SimulatedGlobalLock.Holds).ToList();
        var changes = held.Zip(held.Skip(1), (one, next) => one.Worker != next.Worker).Count(changed => changed);
        var share = held.Sum(phase => phase.ToMs - phase.FromMs) / locked.Elapsed;
        var startMs = processes.Phases.Max(phase => phase.ToMs) - processes.StartedAt;
        return $"Speed-ups: {string.Join(" · ", speedUps)}. "
            + FormattableString.Invariant($"The simulated lock was held {100 * share:0} % of the time ")
            + FormattableString.Invariant($"and passed on {changes} {(changes == 1 ? "time" : "times")}. ")
            + (startMs is { } ms ? FormattableString.Invariant($"The processes took {ms / 1000:0.00} s to start.") : "No process started.");
    }

    public Race Start(Settings settings)
    {
        var work = new PrimeCount(settings.Whole("limit"), settings.Whole("io"));
        var calls = Enumerable.Repeat(work, settings.Whole("items")).ToList();
        var workers = Math.Min(settings.Whole("workers"), calls.Count);
        var switchInterval = TimeSpan.FromMilliseconds(settings.Whole("switch"));
        var definition = this.Definition(
            settings,
            FormattableString.Invariant($"{calls.Count} items, primes up to {work.Limit:N0}, I/O {work.IoMs} ms · ")
            + FormattableString.Invariant($"{workers} workers · {Environment.ProcessorCount} processors"),
            [.. calls.Select((_, number) => $"item {number + 1}")],
            [.. Lanes.Select(lane => lane with { Workers = lane.Pooled ? workers : 1 })]);

        // In turn, because runs at the same time would compete for the processors.
        return races.Start(definition, StartOrder.InTurn, race =>
        [
            race.Run(0, 1, run => InTurn(run, calls, race.GivenUp)),
            race.Run(1, workers, run => ByThreads(run, calls, work => work.Count(race.GivenUp))),
            race.AuxiliaryRun(3, workers, holders => race.Run(2, workers, run =>
            {
                var simulated = new SimulatedGlobalLock(switchInterval, time, holders.SetPhase);
                ByThreads(run, calls, work => UnderLock(simulated, run.Worker, work, race.GivenUp));
            })),
            race.Run(4, workers, run => ByProcesses(run, calls, race.GivenUp)),
        ]);
    }

    private static void InTurn(RunRecorder run, List<PrimeCount> calls, CancellationToken givenUp)
    {
        for (var number = 0; number < calls.Count; number++)
        {
            run.CallHere(work => work.Count(givenUp), calls[number]);
            run.Received(number);
        }
    }

    private static void ByThreads(RunRecorder run, List<PrimeCount> calls, Func<PrimeCount, int> function)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);
        run.ReceiveAsCompleted(executor, function, calls);
    }

    private static void ByProcesses(RunRecorder run, List<PrimeCount> calls, CancellationToken givenUp)
    {
        using var executor = new ProcessPoolExecutor(run.Workers, run);
        using var killing = givenUp.Register(executor.KillWorkers);
        run.ReceiveAsCompleted(executor, PrimeCount.CountInProcess, calls);
    }

    private static int UnderLock(SimulatedGlobalLock simulated, int thread, PrimeCount work, CancellationToken givenUp) => simulated.Run(
        thread,
        () => work.Count(io => simulated.Blocking(thread, io, givenUp), () => simulated.PassOnIfDue(thread, givenUp), givenUp),
        givenUp);
}
