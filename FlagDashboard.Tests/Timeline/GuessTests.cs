using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class GuessTests
{
    // Sequential takes 400 ms, map 200 ms, async 201 ms.
    private static readonly RaceState Race = Fold(
        ["sequential", "threads-map", "async"], ["BR"],
        [
            RunStarted(0), .. Whole(0, 400), RunFinished(400),
            RunStarted(0, run: 1), .. Whole(0, 200, run: 1), RunFinished(200, run: 1),
            RunStarted(0, run: 2), .. Whole(0, 201, run: 2), RunFinished(201, run: 2),
            RaceFinished(401),
        ]);

    private static string[] Judge(RaceState race, params (string Mode, double Ms)[] times) =>
        [.. times.Aggregate(Guess.None, (guess, time) => guess.With(time.Mode, time.Ms)).Judge(race, RaceResults.Of(race))
            .Select(sentence => sentence.ToString())];

    [Fact]
    public void Judge_RightWinner_SaysSo() => Assert.Equal(
        [
            "You expected Thread pool · map to win, and it did.",
            "Your closest guess was Sequential: you expected 0.41 s, and it took 0.40 s.",
        ],
        Judge(Race, ("sequential", 410), ("threads-map", 100)));

    [Fact]
    public void Judge_ModeThatTied_IsAsFast() => Assert.Equal(
        "You expected Async · event loop to win, and it was as fast as Thread pool · map.",
        Judge(Race, ("sequential", 410), ("async", 100))[0]);

    [Fact]
    public void Judge_WrongWinner_NamesTheRightOne() => Assert.Equal(
        "You expected Sequential to win, but Thread pool · map did.", Judge(Race, ("sequential", 100), ("async", 400))[0]);

    [Fact]
    public void Judge_OneMode_ComparesOnlyItsTime() => Assert.Equal(
        ["Your closest guess was Async · event loop: you expected 1.00 s, and it took 0.20 s."], Judge(Race, ("async", 1000)));

    [Fact]
    public void Judge_NothingToCompare_SaysNothing()
    {
        Assert.Empty(Judge(Race));
        Assert.Empty(Judge(Race, ("processes", 100)));
        Assert.Empty(Judge(Fold(["async"], ["BR"], RunStarted(0)), ("async", 100)));
    }

    [Fact]
    public void Judge_AnyLog_NeverFails() => Gen.Select(Any, Gen.Double[0, 1e6]).Sample(
        (log, ms) =>
        {
            var race = RaceState.At(log, double.MaxValue);
            var times = race.Runs.Select((run, i) => (run.Mode, ms * i)).ToArray();
            Assert.All(Judge(race, times), sentence => Assert.NotEmpty(sentence));
        },
        iter: 500);

    [Theory]
    [InlineData(SiteId.Delay, 300, 6000, 10)]
    [InlineData(SiteId.Delay, 1, 2000, 10)]
    [InlineData(SiteId.Local, 300, 2000, 10)]
    public void MaxMs_AnyPlan_TellsNothingOfItsModes(SiteId site, double delay, double max, int countries) => Assert.Equal(
        max, Guess.MaxMs(new() { Countries = [.. Enumerable.Repeat("BR", countries)], Modes = ["async"], Site = site, DelayMs = delay }));
}
