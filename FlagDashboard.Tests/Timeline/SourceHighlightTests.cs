using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class SourceHighlightTests
{
    private static readonly RaceEvent[] Midway =
    [
        RunStarted(0, 2), Submitted(1, 0), Submitted(1, 1), Submitted(1, 2), Submitted(1, 3), Started(2, 0), Started(2, 1, 2),
        Finished(10, 0), Received(11, 0), Started(11, 2), Finished(20, 2, Outcome.Error), Received(21, 2) with { Status = Outcome.Error },
    ];

    private static RunState Run(params RaceEvent[] events) => Fold(["BR", "CN", "DE", "EG"], events).Runs[0];

    private static string Say(SourceHighlight light) =>
        $"{light.Mark}{(light.IsHighlighted ? "!" : "")} {light.Count}: {string.Join(' ', light.Futures.Select(future => future.Label))}";

    [Fact]
    public void Of_RunningRun_ReturnsFuturesOfEachMarkerAndLastEvent() => Assert.Equal(
        ["Submitted 1: EG", "Running 1: CN", "Received 1: BR", "Raised! 1: DE"], SourceHighlight.Of(Run(Midway)).Select(Say));

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
            ' ', SourceHighlight.Of(Run(Midway[..events])).Where(light => light.IsHighlighted).Select(light => light.Mark)));

    [Fact]
    public void IsHighlighted_CancelledOrFinishedRun_IsFalse()
    {
        Assert.DoesNotContain(SourceHighlight.Of(Run(RunStarted(0), Finished(5, 0, Outcome.Cancelled))), light => light.IsHighlighted);
        var over = SourceHighlight.Of(Fold(["BR"], [RunStarted(0), .. Whole(0, 10), RunFinished(11)]).Runs[0]);
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
        var light = Assert.Single(SourceHighlight.Of(run, run.Futures[future]), light => light.IsHighlighted);
        Assert.Equal((mark, 1), (light.Mark.ToString(), light.Count));
        Assert.Same(run.Futures[future], Assert.Single(light.Futures));
        Assert.Equal(1, SourceHighlight.Of(run, run.Futures[future]).Sum(other => other.Count));
    }

    [Fact]
    public void Of_InspectedHeldFuture_HighlightsRunningLine()
    {
        var run = Run(RunStarted(0), Submitted(1, 0), Started(2, 0), Finished(9, 0));
        Assert.Equal("Running", SourceHighlight.Of(run, run.Futures[0]).Single(light => light.IsHighlighted).Mark.ToString());
        Assert.Equal(0, SourceHighlight.Of(run)[(int)SourceMarker.Running].Count);
    }
}
