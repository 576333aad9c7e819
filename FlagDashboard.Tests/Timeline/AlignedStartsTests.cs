using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class AlignedStartsTests
{
    private static readonly string[] Modes = ["sequential", "threads-map", "async"];

    /// <summary>Three runs of one call, which start at these times and last so long.</summary>
    private static RaceState InTurn((double StartsAt, double Lasts)[] runs) => Fold(
        Modes, ["BR"],
        [
            .. runs.SelectMany((run, number) => (RaceEvent[])
            [
                RunStarted(run.StartsAt, run: number), .. Whole(run.StartsAt, run.StartsAt + run.Lasts, run: number),
                RunFinished(run.StartsAt + run.Lasts, run: number),
            ]).OrderBy(happened => happened.AtMs), RaceFinished(runs.Max(run => run.StartsAt + run.Lasts)),
        ]);

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(20, 49, false)]
    [InlineData(20, 51, true)]
    [InlineData(400, 800, true)]
    [InlineData(400, 405, false)]
    public void AreUseful_FinishedRace_OnlyIfOneBeginsAfterAnotherAndFivePercentLater(double second, double third, bool expected)
    {
        var race = InTurn([(0, 1000), (second, 10), (third, 10)]);
        Assert.Equal(expected, AlignedStarts.AreUseful(race, TimeAxis.Of(race, 1000)));
    }

    [Fact]
    public void AreUseful_RunningRace_WhenTheSecondRunBegins()
    {
        var axis = TimeAxis.ForRunningRace(1000);
        RaceEvent[] first = [RunStarted(0), .. Whole(0, 300), RunFinished(300)];
        Assert.False(AlignedStarts.AreUseful(Fold(Modes, ["BR"], first), axis));
        Assert.True(AlignedStarts.AreUseful(Fold(Modes, ["BR"], [.. first, RunStarted(300, run: 1)]), axis));
    }

    [Fact]
    public void AreUseful_RaceByHand_IsFalse() => Assert.False(
        AlignedStarts.AreUseful(IsInteractive(RunStarted(0, run: 1), RunStarted(5000)), TimeAxis.ForLastMinute(5000)));

    [Fact]
    public void AxisOf_FinishedRuns_HasRoomForTheLongest() => Gen.Select(Gen.Double[0, 900], Gen.Double[1, 900]).Array[3].Sample(runs =>
    {
        var race = InTurn(runs);
        var (axis, longest) = (AlignedStarts.AxisOf(race, 2000), runs.Max(run => run.Item2));
        Assert.InRange(longest, axis.EndMs * 0.9, axis.EndMs);
        foreach (var (run, (start, lasts)) in race.Runs.Zip(runs))
        {
            Assert.Equal(start, AlignedStarts.LeftShiftOf(run));
            Assert.Equal(lasts, run.EndedAtMs!.Value - AlignedStarts.LeftShiftOf(run), tolerance: 1e-6);
        }
    });

    [Fact]
    public void AxisOf_RunningRace_GrowsWithTheRunThatRuns()
    {
        var race = Fold(Modes, ["BR"], [RunStarted(0), .. Whole(0, 300), RunFinished(300), RunStarted(300, run: 1)]);
        Assert.Equal(500, AlignedStarts.AxisOf(race, 400).EndMs);
        Assert.Equal(2000, AlignedStarts.AxisOf(race, 1500).EndMs);
        Assert.Equal([0.0, 300.0, 0.0], race.Runs.Select(AlignedStarts.LeftShiftOf));
    }
}
