using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Python;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>
/// Runs one computation in CPython on one thread, on several threads and in processes, and then in C# on one thread and on several threads.
/// If the server has a Python with a lock and one without, the computation then runs on threads of the other one, too. Shows which of the
/// workers compute at any time.
/// </summary>
internal sealed class GilExperiment(RaceRegistry races, ModePythons pythons, ScriptFolder folder, TimeProvider time) : IExperiment
{
    private const string Hash = "hash";

    public ExperimentTexts Texts { get; } = new(
        "gil", "The lock, in Python", "Who has the lock of the interpreter, and when?",
        "This runs in the Python of this machine. A worker reads the clock at every step, so it notices by itself when it did "
        + "not compute. In a Python with a lock, two threads take turns, because only the thread with the lock computes, so they "
        + "are no faster than one. Processes compute at the same time. So do threads of a free-threaded Python and of C#, which "
        + "have no such lock: compare them with one thread. Then let the items wait first: a thread that waits lets go of the "
        + "lock. Or let C code do the work: hashlib lets go of the lock, so threads are faster too.");

    public IReadOnlyList<Setting> Settings { get; } =
    [
        Setting.WholeNumber("items", "Items", 4, 1, 12),
        Setting.Choice("work", "Each item", ("primes", "counts primes"), (Hash, "hashes in C (no lock)")),
        Setting.WholeNumber("limit", "Primes up to, or KB to hash", 150_000, 1000, 2_000_000),
        Setting.WholeNumber("io", "Blocking I/O before each item, ms", 0, 0, 2000),
        Setting.WholeNumber("workers", "Workers", 2, 1, 8),
        Setting.WholeNumber("switch", "Switch interval of the lock, ms", 5, 1, 1000),
        Setting.WholeNumber("repeat", "C# counts so many times", 20, 1, 100),
    ];

    public IReadOnlyList<(string Title, string Query)> Presets { get; } =
    [
        ("only computing", ""),
        ("mostly I/O", "items=8&limit=30000&io=400&workers=4"),
        ("both", "limit=100000&io=300"),
        ("C code without the lock", "work=hash&limit=500000"),
        ("a long switch interval", "switch=100"),
        ("C# counts once", "repeat=1"),
    ];

    public bool AllRunsDoSameWork => true;

    public bool StartsRunsInTurn => true;

    public VerdictLength VerdictLength => new(Headline: 60, Conclusion: 620);

    public Sentence DescribeConclusion(RaceState race) => GilConclusion.Of(race);

    public Sentence DescribeSettings(SettingValues settings, ExperimentInfo? logged = null)
    {
        var items = settings.WholeNumber("items");
        var (limit, ioMs) = (settings.WholeNumber("limit"), settings.WholeNumber("io"));
        return Sentence.Join("{0} · {1}",
        [
            Quantity.OfUnit(items, "items"),
            .. settings.Choice("work") == Hash ? [new Sentence("{0:N0} KB hashed in C", limit)]
                : new[] { new Sentence("primes up to {0:N0}", limit), new Sentence("in C# {0} times", settings.WholeNumber("repeat")) },
            .. ioMs == 0 ? Array.Empty<object>() : [new Sentence("I/O {0} ms", ioMs)],
            Quantity.Workers(Math.Min(settings.WholeNumber("workers"), items)),
            new Sentence("lock switched every {0} ms", settings.WholeNumber("switch")),
        ]);
    }

