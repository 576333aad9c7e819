using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class MarkedLineTests
{
    private static readonly RaceEvent[] Midway =
    [
        RunStarted(0, 2), Submitted(1, 0), Submitted(1, 1), Submitted(1, 2), Submitted(1, 3), Started(2, 0), Started(2, 1, 2),
        Finished(10, 0), Received(11, 0), Started(11, 2), Finished(20, 2, Outcome.Error), Received(21, 2) with { Status = Outcome.Error },
    ];

    private static RunState Run(params RaceEvent[] events) => Fold(["BR", "CN", "DE", "EG"], events).Runs[0];

    private static string Say(MarkedLine light) =>
        $"{light.Mark}{(light.IsCurrent ? "!" : "")} {light.FutureCount}: {string.Join(' ', light.Futures.Select(future => future.Label))}";

    [Fact]
    public void Of_RunningRun_ReturnsFuturesOfEachMarkerAndLastEvent() => Assert.Equal(
        ["Submitted 1: EG", "Running 1: CN", "Received 1: BR", "Raised! 1: DE"], MarkedLine.Of(Run(Midway)).Select(Say));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "Submitted")]
    [InlineData(6, "Running")]
    [InlineData(8, "Running")]
    [InlineData(9, "Received")]
    [InlineData(12, "Raised")]
    public void IsHighlighted_EachEvent_IsTrueForLineOfLastEvent(int events, string mark) =>
        Assert.Equal(mark, string.Join(
            ' ', MarkedLine.Of(Run(Midway[..events])).Where(light => light.IsCurrent).Select(light => light.Mark)));

    [Fact]
    public void IsHighlighted_CancelledOrFinishedRun_IsFalse()
    {
        Assert.DoesNotContain(MarkedLine.Of(Run(RunStarted(0), Finished(5, 0, Outcome.Cancelled))), light => light.IsCurrent);
        var over = MarkedLine.Of(Fold(["BR"], [RunStarted(0), .. Whole(0, 10), RunFinished(11)]).Runs[0]);
        Assert.Equal(["Submitted 0: ", "Running 0: ", "Received 1: BR", "Raised 0: "], over.Select(Say));
    }

    [Theory]
    [InlineData(0, "Received")]
    [InlineData(1, "Running")]
    [InlineData(2, "Raised")]
    [InlineData(3, "Submitted")]
    public void Of_InspectedFuture_HighlightsOnlyItsLine(int future, string mark)
    {
        var run = Run(Midway);
        var light = Assert.Single(MarkedLine.Of(run, run.Futures[future]), light => light.IsCurrent);
        Assert.Equal((mark, 1), (light.Mark.ToString(), light.FutureCount));
        Assert.Same(run.Futures[future], Assert.Single(light.Futures));
        Assert.Equal(1, MarkedLine.Of(run, run.Futures[future]).Sum(other => other.FutureCount));
    }

    [Fact]
    public void Of_InspectedHeldFuture_HighlightsRunningLine()
    {
        var run = Run(RunStarted(0), Submitted(1, 0), Started(2, 0), Finished(9, 0));
        Assert.Equal("Running", MarkedLine.Of(run, run.Futures[0]).Single(light => light.IsCurrent).Mark.ToString());
        Assert.Equal(0, MarkedLine.Of(run)[(int)FutureStep.Running].FutureCount);
    }
}
