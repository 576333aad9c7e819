using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Modes;

/// <summary>Tests every mode with a site that answers only when the test releases it.</summary>
public sealed class GatedSiteTests : GatedSiteTest
{
    private Race Start(string mode, int workers = 4) =>
        Dashboard.Race(plan => plan with { Countries = Codes, Modes = [mode], Workers = workers });

    private static Func<RaceEvent, bool> Is(RaceEventKind kind, int future) =>
        happened => happened.Kind == kind && happened.Future == future;

    [Theory]
    [InlineData("threads-as-completed")]
    [InlineData("processes")]
    [InlineData("async")]
    public async Task DownloadMany_AnswersInAnotherOrder_ReceivesAsTheyFinish(string mode)
    {
        var race = Start(mode);
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
        var race = Start("threads-map");
        foreach (var future in new[] { 3, 2, 1 })
        {
            Answer(Codes[future]);
            await race.Seen(Is(RaceEventKind.Finished, future));
        }

        Assert.DoesNotContain(race.Log.Snapshot(), happened => happened.Kind == RaceEventKind.Received);
        Answer("BR");
        var run = (await race.Through()).Of("threads-map");
        Assert.Equal(["BR", "CN", "DE", "EG"], run.ReceivedCodes());
        Assert.Equal(["EG", "DE", "CN", "BR"], run.Futures.OrderBy(future => future.FinishedAtMs).Select(future => future.Label));
    }

    [Fact]
    public async Task Sequential_FirstIsNotAnswered_HasNotMadeTheSecond()
    {
        var race = Start("sequential");
        await race.Seen(Is(RaceEventKind.Started, 0));
        Assert.DoesNotContain(race.Log.Snapshot(), happened => happened.Future > 0);
        Answer(Codes);
        Assert.Equal(Codes, (await race.Through()).Of("sequential").ReceivedCodes());
    }

    [Theory]
    [InlineData("threads-map")]
    [InlineData("threads-as-completed")]
    [InlineData("processes")]
    [InlineData("async")]
    public async Task DownloadMany_BothWorkersBusy_OtherFuturesStayPending(string mode)
    {
        var race = Start(mode, workers: 2);
        await race.Seen(Is(RaceEventKind.Submitted, 3));
        await race.Seen(Is(RaceEventKind.Started, 0));
        await race.Seen(Is(RaceEventKind.Started, 1));
        Assert.DoesNotContain(race.Log.Snapshot(), happened => happened.Kind == RaceEventKind.Started && happened.Future > 1);
        Answer("CN");
        var third = await race.Seen(Is(RaceEventKind.Started, 2));
        Assert.Equal((await race.Seen(Is(RaceEventKind.Started, 1))).Worker, third.Worker);
        Answer("BR", "DE", "EG");
        Assert.Equal(4, (await race.Through()).Of(mode).Count(Outcome.Ok));
    }

    [Theory, ClassData(typeof(EveryMode))]
    public async Task Cancel_WhileOneModeRuns_EndsLog(string mode)
    {
        var race = Start(mode, workers: 2);
        Answer("BR");
        await race.Seen(Is(RaceEventKind.Started, 1));
        await race.Seen(Is(RaceEventKind.Received, 0));
        race.Cancel();
        race.Cancel();
        var state = await race.Through();
        var run = state.Of(mode);
        Assert.Equal((Outcome.Cancelled, Outcome.Cancelled), (state.Outcome, run.Outcome));
        Assert.Equal([Outcome.Ok, Outcome.Cancelled, Outcome.Cancelled, Outcome.Cancelled], run.Statuses());
        Assert.Equal("given up", run.Futures[1].Reason);
        Assert.Equal(mode == "sequential" ? "never started" : "cancelled while pending", run.Futures[3].Reason);
        Assert.Equal(["BR"], run.ReceivedCodes());
        Assert.Null(run.EarlyEndCause);
    }

    [Fact]
    public async Task Cancel_WhileAllModesRun_EndsEveryRunInLog()
    {
        var race = Dashboard.Race(plan => plan with { Countries = Codes, Workers = 2 });
        for (var run = 0; run < EveryMode.Ids.Length; run++)
            await race.Seen(happened => happened.Run == run && happened.Kind == RaceEventKind.Started);
        race.Cancel();
        var state = await race.Through();
        Assert.Equal(EveryMode.Ids.Length, state.Runs.Count);
        Assert.All(state.Runs, run => Assert.Equal((Outcome.Cancelled, 4), (run.Outcome, run.Count(Outcome.Cancelled))));
    }
}
