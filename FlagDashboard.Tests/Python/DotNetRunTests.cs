using CsCheck;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Python;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests the runs on threads of .NET of the experiment about the lock in Python. They need no Python.</summary>
public sealed class DotNetRunTests
{
    private static readonly GilPlan OneThread =
        new(GilExecutor.None, GilWork.Primes, Items: 3, Workers: 1, WorkPerItem: 10_000, IoMs: 0, SwitchIntervalMs: 5);

    private static GilPlan Threads => OneThread with { Executor = GilExecutor.Threads, Workers = 2 };

    private static async Task<(RunState Run, RunState Lane)> Execute(GilPlan plan, RaceEventKind? cancelAt = null)
    {
        await using var dashboard = await TestDashboard.Start();
        var definition = new RaceDefinition(
            [.. Enumerable.Range(1, plan.Items).Select(number => $"item {number}")],
            [
                new("dotnet", "C#", "", ReceiveOrder.CompletionOrder, ResultUnit: "items", RunWorkers: plan.Workers),
                new("lane", "Lane", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true, RunWorkers: plan.Workers),
            ]);
        var race = dashboard.Get<RaceRegistry>().Start(definition, StartOrder.InTurn, race =>
        [
            race.PrepareAuxiliaryRun(
                1, plan.Workers, lane => race.PrepareRun(
                    0, plan.Workers, run => new DotNetRun(plan, race, TimeProvider.System).Execute(run, lane))),
        ]);
        if (cancelAt is { } kind)
        {
            await race.Seen(raceEvent => raceEvent.Kind == kind);
            race.Cancel();
        }

        var state = await race.Through();
        return (state.Of("dotnet"), state.Of("lane"));
    }

    private static long ResultOf(GilPlan plan)
    {
        var worker = new DotNetWorker(TimeProvider.System, 0, CancellationToken.None);
        Computation.Compute(worker, future: 0, plan);
        return worker.ReadNewRecords().Single(record => record.Kind == GilEventKind.FutureFinished).FirstValue;
    }

    [Fact]
    public void Compute_AnyLimit_CountsAsTheSimulatedLockDoes() => Gen.Int[2, 4000].Sample(limit =>
        Assert.Equal(new PrimeCountCall(limit, 0).Count(CancellationToken.None), ResultOf(OneThread with { WorkPerItem = limit })));

    [Fact]
    public void Compute_Repeats_HaveTheResultOfOne() => Assert.Equal(1229, ResultOf(OneThread with { Repeats = 3 }));

    [Fact]
    public void Compute_Hash_ReturnsItsKilobytes() =>
        Assert.Equal(2048, ResultOf(OneThread with { Work = GilWork.Hash, WorkPerItem = 2048 }));

    [Fact]
    public async Task Execute_OneThread_ReceivesEachItemBeforeItStartsTheNext()
    {
        var (run, _) = await Execute(OneThread);
        Assert.Equal((Outcome.Ok, 1), (run.Outcome, run.Workers));
        Assert.Equal(Enumerable.Repeat("1229", 3), run.Futures.Select(future => future.Result));
        Assert.Equal([0, 1, 2], run.Received.Select(future => future.Number));
        Assert.All(
            run.Futures.Zip(run.Futures.Skip(1)), pair => Assert.True(pair.First.ReceivedAtMs <= pair.Second.StartedAtMs));
    }

    [Fact]
    public async Task Execute_Threads_ComputeInTheLaneOfTheirWorker()
    {
        var (run, lane) = await Execute(Threads with { Items = 6, Repeats = 5 });
        Assert.Equal((Outcome.Ok, 2, 6), (run.Outcome, run.Workers, run.Received.Count));
        Assert.Equal(Enumerable.Repeat("1229", 6), run.Futures.Select(future => future.Result));
        Assert.All(run.Futures, future => Assert.Null(future.CpuMs));
        var computing = lane.WorkerPhases.Where(phase => phase.Name == GilPhaseTracker.Computing).ToList();
        Assert.All(run.Futures, future => Assert.Contains(
            computing, phase => phase.Worker == future.Worker && phase.FromMs <= future.FinishedAtMs && phase.ToMs >= future.StartedAtMs));
        Assert.DoesNotContain(lane.WorkerPhases, phase => phase.Name == GilPhaseTracker.WaitingForLock);
    }

    [Fact]
    public async Task Execute_WithIo_BlocksEachWorkerAtTheSameTime()
    {
        var (run, lane) = await Execute(Threads with { Items = 2, WorkPerItem = 1000, IoMs = 60 });
        Assert.Equal(Outcome.Ok, run.Outcome);
        var blocked = lane.WorkerPhases.Where(phase => phase.Name == GilPhaseTracker.Blocked).ToList();
        Assert.Equal([1, 2], blocked.Select(phase => phase.Worker).Order());
        Assert.All(blocked, phase => Assert.InRange(phase.ToMs!.Value - phase.FromMs, 55, 61.5));
        Assert.True(GilConclusion.TimeShareOf(lane, 2, GilPhaseTracker.Blocked) > 0);
    }

    [Fact]
    public async Task Execute_Hashing_IsInCOnly()
    {
        var (_, lane) = await Execute(Threads with { Work = GilWork.Hash, WorkPerItem = 10_000 });
        Assert.Equal([GilPhaseTracker.ComputingWithoutLock], lane.WorkerPhases.Select(phase => phase.Name).Distinct());
    }

    [Theory]
    [InlineData(GilExecutor.None, GilWork.Primes, 0)]
    [InlineData(GilExecutor.Threads, GilWork.Primes, 0)]
    [InlineData(GilExecutor.Threads, GilWork.Primes, 600_000)]
    [InlineData(GilExecutor.Threads, GilWork.Hash, 0)]
    public async Task Cancel_DuringWork_EndsAtOnce(object executor, object work, int ioMs)
    {
        var plan = Threads with { Items = 4, WorkPerItem = int.MaxValue / 2, Work = (GilWork)work, IoMs = ioMs };
        if ((GilExecutor)executor == GilExecutor.None)
            plan = plan with { Executor = GilExecutor.None, Workers = 1 };
        var (run, _) = await Execute(plan, cancelAt: RaceEventKind.Started);
        Assert.Equal(Outcome.Cancelled, run.Outcome);
        Assert.All(run.Futures, future => Assert.NotNull(future.FinishedAtMs));
        Assert.Contains(run.Futures, future => future.Reason is "given up");
    }
}
