using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Races;

/// <summary>Tests each limit of races at its value, one above, and at ten times as much.</summary>
public sealed class RaceLimitsTests : IDisposable
{
    private static readonly string[] Codes = [.. WebRoot.Catalog.All.Select(country => country.Code)];

    private readonly ManualResetEventSlim _gate = new();

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
    }

    private RaceFixture Races(Limits limits) => new(
        limits, FakeMode.Idle(), new FakeMode("waits", _ => _gate.Wait()), new FakeMode("others", _ => { }));

    private static RaceRefusedException Refused(RaceFixture track, RacePlan plan) =>
        Assert.Throws<RaceRefusedException>(() => track.Races.Start(plan));

    [Theory]
    [InlineData(6)]
    [InlineData(50)]
    public async Task Start_TooManyCountries_IsRefused(int tooMany)
    {
        using var track = Races(new() { MaxCountries = 5 });
        await track.Races.Start(track.Plan(Codes[..5]) with { Modes = ["idle"] }).Completion.Guarded();
        var refused = Refused(track, track.Plan(Codes[..tooMany]) with { Modes = ["idle"] });
        Assert.Equal((RefusalKind.InvalidPlan, $"{tooMany} countries are too many: at most 5."), (refused.Kind, refused.Message));
    }

    [Theory]
    [InlineData(101)]
    [InlineData(1000)]
    public async Task Start_DelayAboveLimit_IsRefused(int tooLong)
    {
        using var track = Races(new() { MaxDelayMs = 100 });
        var plan = track.Plan("BR") with { Modes = ["idle"], DelayMs = 100, JitterMs = 0 };
        await track.Races.Start(plan).Completion.Guarded();
        Assert.Equal("The delay must be from 0 to 100 ms.", Refused(track, plan with { DelayMs = tooLong }).Message);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(30, 40)]
    public async Task Start_WorkersOfARace_AreLimitedInAllItsRuns(int workers, int asked)
    {
        using var track = Races(new() { MaxWorkersPerRace = 5 });
        await track.Races.Start(track.Plan(Codes[..40]) with { Modes = ["idle"], Workers = 5 }).Completion.Guarded();
        var refused = Refused(track, track.Plan(Codes[..asked]) with { Modes = ["idle", "others"], Workers = workers });
        Assert.Equal(
            (RefusalKind.InvalidPlan, $"{workers * 2} workers in all runs are too many: at most 5."), (refused.Kind, refused.Message));
        Assert.Equal("workers", Assert.Single(refused.Problems).Field);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    public async Task Start_TooManyWorkersInAllRaces_IsRefused(int workers)
    {
        using var track = Races(new() { MaxWorkers = 5 });
        var plan = track.Plan(Codes[..50]);
        var running = track.Races.Start(plan with { Modes = ["waits"], Workers = 3 });
        await track.Races.Start(plan with { Modes = ["idle"], Workers = 2 }).Completion.Guarded();
        var refused = Refused(track, plan with { Modes = ["idle"], Workers = workers });
        Assert.Equal(RefusalKind.Busy, refused.Kind);
        Assert.Equal("The races on this server may have 5 workers: wait for one to end, or choose fewer.", refused.Message);
        _gate.Set();
        await running.Completion.Guarded();
        if (workers <= 5)
            await track.Races.Start(plan with { Modes = ["idle"], Workers = workers }).Completion.Guarded();
    }

    [Fact]
    public async Task Start_TooManyRacesRunning_IsRefused()
    {
        using var track = Races(new() { MaxRunning = 2 });
        var plan = track.Plan("BR") with { Modes = ["waits"] };
        var running = new[] { track.Races.Start(plan), track.Races.Start(plan) };
        for (var i = 3; i <= 20; i++)
        {
            var refused = Refused(track, plan);
            Assert.Equal(
                (RefusalKind.Busy, "2 races are running on this server: wait for one to end, or cancel one."),
                (refused.Kind, refused.Message));
        }

        _gate.Set();
        await Task.WhenAll(running.Select(race => race.Completion)).Guarded();
        await track.Races.Start(plan).Completion.Guarded();
    }

    [Fact]
    public async Task Start_OpenExecutors_AreLimited()
    {
        using var track = Races(new() { MaxInteractive = 2 });
        var definition = new RaceDefinition([], [new ModeInfo("hand", "Hand", "", ReceiveOrder.CompletionOrder, IsExecutorSession: true)]);
        Race Open() => track.Races.Start(
            definition, StartOrder.Together, race => [race.PrepareRun(0, 1, _ => race.CancelPendingToken.WaitHandle.WaitOne())]);
        var open = new List<Race> { Open(), Open() };
        for (var i = 3; i <= 20; i++)
        {
            var refused = Assert.Throws<RaceRefusedException>(Open);
            Assert.Equal(
                (RefusalKind.Busy, "2 executors are open on this server: close one, or wait until an unused one is closed."),
                (refused.Kind, refused.Message));
        }

        open[0].Cancel();
        await open[0].Completion.Guarded();
        open.Add(Open());
        Assert.Throws<RaceRefusedException>(Open);
        open.ForEach(race => race.Cancel());
        await Task.WhenAll(open.Select(race => race.Completion)).Guarded();
    }

    [Fact]
    public async Task Start_MoreRacesThanMaxKept_KeepsOnlyThatManyInMemory()
    {
        using var track = Races(new() { MaxRacesInMemory = 3 });
        for (var i = 1; i <= 30; i++)
        {
            await track.Races.Start(track.Plan("BR") with { Modes = ["idle"] }).Completion.Guarded();
            Assert.Equal(Math.Min(i, 3), track.Races.Listed.Count);
        }
    }

    // The events take about a third of a megabyte of memory.
    private static RaceEvent[] Log() =>
    [
        new(1, 0, RaceEventKind.RaceStarted)
        {
            Definition = new([], [new ModeInfo("calls", "calls", "", ReceiveOrder.CallOrder)]),
        },
        new(2, 0, RaceEventKind.RunStarted, 0, Worker: 1),
        .. Enumerable.Range(3, 1000).Select(seq => new RaceEvent(seq, 0, RaceEventKind.Answered, 0)
        {
            SessionEntry = new(null, new string('x', 120)),
        }),
        new(1003, 0, RaceEventKind.RaceFinished, Status: Outcome.Error),
    ];

    [Fact]
    public void Import_MemoryIsFull_RemovesOldestSavedRaces()
    {
        using var track = Races(new() { MaxRaceMegabytes = 1 });
        var races = new List<Race>();
        for (var i = 0; i < 30; i++)
        {
            races.Add(track.Races.Import(Log()));
            track.Archive.Saved.Add(races[^1]);
        }

        Assert.InRange(races[0].Log.MemoryBytes, 1024 * 1024 / 4, 1024 * 1024 / 3);
        Assert.Equal(races[^3..].AsEnumerable().Reverse(), track.Races.Listed);
    }

    [Theory]
    [InlineData(true, RefusalKind.Busy)]
    [InlineData(false, RefusalKind.InsufficientStorage)]
    public void Import_MemoryIsFullAndNoRaceIsSaved_IsRefused(bool saving, RefusalKind kind)
    {
        using var track = Races(new() { MaxRaceMegabytes = 1 });
        track.Archive.CanSave = saving;
        for (var i = 0; i < 3; i++)
            track.Races.Import(Log());
        for (var i = 3; i < 30; i++)
        {
            var refused = Assert.Throws<RaceRefusedException>(() => track.Races.Import(Log()));
            Assert.Equal(kind, refused.Kind);
            Assert.StartsWith("The races in memory take all of the 1 MB", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(3, track.Races.Listed.Count);
        track.Archive.Saved.UnionWith(track.Races.Listed);
        track.Races.Import(Log());
    }
}
