using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class FlagTimesTests
{
    private static RaceState Race { get; } = Fold(["sequential", "async"], ["BR", "CN"],
    [
        RunStarted(0), .. Whole(0, 300), .. Whole(300, 500, 1), RunFinished(500),
        RunStarted(0, 2, 1), .. Whole(0, 310, 0, run: 1), .. Whole(310, 520, 1, run: 1), RunFinished(520, run: 1), RaceFinished(520),
    ]);

    [Fact]
    public void Of_TwoModes_HasTheTimesOfEachFlag() => Assert.Equal(
        [("BR", 300.0, 310.0), ("CN", 200.0, 210.0)],
        FlagTimes.Of(Race.Plan, RaceResults.Of(Race)).Select(
            row => (row.CountryCode, row.Futures[0].RunningMs!.Value, row.Futures[1].RunningMs!.Value)));

    [Fact]
    public void Of_BuiltInSite_HasTheDelayOfTheTape()
    {
        var plan = Race.Plan! with { Site = SiteId.Delay, Seed = 3, DelayMs = 200, JitterMs = 100 };
        Assert.Equal(
            [new Tape(3, 200, 100).DelayMsOf("BR", 1), new Tape(3, 200, 100).DelayMsOf("CN", 1)],
            FlagTimes.Of(plan, RaceResults.Of(Race)).Select(row => row.PlannedDelayMs!.Value));
        Assert.All(FlagTimes.Of(plan with { Site = SiteId.Local }, RaceResults.Of(Race)), row => Assert.Null(row.PlannedDelayMs));
    }

    [Fact]
    public void Of_RaceWithoutPlanOrResults_IsEmpty()
    {
        Assert.Empty(FlagTimes.Of(null, RaceResults.Of(Race)));
        Assert.Empty(FlagTimes.Of(Race.Plan, RaceResults.None));
    }
}
