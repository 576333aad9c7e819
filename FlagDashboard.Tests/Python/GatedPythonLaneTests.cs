using System.Diagnostics;
using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests the modes in Python with a site that answers only when the test releases it.</summary>
public sealed class GatedPythonLaneTests : GatedSiteTest
{
    private async Task<Race> Start(string mode, int workers = 4)
    {
        await EveryPythonMode.SkipWithoutPython(Dashboard);
        return Dashboard.Race(plan => plan with { Countries = Codes, Modes = [mode], Workers = workers });
    }

    private static Func<RaceEvent, bool> Is(RaceEventKind kind, int future) =>
        happened => happened.Kind == kind && happened.Future == future;

    [Theory]
    [InlineData("python-threads-as-completed")]
    [InlineData("python-processes")]
    [InlineData("python-async")]
    public async Task DownloadMany_AnswersInAnotherOrder_ReceivesAsTheyFinish(string mode)
    {
        var race = await Start(mode);
        foreach (var future in new[] { 2, 0, 3, 1 })
        {
            await race.Seen(Is(RaceEventKind.Started, future));
            Answer(Codes[future]);
            await race.Seen(Is(RaceEventKind.Received, future));
        }

        Assert.Equal(["DE", "BR", "EG", "CN"], (await race.Through()).Of(mode).ReceivedCodes());
    }

    [Fact]
    public async Task ThreadsMap_AnswersInAnotherOrder_HoldsThemUntilTheirTurn()
    {
        var race = await Start("python-threads-map");
        foreach (var future in new[] { 3, 2, 1 })
        {
            Answer(Codes[future]);
            await race.Seen(Is(RaceEventKind.Finished, future));
        }

        Assert.DoesNotContain(race.Log.Snapshot(), happened => happened.Kind == RaceEventKind.Received);
        Answer("BR");
        Assert.Equal(["BR", "CN", "DE", "EG"], (await race.Through()).Of("python-threads-map").ReceivedCodes());
    }

    [Theory]
    [InlineData("python-threads-map")]
    [InlineData("python-threads-as-completed")]
    [InlineData("python-processes")]
    [InlineData("python-async")]
    public async Task DownloadMany_BothWorkersBusy_OtherFuturesStayPending(string mode)
    {
        var race = await Start(mode, workers: 2);
        await race.Seen(Is(RaceEventKind.Submitted, 3));
        await race.Seen(Is(RaceEventKind.Started, 0));
        await race.Seen(Is(RaceEventKind.Started, 1));
        Assert.DoesNotContain(race.Log.Snapshot(), happened => happened.Kind == RaceEventKind.Started && happened.Future > 1);
        Answer(Codes);
        Assert.Equal(4, (await race.Through()).Of(mode).Count(Outcome.Ok));
    }

    [Theory, ClassData(typeof(EveryPythonMode))]
    public async Task Cancel_WhileRunning_EndsLogAsInCSharp(string mode)
    {
        var race = await Start(mode, workers: 2);
        Answer("BR");
        await race.Seen(Is(RaceEventKind.Started, 1));
        await race.Seen(Is(RaceEventKind.Received, 0));
        race.Cancel();
        var state = await race.Through();
        var run = state.Of(mode);
        Assert.Equal((Outcome.Cancelled, Outcome.Cancelled), (state.Outcome, run.Outcome));
        Assert.Equal([Outcome.Ok, Outcome.Cancelled, Outcome.Cancelled, Outcome.Cancelled], run.Statuses());
        Assert.Equal("given up", run.Futures[1].Reason);
        Assert.Equal(mode == "python-sequential" ? "never started" : "cancelled while pending", run.Futures[3].Reason);
        Assert.Null(run.EarlyEndCause);
    }

    [Fact]
    public async Task Cancel_WithWorkerProcesses_KillsAllOfThem()
    {
        var race = await Start("python-processes", workers: 2);
        await race.Seen(Is(RaceEventKind.Started, 0));
        await race.Seen(Is(RaceEventKind.Started, 1));
        var workers = race.Log.Snapshot().Select(happened => happened.WorkerName).OfType<string>()
            .Select(name => Process.GetProcessById(int.Parse(name["pid ".Length..], CultureInfo.InvariantCulture))).ToList();
        Assert.Equal(2, workers.Count);
        race.Cancel();
        await race.Through();
        foreach (var worker in workers)
        {
            using (worker)
                await worker.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
        }
    }

    [Fact]
    public async Task Worker_ProcessKilled_EndsRunWithReason()
    {
        var race = await Start("python-processes", workers: 2);
        await race.Seen(Is(RaceEventKind.Started, 0));
        await race.Seen(Is(RaceEventKind.Started, 1));
        var name = race.Log.Snapshot().Select(happened => happened.WorkerName).OfType<string>().First();
        using (var worker = Process.GetProcessById(int.Parse(name["pid ".Length..], CultureInfo.InvariantCulture)))
            worker.Kill();
        var run = (await race.Through()).Of("python-processes");
        Assert.Equal(Outcome.Error, run.Outcome);
        Assert.StartsWith("BrokenProcessPool: ", run.FailureReason, StringComparison.Ordinal);
        Assert.NotNull(run.EarlyEndCause);
    }

    [Fact]
    public async Task Intervene_CancelOfOneFuture_IsRefusedWithReason()
    {
        var race = await Start("python-threads-map", workers: 2);
        await race.Seen(Is(RaceEventKind.Submitted, 3));
        var result = race.Intervene(new InterventionRequest("EG", InterventionAct.Cancel));
        var refused = Assert.IsType<InterventionResult.Refused>(result);
        Assert.Contains("runs in a process of Python", refused.Problem.ToString(), StringComparison.Ordinal);
        Answer(Codes);
        Assert.Equal(4, (await race.Through()).Of("python-threads-map").Count(Outcome.Ok));
    }
}