    public Race Start(SettingValues settings)
    {
        var python = pythons.All[0].Require();
        var other = pythons.FindWithOtherLock(python);
        var items = settings.WholeNumber("items");
        var workers = Math.Min(settings.WholeNumber("workers"), items);
        var plan = new GilPlan(
            GilExecutor.None, settings.Choice("work") == Hash ? GilWork.Hash : GilWork.Primes, items, Workers: 1,
            settings.WholeNumber("limit"), settings.WholeNumber("io"), settings.WholeNumber("switch"));
        var threads = plan with { Executor = GilExecutor.Threads, Workers = workers };
        var processes = threads with { Executor = GilExecutor.Processes };
        var repeats = plan.Work == GilWork.Hash ? 1 : settings.WholeNumber("repeat");
        var (dotNetPlan, dotNetThreads) = (plan with { Repeats = repeats }, threads with { Repeats = repeats });
        ModeInfo[] lanes =
        [
            GilRuns.OneThread,
            GilRuns.Threads.DescribedFor(python) with { RunWorkers = workers },
                GilRuns.LockLane.DescribedFor(python) with
                {
                    RunWorkers = workers, WorkerPhaseKinds = PhaseKindsOf(threads, threads.SharesLock(python)),
                },
            GilRuns.Processes.DescribedFor(python) with { RunWorkers = workers },
                GilRuns.ProcessLane with
                {
                    RunWorkers = workers, WorkerPhaseKinds = PhaseKindsOf(processes, processes.SharesLock(python)),
                },
            GilRuns.DotNetOneThread,
            GilRuns.DotNetThreads with { RunWorkers = workers },
                GilRuns.DotNetLane with { RunWorkers = workers, WorkerPhaseKinds = PhaseKindsOf(dotNetThreads, shareLock: false) },
            .. other is null ? Array.Empty<ModeInfo>() :
            [
                GilRuns.OtherOneThread.TitledFor(other),
                GilRuns.OtherThreads.TitledFor(other) with { RunWorkers = workers },
                    GilRuns.OtherLane.TitledFor(other) with
                    {
                        RunWorkers = workers, WorkerPhaseKinds = PhaseKindsOf(threads, threads.SharesLock(other)),
                    },
            ],
        ];
        var definition = this.CreateDefinition(settings, [.. Enumerable.Range(1, items).Select(number => $"item {number}")], lanes);

        // The runs start one after another, because runs at the same time would compete for the processors.
        return races.Start(definition, StartOrder.InTurn, race =>
        [
            OneThread(race, 0, python),
            Pool(race, 1, threads, python),
            Pool(race, 3, processes, python),
            race.PrepareRun(5, 1, run => new DotNetRun(dotNetPlan, race, time).Execute(run, laneRecorder: null)),
            race.PrepareAuxiliaryRun(
                7, workers, lane => race.PrepareRun(6, workers, run => new DotNetRun(dotNetThreads, race, time).Execute(run, lane))),
            .. other is null ? Array.Empty<Action>() : [OneThread(race, 8, other), Pool(race, 9, threads, other)],
        ]);

        Action OneThread(Race race, int index, PythonInterpreter inPython) => () => Execute(
            new(plan, race, inPython, folder), gil => race.PrepareRun(index, 1, run => gil.Execute(run, laneRecorder: null)));

        // The lane of a pool comes right after its run.
        Action Pool(Race race, int index, GilPlan pool, PythonInterpreter inPython) => () => Execute(
            new(pool, race, inPython, folder),
            gil => race.PrepareAuxiliaryRun(
                index + 1, workers, lane => race.PrepareRun(index, workers, run => gil.Execute(run, lane))));
    }

    public IReadOnlyList<EmbeddedSourceFile> SourcesOf(string runId)
    {
        string[] names = ["Python/computation.py", "Python/Computation.cs"];
        var isInCSharp = runId == GilRuns.DotNetOneThread.Id || runId == GilRuns.DotNetThreads.Id;
        return [.. (isInCSharp ? names.Reverse() : names).Select(name => EmbeddedSourceFile.Of(typeof(GilExperiment).Assembly, name)!)];
    }

    private static void Execute(GilRun gil, Func<GilRun, Action> prepareRun)
    {
        using (gil)
        {
            gil.StartPython();
            prepareRun(gil)();
        }
    }

    // The legend of a lane has only the phases that the lane can show.
    private static IReadOnlyList<PhaseKind> PhaseKindsOf(GilPlan plan, bool shareLock) =>
    [
        plan.Work == GilWork.Hash
            ? new(GilPhaseTracker.ComputingWithoutLock, PhaseLook.Busy) : new(
                GilPhaseTracker.Computing, PhaseLook.Busy, IsExclusive: shareLock),
        .. shareLock ? [new(GilPhaseTracker.WaitingForLock, PhaseLook.Waiting)] : Array.Empty<PhaseKind>(),
        .. plan.Work == GilWork.Hash ? Array.Empty<PhaseKind>() : [new(GilPhaseTracker.WaitingForProcessor, PhaseLook.Held)],
        .. plan.IoMs == 0 ? Array.Empty<PhaseKind>() : [new(GilPhaseTracker.Blocked, PhaseLook.Other)],
    ];
}
