using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Python;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Tests what the experiment about the lock in Python says about logs written by hand.</summary>
public class GilConclusionTests
{
    private const string Lesson =
        "So threads as such are no problem: C# threads computed in parallel. Python threads took turns, because they share one lock.";

    private const string WithoutLock = ", without a lock, and computed in parallel.";

    private const string OtherWork = "Other work kept the processors busy";

    // A race in which Python needs 1000 ms on one thread and 600 ms in processes, and C# needs 500 ms on one thread.
    private sealed record Times(double PythonThreadsMs = 1010, double DotNetThreadsMs = 260)
    {
        // For how long two threads computed at the same moment, and each waited for a processor, in ms.
        public double PythonParallelMs { get; init; } = 5;
        public double DotNetParallelMs { get; init; } = 240;
        public double DotNetWaitMs { get; init; }
        public bool HasLock { get; init; } = true;
        public Outcome DotNetOutcome { get; init; } = Outcome.Ok;
        public bool HasDotNet { get; init; } = true;

        // Another Python needs 1200 ms on one thread. Null if there is no other Python.
        public double? OtherThreadsMs { get; init; }
        public double OtherParallelMs { get; init; } = 600;
        public bool OtherHasLock { get; init; }
    }

    private static RaceState Race(Times times)
    {
        var events = new List<RaceEvent>();
        var atMs = 0.0;
        Add(0, null, 1000, 0);
        Add(1, 2, times.PythonThreadsMs, times.PythonParallelMs, times.HasLock ? GilPhaseTracker.WaitingForLock : null);
        Add(3, 4, 600, 550);
        if (times.HasDotNet)
        {
            Add(5, null, 500, 0);
            Add(6, 7, times.DotNetThreadsMs, times.DotNetParallelMs, waitMs: times.DotNetWaitMs, outcome: times.DotNetOutcome);
        }

        if (times.OtherThreadsMs is { } otherMs)
        {
            Add(8, null, 1200, 0);
            Add(9, 10, otherMs, times.OtherParallelMs, times.OtherHasLock ? GilPhaseTracker.WaitingForLock : null);
        }

        events.Add(RaceFinished(atMs));
        var lanes = new[]
        {
            GilRuns.OneThread, GilRuns.Threads, GilRuns.LockLane, GilRuns.Processes, GilRuns.ProcessLane, GilRuns.DotNetOneThread,
            GilRuns.DotNetThreads, GilRuns.DotNetLane, GilRuns.OtherOneThread, GilRuns.OtherThreads, GilRuns.OtherLane,
        };
        var count = times.OtherThreadsMs is not null ? 11 : times.HasDotNet ? 8 : 5;
        return Fold(new RaceDefinition(["item 1"], lanes[..count]), [.. events]);

        // A run, and its lane: worker 1 computes all the time, and worker 2 for parallelMs; it waits for the lock or a processor before.
        void Add(
            int run, int? lane, double ms, double parallelMs, string? waiting = null, double waitMs = 0, Outcome outcome = Outcome.Ok)
        {
            var endMs = atMs + ms;
            var workers = lane is null ? 1 : 2;
            if (lane is { } number)
                events.AddRange([RunStarted(atMs, 2, number), RunStarted(atMs, 2, run), .. Phases(number)]);
            else
                events.Add(RunStarted(atMs, workers, run));
            events.AddRange([.. Whole(endMs, endMs, run: run), RunFinished(endMs, outcome, run)]);
            if (lane is { } ended)
                events.AddRange([Phase(endMs, 1, null, ended), Phase(endMs, 2, null, ended), RunFinished(endMs, run: ended)]);
            atMs = endMs;

            IEnumerable<RaceEvent> Phases(int number)
            {
                yield return Phase(atMs, 1, GilPhaseTracker.Computing, number);
                yield return Phase(
                    atMs, 2, waitMs > 0 ? GilPhaseTracker.WaitingForProcessor : waiting, number);
                yield return Phase(atMs + waitMs, 2, waiting, number);
                yield return Phase(endMs - parallelMs, 2, GilPhaseTracker.Computing, number);
            }
        }
    }

    private static string Conclusion(Times times) => GilConclusion.Of(Race(times)).ToString();

    [Fact]
    public void Of_LockKeepsPythonBack_SaysThatThreadsAsSuchDoNot() => Assert.Equal(
        "Compared with One thread: Python threads ×1.0 as fast · Python processes ×1.7 as fast. "
        + "Compared with One C# thread: C# threads ×1.9 as fast. "
        + "Python threads computed at the same moment for 0% of their computing time. "
        + "Python processes computed at the same moment for 92% of their computing time. "
        + "C# threads computed at the same moment for 92% of their computing time. " + Lesson,
        Conclusion(new()));

