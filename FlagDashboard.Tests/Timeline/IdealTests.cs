using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class IdealTests
{
    private static readonly Gen<(double[] Calls, int Workers)> Any = Gen.Select(Gen.Double[0, 1000].Array[0, 40], Gen.Int[1, 12]);

    [Fact]
    public void MakespanMs_AnyCalls_LiesBetweenLowerAndUpperBound() => Any.Sample(any =>
    {
        var (finish, sum) = (ListSchedule.MakespanMs(any.Calls, any.Workers), any.Calls.Sum());
        Assert.True(finish >= Math.Max(any.Calls.Append(0).Max(), sum / any.Workers) - 1e-6);
        Assert.True(finish <= sum + 1e-6);
        // Graham's upper bound for list scheduling.
        Assert.True(finish <= (sum / any.Workers) + (any.Calls.Append(0).Max() * (any.Workers - 1) / any.Workers) + 1e-6);
    });

    [Fact]
    public void MakespanMs_OneWorker_ReturnsSum() =>
        Any.Sample(any => Assert.Equal(any.Calls.Sum(), ListSchedule.MakespanMs(any.Calls, 1), 1e-6));

    [Fact]
    public void MakespanMs_MoreWorkersThanCalls_ReturnsLongest() =>
        Any.Sample(any => Assert.Equal(any.Calls.Append(0).Max(), ListSchedule.MakespanMs(any.Calls, any.Calls.Length + 1)));

    [Fact]
    public void MakespanMs_AnyFreeWorkerTakesNextCall_ReturnsSameTime() => Any.Sample(any =>
    {
        // The result does not depend on which free worker takes the next call. Here it is the one with the highest number.
        var free = new double[any.Workers];
        foreach (var call in any.Calls)
            free[Array.LastIndexOf(free, free.Min())] += call;
        Assert.Equal(free.Max(), ListSchedule.MakespanMs(any.Calls, any.Workers), 1e-6);
    });

    [Fact]
    public void MakespanMs_NoWorker_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => ListSchedule.MakespanMs([1, 2], 0));

    [Fact]
    public void Of_AnyLog_FinishIsNeverLaterThanRun() => Logs.OfModes.Sample(
        log =>
        {
            foreach (var run in RaceState.At(log, double.MaxValue).Runs)
            {
                if (Ideal.Of(run) is not { } ideal)
                    continue;
                Assert.True(ideal.ElapsedMs <= run.ElapsedMs + 1e-6, $"{ideal} of {run.ElapsedMs}");
                Assert.True(ideal.LowerBoundMs <= ideal.ElapsedMs + 1e-6);
            }
        },
        iter: 2000);

    [Fact]
    public void Of_CompleteRun_ReturnsLimitingFactor()
    {
        var shared = Ideal.Of(Replayed.Race(2, 60, 70, 70).Runs[0])!;
        Assert.Equal((2, 130, 200, 100, IdealBound.EvenShare, 100),
            (shared.Workers, shared.ElapsedMs, shared.TotalCallMs, shared.EvenShareMs, shared.Bound, shared.LowerBoundMs));
        var longest = Ideal.Of(Replayed.Race(3, 100, 30, 60).Runs[0])!;
        Assert.Equal((100, IdealBound.LongestCall, "1"), (longest.ElapsedMs, longest.Bound, longest.Longest.Label));
    }

    [Fact]
    public void Of_IncompleteOrEmptyRun_ReturnsNull()
    {
        Assert.Null(Ideal.Of(Fold(["BR"], [RunStarted(0), .. Whole(0, 10)]).Runs[0]));
        Assert.Null(Ideal.Of(Fold(["BR"], [RunStarted(0), .. Whole(0, 10), RunFinished(10, Outcome.Error)]).Runs[0]));
        Assert.Null(Ideal.Of(Fold([], RunStarted(0), RunFinished(10)).Runs[0]));
    }
}
