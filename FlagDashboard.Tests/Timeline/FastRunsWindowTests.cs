using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class FastRunsWindowTests
{
    private static readonly string[] Modes = ["sequential", "threads-map", "async"];

    private static TimeWindow? Of(params RaceEvent[] events) => Of(Modes, events);

    private static TimeWindow? Of(string[] modes, RaceEvent[] events)
    {
        var race = Fold(modes, ["BR"], [.. modes.Select((_, run) => RunStarted(0, run: run)), .. events]);
        return FastRunsWindow.Of(race, new TimeAxis(10_000, 1000));
    }

    private static RaceEvent[] Run(double endMs, int run) => [.. Whole(0, endMs, run: run), RunFinished(endMs, run: run)];

    [Fact]
    public void Of_EveryPoolEnded_IsUntilTheLastOfThem()
    {
        Assert.Equal(new TimeWindow(0, 3060), Of([.. Run(2000, 1), .. Run(3000, 2)]));
        Assert.Equal(new TimeWindow(0, 3060), Of([.. Run(2000, 1), .. Run(3000, 2), .. Run(9000, 0), RaceFinished(9000)]));
    }

    [Fact]
    public void Of_PoolStillRunning_IsNone() => Assert.Null(Of(Run(2000, 1)));

    [Fact]
    public void Of_PoolsTakeMostOfTheAxis_IsNone() => Assert.Null(Of([.. Run(2000, 1), .. Run(7500, 2)]));

    [Fact]
    public void Of_NothingButPoolsOrNoPool_IsNone()
    {
        Assert.Null(Of(["threads-map", "async"], [.. Run(1000, 0), .. Run(2000, 1)]));
        Assert.Null(Of(["sequential"], []));
    }
}