    public static TheoryData<string> Silent => [.. SilentCases.Keys];

    private static readonly Dictionary<string, Times> SilentCases = new()
    {
        // On one processor, threads of C# are as fast as one thread, or a little faster by chance.
        ["one processor"] = new(DotNetThreadsMs: 510) { DotNetParallelMs = 10 },
        ["one processor, by chance faster"] = new(DotNetThreadsMs: 400) { DotNetParallelMs = 10 },
        ["a tie of the C# runs"] = new(DotNetThreadsMs: 480),
        ["C# slower than one thread"] = new(DotNetThreadsMs: 600) { DotNetParallelMs = 590 },
        ["Python threads faster"] = new(PythonThreadsMs: 900),
        ["Python threads in parallel"] = new() { PythonParallelMs = 200 },
        ["no lock"] = new() { HasLock = false },
        ["C# ended early"] = new() { DotNetOutcome = Outcome.Error },
    };

    [Theory]
    [MemberData(nameof(Silent))]
    public void Of_RaceThatCannotTell_SaysOnlyTheNumbers(string name)
    {
        var conclusion = Conclusion(SilentCases[name]);
        Assert.Contains("Compared with One C# thread: C# threads", conclusion, StringComparison.Ordinal);
        Assert.DoesNotContain("So threads as such", conclusion, StringComparison.Ordinal);
        Assert.DoesNotContain(OtherWork, conclusion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1049, true)]
    [InlineData(953, true)]
    [InlineData(951, false)]
    public void Of_PythonThreads_AreNotFasterIfTheyTie(double pythonThreadsMs, bool said) => Assert.Equal(
        said, Conclusion(new(pythonThreadsMs)).EndsWith(Lesson, StringComparison.Ordinal));

    [Fact]
    public void Of_OtherPythonWithoutLock_SaysThatItComputedInParallel()
    {
        var conclusion = Conclusion(new() { OtherThreadsMs = 650 });
        Assert.Contains("Compared with One thread: Threads ×1.8 as fast.", conclusion, StringComparison.Ordinal);
        Assert.Contains("Threads computed at the same moment for 92% of their computing time.", conclusion, StringComparison.Ordinal);
        Assert.EndsWith(Lesson + " Threads ran the same program as Python threads" + WithoutLock, conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PythonWithoutLockIsFirst_SaysTheSame() => Assert.EndsWith(
        "Python threads ran the same program as Threads" + WithoutLock,
        Conclusion(new(PythonThreadsMs: 520)
        {
            PythonParallelMs = 500,
            HasLock = false,
            OtherThreadsMs = 1210,
            OtherParallelMs = 5,
            OtherHasLock = true,
        }),
        StringComparison.Ordinal);

    public static TheoryData<string> SilentOnOther => [.. SilentCasesOfOther.Keys];

    private static readonly Dictionary<string, Times> SilentCasesOfOther = new()
    {
        ["not faster"] = new() { OtherThreadsMs = 1190, OtherParallelMs = 1100 },
        ["not in parallel"] = new() { OtherThreadsMs = 650, OtherParallelMs = 200 },
        ["no lock seen in the first"] = new() { OtherThreadsMs = 650, HasLock = false },
        ["first is faster too"] = new(PythonThreadsMs: 600) { OtherThreadsMs = 650 },
        ["busy machine"] = new() { OtherThreadsMs = 650, DotNetWaitMs = 60, DotNetParallelMs = 190 },
    };

    [Theory]
    [MemberData(nameof(SilentOnOther))]
    public void Of_OtherPythonThatCannotTell_SaysOnlyTheNumbers(string name)
    {
        var conclusion = Conclusion(SilentCasesOfOther[name]);
        Assert.Contains("Compared with One thread: Threads ×", conclusion, StringComparison.Ordinal);
        Assert.DoesNotContain(WithoutLock, conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_BusyMachine_SaysSoInstead()
    {
        var conclusion = Conclusion(new() { DotNetWaitMs = 60, DotNetParallelMs = 190 });
        Assert.Contains(OtherWork + " for up to 12% of the time", conclusion, StringComparison.Ordinal);
        Assert.DoesNotContain("So threads as such", conclusion, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LogOfOlderVersion_SaysWhatItSaid() => Assert.Equal(
        "Compared with One thread: Python threads ×1.0 as fast · Python processes ×1.7 as fast. "
        + "Python threads computed at the same moment for 0% of their computing time. "
        + "Python processes computed at the same moment for 92% of their computing time.",
        Conclusion(new() { HasDotNet = false }));
}
