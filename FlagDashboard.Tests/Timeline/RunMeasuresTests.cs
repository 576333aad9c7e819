using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class RunMeasuresTests
{
    [Fact]
    public void Of_MapWithHeldResults_ReturnsHeldAndIdleTime()
    {
        var run = Fold(["BR", "CN"], RunStarted(10, 2), Submitted(10, 0), Submitted(10, 1), Started(10, 0), Started(10, 1, 2),
            Finished(40, 1), Finished(110, 0), Received(112, 0), Received(114, 1), RunFinished(120)).Runs[0];
        var measures = RunMeasures.Of(run);
        Assert.Equal((102, 76, 74), (measures.FirstResultMs, measures.TotalHeldMs, measures.LongestHeldMs));
        // 2 workers × 110 ms − (100 + 30) ms of work = 90 ms. At the end, one worker is idle for 10 ms and the other for 80 ms.
        Assert.Equal((90, 90, 100), (measures.TotalIdleMs, measures.TotalIdleAtEndMs, measures.Ideal?.ElapsedMs));
    }

    [Fact]
    public void Of_APauseInTheMiddle_IsIdleButNotAtTheEnd()
    {
        var run = Fold(["BR", "CN"], [RunStarted(0), .. Whole(0, 30), .. Whole(70, 100, 1), RunFinished(105)]).Runs[0];
        Assert.Equal((45, 5), (RunMeasures.Of(run).TotalIdleMs, RunMeasures.Of(run).TotalIdleAtEndMs));
    }

    [Fact]
    public void Of_NoResult_HasNoFirstResultTime()
    {
        var run = Fold(["BR", "CN"],
            [RunStarted(0), .. Whole(0, 30, status: Outcome.Error), Finished(30, 1, Outcome.Cancelled),
            RunFinished(30, Outcome.Error)]).Runs[0];
        Assert.Equal(new RunMeasures(null, 0, 0, 0, 0, null), RunMeasures.Of(run));
    }

    [Fact]
    public void Of_NeverReceived_IsHeldUntilTheRunsEnd()
    {
        var run = Fold(["BR", "CN"], RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0), Started(0, 1, 2), Finished(20, 1),
            Finished(50, 0, Outcome.Error), Received(50, 0), RunFinished(60, Outcome.Error)).Runs[0];
        Assert.Equal((40, 40), (RunMeasures.Of(run).TotalHeldMs, RunMeasures.Of(run).LongestHeldMs));
    }

    [Fact]
    public void Of_UnfinishedRun_Throws() =>
        Assert.Throws<InvalidOperationException>(() => RunMeasures.Of(Fold(["BR"], RunStarted(0)).Runs[0]));

    [Fact]
    public void Of_AnyLog_IdleTimeAtTheEndIsPartOfTheIdleTime() => CsCheck.Check.Sample(OfModes, log =>
    {
        foreach (var run in RaceState.At(log, double.MaxValue).Runs.Where(run => run.FinishedAtMs is not null))
        {
            var measures = RunMeasures.Of(run);
            Assert.InRange(measures.TotalIdleAtEndMs, 0, measures.TotalIdleMs + 1e-6);
            Assert.InRange(measures.TotalIdleMs, 0, (run.Workers * run.ElapsedMs!.Value) + 1e-6);
            Assert.InRange(measures.LongestHeldMs, 0, measures.TotalHeldMs + 1e-6);
            Assert.InRange(measures.FirstResultMs ?? 0, 0, run.ElapsedMs.Value);
        }
    }, iter: 1000);
}
