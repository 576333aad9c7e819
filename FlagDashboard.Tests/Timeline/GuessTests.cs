using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public sealed class GuessTests
{
    // Sequential takes 400 ms, map 200 ms, and async 201 ms, which is a tie with map.
    private static readonly RaceState Race = Fold(
        ["sequential", "threads-map", "async"], ["BR"],
        [
            RunStarted(0), .. Whole(0, 400), RunFinished(400),
            RunStarted(0, run: 1), .. Whole(0, 200, run: 1), RunFinished(200, run: 1),
            RunStarted(0, run: 2), .. Whole(0, 201, run: 2), RunFinished(201, run: 2),
            RaceFinished(401),
        ]);

    private static Guess Times(params (string Mode, double Ms)[] times) =>
        times.Aggregate(Guess.None, (guess, time) => guess.WithTime(time.Mode, time.Ms));

    private static string[] Judge(Guess guess, RaceState? race = null) =>
        [.. guess.CompareWithRace(race ?? Race, RaceResults.Of(race ?? Race)).Select(sentence => sentence.ToString())];

    [Fact]
    public void ExpectedWinner_TimesAndName_IsTheLatterUnlessTimesFollow()
    {
        Assert.Null(Guess.None.ExpectedWinner);
        Assert.Null(Times(("async", 100)).ExpectedWinner);
        Assert.Equal("async", Times(("sequential", 410), ("async", 100)).ExpectedWinner);
        Assert.Null(Times(("sequential", 100), ("async", 100)).ExpectedWinner);
        Assert.Equal("sequential", Times(("sequential", 410), ("async", 100)).WithWinner("sequential").ExpectedWinner);
        Assert.Equal("async", Times(("sequential", 410), ("async", 300)).WithWinner("sequential").WithTime("async", 100).ExpectedWinner);
        Assert.Equal("sequential", Guess.None.WithWinner("sequential").WithTime("async", 100).ExpectedWinner);
    }

    [Fact]
    public void IsEmpty_EveryPartTakenBack_IsTrue()
    {
        var guess = Guess.None.WithTime("async", 100).WithWinner("async");
        Assert.False(guess.IsEmpty);
        Assert.False(guess.WithWinner(null).IsEmpty);
        Assert.False(guess.WithTime("async", null).IsEmpty);
        Assert.True(guess.WithTime("async", null).WithWinner(null).IsEmpty);
        Assert.True(Guess.None.IsEmpty);
    }

    [Fact]
    public void Judge_RightWinner_SaysSo() => Assert.Equal(
        [
            "You expected Thread pool · map to win, and it did.",
            "Your closest time was that of Sequential: you expected 0.41 s, and it took 0.40 s.",
        ],
        Judge(Times(("sequential", 410), ("threads-map", 100))));

    [Fact]
    public void Judge_ModeThatTied_IsAsFast() => Assert.Equal(
        ["You expected Async · event loop to win, and it was as fast as Thread pool · map."], Judge(Guess.None.WithWinner("async")));

    [Fact]
    public void Judge_WrongWinner_NamesTheRightOne() => Assert.Equal(
        ["You expected Sequential to win, but Thread pool · map did."], Judge(Guess.None.WithWinner("sequential")));

    [Fact]
    public void Judge_OneTime_ComparesIt() => Assert.Equal(
        ["You expected Async · event loop to take 1.00 s, and it took 0.20 s."], Judge(Times(("async", 1000))));

    [Fact]
    public void Judge_SeveralTimes_TakesTheOneThatIsClosestByRatio() => Assert.Contains(
        "Your closest time was that of Sequential: you expected 0.50 s, and it took 0.40 s.",
        Judge(Times(("sequential", 500), ("threads-map", 110))));

    [Fact]
    public void Judge_NothingToCompare_SaysNothing()
    {
        Assert.Empty(Judge(Guess.None));
        Assert.Empty(Judge(Times(("processes", 100)).WithWinner("processes")));
        Assert.Empty(Judge(Times(("async", 100)), Fold(["async"], ["BR"], RunStarted(0))));
        // With one mode, no mode wins.
        Assert.Empty(Judge(
            Guess.None.WithWinner("async"), Fold(["async"], ["BR"], [RunStarted(0), .. Whole(0, 9), RunFinished(9), RaceFinished(9)])));
    }

    [Fact]
    public void Judge_InterruptedRace_SaysWhyNothingIsCompared()
    {
        var race = Fold(["async", "sequential"], ["BR"], RunStarted(0), Interrupted(5));
        Assert.Equal(
            ["The race ended early, so there is nothing to compare with your guess."], Judge(Guess.None.WithWinner("async"), race));
        Assert.Empty(Judge(Guess.None, race));
    }

    [Fact]
    public void Judge_AnyLog_SaysAtMostTwoWholeSentences() => Gen.Select(OfModes, Gen.Double[0, 1e6]).Sample(
        (log, ms) =>
        {
            var race = RaceState.At(log, double.MaxValue);
            var guess = Times([.. race.Runs.Select((run, i) => (run.Mode, ms * i))]);
            var sentences = Judge(guess, race);
            Assert.InRange(sentences.Length, 0, race.FinishedAtMs is null ? 0 : 2);
            Assert.All(sentences, sentence => Assert.Matches(@"^(You|The) .*\.$|^Your .*\.$", sentence));
        },
        iter: 500);

    [Fact]
    public void AxisOf_Plan_IsThePlannedLengthAndNothingIfItIsNotKnown()
    {
        var race = Definition(["sequential"], ["BR", "CN"]);
        RaceDefinition With(SiteId site) => race with
        {
            Runs = [race.Runs[0] with { RunWorkers = 1 }],
            Plan = race.Plan! with { Site = site, DelayMs = 1000, JitterMs = 0 },
        };
        Assert.Equal(PlannedDuration.MsOf(With(SiteId.Delay)), Guess.AxisOf(With(SiteId.Delay))!.Value.EndMs);
        Assert.Equal(500, Guess.AxisOf(With(SiteId.Delay))!.Value.TickIntervalMs);
        Assert.Null(Guess.AxisOf(With(SiteId.Local)));
    }
}
