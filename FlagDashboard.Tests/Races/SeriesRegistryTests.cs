using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

public sealed class SeriesRegistryTests : IDisposable
{
    // A race of the mode "waits" runs until the test releases it or it is cancelled.
    private readonly SemaphoreSlim _release = new(0);
    private readonly RaceFixture _track;
    private readonly SeriesRegistry _series;

    public SeriesRegistryTests()
    {
        var limits = new Limits { MaxRunning = 2, MaxQueued = 1 };
        _track = new RaceFixture(limits, FakeMode.Idle("idle"), new FakeMode("waits", run =>
            WaitHandle.WaitAny([_release.AvailableWaitHandle, run.AbortToken.WaitHandle])));
        _series = new(_track.Races, _track.Time, limits);
    }

    public void Dispose()
    {
        foreach (var race in _track.Races.Listed)
            race.Cancel();
        _track.Dispose();
        _release.Dispose();
    }

    private RaceSeries Start(string mode, int count) => _series.Start(_track.Plan("BR") with { Modes = [mode] }, count);

    private Race Latest(RaceSeries series) => _track.Races.FindInMemory(series.RaceIds[^1])!;

    private Task Changed(RaceSeries series, Func<bool> condition)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _series.Changed += Check;
        Check(series.Id);
        return changed.Task.Guarded();

        void Check(string id)
        {
            if (id == series.Id && condition())
                changed.TrySetResult();
        }
    }

    [Fact]
    public async Task Start_ThreeTimes_RacesOneAfterAnother()
    {
        var series = Start("idle", 3);
        await Changed(series, () => series.Completion.IsCompleted);
        var races = series.RaceIds.Select(id => _track.Races.FindInMemory(id)!).ToList();
        Assert.Equal([new(series.Id, 1, 3), new(series.Id, 2, 3), new SeriesPlace(series.Id, 3, 3)], races.Select(race => race.Series));
        Assert.All(races, race => Assert.Equal(Outcome.Ok, race.Log.End?.Status));
        Assert.All(races, race => Assert.Equal(series.Plan, race.Plan));
        Assert.Same(series, _series.Find(series.Id));
    }

    [Fact]
    public void Start_WhileFirstRaceRuns_StartsNoOther()
    {
        var series = Start("waits", 2);
        Assert.Single(series.RaceIds);
        Assert.Single(_track.Races.Listed);
        Assert.False(series.Completion.IsCompleted);
    }

    [Fact]
    public async Task Cancel_RunningSeries_CancelsItsRaceAndStopsTheRest()
    {
        var series = Start("waits", 5);
        series.Cancel();
        await series.Completion.Guarded();
        Assert.Equal(Outcome.Cancelled, Latest(series).Log.Fold().Outcome);
        Assert.Single(series.RaceIds);
    }

    [Fact]
    public async Task CancelOfARace_OfTheSeries_StopsTheRest()
    {
        var series = Start("waits", 5);
        Latest(series).Cancel();
        await series.Completion.Guarded();
        Assert.Single(series.RaceIds);
    }

    [Fact]
    public async Task Interrupt_Server_EndsTheSeries()
    {
        var series = Start("waits", 5);
        await _track.Races.InterruptAll().Guarded();
        await series.Completion.Guarded();
        Assert.Single(series.RaceIds);
    }

    [Fact]
    public async Task Start_NoRoom_FirstRaceWaitsForItsTurn()
    {
        var (one, other) = (Start("waits", 2), Start("waits", 2));
        var waiting = Start("idle", 2);
        Assert.Equal(1, Latest(waiting).QueuePosition);
        Assert.Equal(RefusalKind.Busy, Assert.Throws<RaceRefusedException>(() => Start("idle", 2)).Kind);
        one.Cancel();
        await waiting.Completion.Guarded();
        Assert.Equal(2, waiting.RaceIds.Count);
        other.Cancel();
    }

    [Fact]
    public void Start_WhileTheLastSeriesThatMayRunIsStarting_IsRefused()
    {
        var (one, other) = (Start("waits", 2), Start("waits", 2));
        var single = new SeriesRegistry(_track.Races, _track.Time, new() { MaxRunning = 1, MaxQueued = 0 });
        Exception? refused = null;
        _track.Races.QueueChanged += () => refused ??= Record.Exception(() => single.Start(_track.Plan("BR"), 2));
        var series = single.Start(_track.Plan("BR") with { Modes = ["waits"] }, 2);
        Assert.Equal("1 races are running on this server: wait for one to end, or cancel one.", refused?.Message);
        foreach (var started in (RaceSeries[])[series, one, other])
            started.Cancel();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public void Start_NumberOutOfRange_IsRefused(int count) =>
        Assert.Equal(RepeatRules.FieldName, Assert.Throws<RaceRefusedException>(() => Start("idle", count)).Problems.Single().Field);

    [Fact]
    public void Find_UnknownId_ReturnsNull() => Assert.Null(_series.Find("nothing"));
}
