using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

public class RaceTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private static FakeMode OneByOne(string id) => new(id, run =>
    {
        foreach (var country in run.Countries)
            run.Received(run.DownloadInline(country));
    });

    private static async Task<string[]> Ended(Race race)
    {
        await race.Completion.Guarded();
        var lines = race.Log.Lines();
        Assert.Equal("RaceStarted", lines[0]);
        Assert.StartsWith("RaceFinished ", lines[^1]);
        Assert.Single(lines, line => line.StartsWith("RaceFinished", StringComparison.Ordinal));
        Assert.NotNull(race.Log.Fold().FinishedAtMs);
        return lines;
    }

    [Fact]
    public async Task Start_EventCannotBeRecorded_MarksTheGapsAndEndsTheRace()
    {
        // The recorder looks up futures by their country. This argument is not a country, so recording fails.
        using var track = new RaceFixture(new FakeMode("odd", run =>
        {
            using var executor = new ThreadPoolExecutor(1, run);
            executor.Submit(_ => 0, "no country");
        }));
        var race = track.Races.Start(track.Plan("BR"));
        Assert.Equal("RaceFinished Ok", (await Ended(race))[^1]);
        Assert.True(race.IsLogIncomplete);
    }

    [Fact]
    public async Task Start_EveryEventRecorded_LogIsComplete()
    {
        using var track = new RaceFixture(OneByOne("one"));
        var race = track.Races.Start(track.Plan("BR"));
        await Ended(race);
        Assert.False(race.IsLogIncomplete);
    }

    [Fact]
    public async Task Start_Race_LogsThePlanFirstAndItsEndLast()
    {
        using var track = new RaceFixture(OneByOne("one"));
        var race = track.Races.Start(track.Plan("BR", "CN") with { Seed = 7 });
        var lines = await Ended(race);
        Assert.Equal("RaceFinished Ok", lines[^1]);
        var state = race.Log.Fold();
        Assert.Equal((7, Outcome.Ok), (state.Plan!.Seed, state.Outcome));
        Assert.Equal([2], state.Definition!.Runs.Select(run => run.RunWorkers));
        Assert.Equal(["BR", "CN"], state.Runs[0].Received.Select(future => future.Label));
    }

    [Fact]
    public async Task Start_Race_HasLoggedRaceStartedWhenItReturns()
    {
        using var track = new RaceFixture(FakeMode.Idle("one"));
        for (var i = 0; i < 50; i++)
        {
            var race = track.Races.Start(track.Plan("BR"));
            Assert.Equal(RaceEventKind.RaceStarted, race.Log.Snapshot().FirstOrDefault().Kind);
            Assert.NotEmpty(race.Log.Snapshot());
            await race.Completion.Guarded();
        }
    }

    [Fact]
    public async Task Start_Together_RunsModesConcurrently()
    {
        using var meeting = new Barrier(3);
        void Meet(IRunContext run) => Assert.True(meeting.SignalAndWait(Generous));
        using var track = new RaceFixture(new FakeMode("one", Meet), new FakeMode("two", Meet), new FakeMode("three", Meet));
        var race = track.Races.Start(track.Plan("BR"));
        await Ended(race);
        Assert.All(race.Log.Fold().Runs, run => Assert.Equal(Outcome.Ok, run.Outcome));
    }

    [Fact]
    public async Task Start_InTurn_StartsEachRunAfterPreviousEnds()
    {
        using var track = new RaceFixture(OneByOne("one"), FakeMode.Idle("two"), OneByOne("three"));
        var race = track.Races.Start(track.Plan("BR") with { StartOrder = StartOrder.InTurn });
        var lines = await Ended(race);
        Assert.Equal(
            ["0 RunStarted @1", "0 RunFinished Ok", "1 RunStarted @1", "1 RunFinished Ok", "2 RunStarted @1", "2 RunFinished Ok"],
            lines.Where(line => line.Contains(" Run", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(StartOrder.Together)]
    [InlineData(StartOrder.InTurn)]
    public async Task Start_OneModeThrows_OtherRunsGoOn(StartOrder order)
    {
        using var track = new RaceFixture(new FakeMode("one", _ => throw new InvalidDataException("a bug")), OneByOne("two"));
        var race = track.Races.Start(track.Plan("BR") with { StartOrder = order });
        await Ended(race);
        Assert.Equal([Outcome.Error, Outcome.Ok], race.Log.Fold().Runs.Select(run => run.Outcome));
    }

    [Fact]
    public async Task Start_EachMode_RunsOnItsOwnThread()
    {
        using var track = new RaceFixture(
            new FakeMode("one", _ => Assert.False(Thread.CurrentThread.IsThreadPoolThread)),
            new FakeMode("two", _ => Assert.Equal("two", Thread.CurrentThread.Name)));
        var race = track.Races.Start(track.Plan("BR"));
        await Ended(race);
        Assert.All(race.Log.Fold().Runs, run => Assert.Equal(Outcome.Ok, run.Outcome));
    }

    [Theory]
    [InlineData(StartOrder.Together)]
    [InlineData(StartOrder.InTurn)]
    public async Task Cancel_WhileDownloading_EveryRunIsClosedProperly(StartOrder order)
    {
        using var track = new RaceFixture(OneByOne("one"), OneByOne("two"));
        track.Hold("BR");
        var race = track.Races.Start(track.Plan("BR", "CN") with { StartOrder = order });
        await track.Requests.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        race.Cancel();
        race.Cancel();
        Assert.Equal("RaceFinished Cancelled", (await Ended(race))[^1]);
        Assert.All(race.Log.Fold().Runs, run =>
        {
            Assert.Equal((Outcome.Cancelled, 2), (run.Outcome, run.Count(Outcome.Cancelled)));
            Assert.Empty(run.Received);
        });
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_ChangesNothing()
    {
        using var track = new RaceFixture(FakeMode.Idle());
        var race = track.Races.Start(track.Plan("BR"));
        var lines = await Ended(race);
        race.Cancel();
        Assert.Equal(lines, race.Log.Lines());
    }

    private static readonly RaceDefinition WithAside = new(
        ["a", "b"],
        [
            new("one", "One", "", ReceiveOrder.CallOrder), new("two", "Two", "", ReceiveOrder.CallOrder),
            new("beside", "Beside two", "", ReceiveOrder.CallOrder, IsAuxiliary: true), new("three", "Three", "", ReceiveOrder.CallOrder),
        ]);

    [Theory]
    [InlineData(StartOrder.Together)]
    [InlineData(StartOrder.InTurn)]
    public async Task CreateAuxiliaryRun_AroundRun_StartsBeforeItAndEndsAfterIt(StartOrder order)
    {
        using var track = new RaceFixture();
        string[] threads = ["", "", ""];
        var race = track.Races.Start(WithAside, order, race =>
        [
            race.PrepareRun(0, 1, run => Name(0)),
            race.PrepareAuxiliaryRun(2, 3, aside => race.PrepareRun(1, 1, run =>
            {
                Name(1);
                aside.RecordPhaseChange(3, "looks on");
                throw new InvalidDataException("a bug");
            })),
            race.PrepareRun(3, 1, run => Name(2)),
        ]);
        var lines = await Ended(race);
        Assert.Equal(
            [
                "2 RunStarted @3", "1 RunStarted @1", "2 Phase @3: looks on",
                "1 Finished 0 Cancelled: never started", "1 Finished 1 Cancelled: never started",
                "1 RunFinished Error: InvalidDataException: a bug", "2 RunFinished Ok",
            ],
            lines.Where(line => line[0] is '1' or '2'));
        Assert.Equal(["one", "two", "three"], threads);

        void Name(int run) => threads[run] = Thread.CurrentThread.Name!;
    }

    [Fact]
    public async Task CreateAuxiliaryRun_RaceCancelled_EndsWithItsMainRun()
    {
        using var track = new RaceFixture();
        using var begun = new ManualResetEventSlim();
        var race = track.Races.Start(new RaceDefinition(["a"], WithAside.Runs.Skip(1).Take(2).ToList()), StartOrder.InTurn, race =>
            [race.PrepareAuxiliaryRun(
                1, 1, aside => race.PrepareRun(0, 1, run => { begun.Set(); run.CancelToken.WaitHandle.WaitOne(); }))]);
        await Task.Run(begun.Wait, TestContext.Current.CancellationToken).Guarded();
        race.Cancel();
        await Ended(race);
        Assert.All(race.Log.Fold().Runs, run => Assert.Equal(Outcome.Cancelled, run.Outcome));
    }
}
