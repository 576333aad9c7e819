using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class EventTicksTests
{
    [Fact]
    public void Of_SomeFutures_AreColumnsWhereTheyEndAndAreReceived()
    {
        var race = Fold(
            ["BR", "CN", "DE"],
            RunStarted(0, 3), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2), Started(0, 2, 3),
            Finished(10, 0), Finished(15, 1), Finished(205, 2, Outcome.Error), Received(300, 0));
        var ticks = EventTicks.Of(race, new TimeAxis(4000, 500));
        Assert.Equal([new ColumnRange(1, 1)], ticks.Succeeded);
        Assert.Equal([new ColumnRange(20, 1)], ticks.Unsuccessful);
        Assert.Equal([new ColumnRange(30, 1)], ticks.Received);
        Assert.Equal([new ColumnRange(4, 1), new ColumnRange(6, 1)], EventTicks.Of(race, new TimeAxis(1000, 100)).Succeeded);
        Assert.Equal([new ColumnRange(3, 2)], EventTicks.Of(race, new TimeAxis(1332, 100)).Succeeded);
    }

    [Fact]
    public void Of_AnyRace_AreWithinTheStrip() => Any.Sample(log =>
    {
        var race = RaceState.At(log, double.MaxValue);
        var ticks = EventTicks.Of(race, TimeAxis.Of(race, race.LastEventAtMs));
        Assert.All(
            [.. ticks.Succeeded, .. ticks.Unsuccessful, .. ticks.Received],
            run => Assert.True(run.First >= 0 && run.Count > 0 && run.First + run.Count <= EventTicks.ColumnCount));
    }, iter: 100);
}
