using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Tests.Timeline;

namespace FlagDashboard.Tests.Log;

public class SeekableRaceTests
{
    private static SeekableRace Of(IEnumerable<RaceEvent> log)
    {
        var recording = new SeekableRace();
        foreach (var happened in log)
            recording.Add(happened);
        return recording;
    }

    private static RaceEvent[] Handmade => [.. new[]
    {
        Logs.First(Logs.Definition(["threads-map"], ["BR", "CN"])), Logs.RunStarted(0, 2), Logs.Submitted(1, 0), Logs.Submitted(1, 1),
        Logs.Started(2, 0), Logs.Started(2, 1, 2),
        Logs.Finished(30, 1), Logs.Finished(40, 0), Logs.Received(41, 0), Logs.Received(42, 1), Logs.RunFinished(43), Logs.RaceFinished(44),
    }.Select((happened, i) => happened with
    {
        Seq = i + 1,
        Run = i == 0 || happened.Kind == RaceEventKind.RaceFinished ? RaceEvent.None : 0,
    })];

    private static double[] Times(RaceEvent[] log) => [.. log.Select(happened => happened.AtMs).Distinct()];

    [Fact]
    public void At_AnyTimesInAnyOrder_EqualsFoldUntilThen() => Gen.Select(Logs.Any, Gen.Double[0, 1500].Array[1, 12]).Sample((log, times) =>
    {
        var recording = Of(log);
        foreach (var t in times.Concat(Times(log)))
            Assert.Equal(Picture.Of(RaceState.At(log, t), t), Picture.Of(recording.SeekTo(t), t));
    }, iter: 200, threads: 1);

    [Fact]
    public void At_EventsAddedLater_ReturnsSameEarlierState()
    {
        var log = Handmade;
        var half = log.Length / 2;
        var recording = Of(log[..half]);
        var before = Picture.Of(recording.SeekTo(log[half / 2].AtMs), 0);
        foreach (var happened in log[half..])
            recording.Add(happened);
        Assert.Equal(before, Picture.Of(recording.SeekTo(log[half / 2].AtMs), 0));
        Assert.Equal(log.Length, recording.LatestState.LastEventSeq);
    }

    [Fact]
    public void OutcomeTimes_SteppedBothWays_AreThoseOfOutcomesAndThenOfTheEnds()
    {
        var recording = Of(Handmade);
        var (next, previous) = (new List<double>(), new List<double>());
        for (var t = recording.NextKeyEventTime(0); t is not null; t = recording.NextKeyEventTime(t.Value))
            next.Add(t.Value);
        for (var t = recording.PreviousKeyEventTime(44); t is not null; t = recording.PreviousKeyEventTime(t.Value))
            previous.Add(t.Value);
        Assert.Equal([30, 40, 41, 42, 43, 44], next);
        Assert.Equal([43, 42, 41, 40, 30, 2, 1, 0], previous);
    }

    [Fact]
    public void NextEventTime_SteppedToEnd_VisitsEveryTimeOnce() => Logs.Any.Sample(log =>
    {
        var recording = Of(log);
        var met = new List<double>();
        for (var t = recording.NextEventTime(-1); t is not null; t = recording.NextEventTime(t.Value))
            met.Add(t.Value);
        Assert.Equal(Times(log), met);
    }, iter: 200);

    [Fact]
    public void PreviousEventTime_SteppedToStart_VisitsEveryTimeOnce() => Logs.Any.Sample(log =>
    {
        var recording = Of(log);
        var met = new List<double>();
        for (var t = recording.PreviousEventTime(double.MaxValue); t is not null; t = recording.PreviousEventTime(t.Value))
            met.Add(t.Value);
        Assert.Equal(Times(log).Reverse(), met);
    }, iter: 200);

    [Fact]
    public void At_BeforeFirstTime_HasDefinitionOfRace() =>
        Assert.Equal(
            (1, 0, "BR"), Of(Handmade).SeekTo(-1) is var race
                ? (race.LastEventSeq, race.LastEventAtMs, race.Definition!.FutureLabels[0]) : default);

    [Fact]
    public void LastEventAt_BetweenTwoEvents_ReturnsEarlierOne()
    {
        var recording = Of(Handmade);
        Assert.Equal(1, recording.LastEventAt(-1)!.Value.Seq);
        Assert.Equal((2, 6, 7), (
            recording.LastEventAt(0)!.Value.Seq, recording.LastEventAt(29.9)!.Value.Seq, recording.LastEventAt(30)!.Value.Seq));
    }

    [Fact]
    public void EmptyBuffer_AnyTime_HasNoEvents()
    {
        var recording = new SeekableRace();
        Assert.Null(recording.SeekTo(100).Definition);
        Assert.Equal((null, null, null), (recording.NextEventTime(0), recording.PreviousEventTime(0), recording.LastEventAt(0)));
    }
}
