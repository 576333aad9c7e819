using FlagDashboard.Python;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests what the silence and the records of a worker of gil.py say.</summary>
public class GilWorkerTests
{
    private readonly GilPhaseTracker _phases = new(2, shareLock: false);
    private readonly GilWorkerFollower _worker;

    public GilWorkerTests() => _worker = new(1, _phases);

    private List<(double, string?)> Phases => [.. _phases.Advance(double.MaxValue).Select(phase => (phase.AtMs, phase.Phase))];

    private void Add(GilEventKind kind, double atMs, double firstMs = 0) => _worker.Add(new(kind, atMs, (long)(firstMs * 1e6), 0, 0));

    [Fact]
    public void Listen_RegularBeats_ComputesUntilItIsFinished()
    {
        Add(GilEventKind.FutureStarted, 1);
        _worker.DetectSilence(lastBeatMs: 4.8, nowMs: 5);
        _worker.DetectSilence(lastBeatMs: 9.9, nowMs: 10);
        Add(GilEventKind.FutureFinished, 10.2);
        _worker.DetectSilence(lastBeatMs: 9.9, nowMs: 20);
        Assert.Equal([(1, GilPhaseTracker.Computing), (10.2, null)], Phases);
    }

    [Fact]
    public void Listen_Silence_IsAwaySinceTheLastBeat()
    {
        Add(GilEventKind.FutureStarted, 1);
        _worker.DetectSilence(lastBeatMs: 4.8, nowMs: 10);
        // The record of the gap says that the worker computed 0.1 ms longer than it told. What is recorded stays.
        Add(GilEventKind.SilenceEnded, 15, firstMs: 4.9);
        Assert.Equal([(1, GilPhaseTracker.Computing), (4.8, GilPhaseTracker.WaitingForProcessor), (15, GilPhaseTracker.Computing)], Phases);
    }

    [Fact]
    public void Add_GapBetweenTwoLooks_IsAwayForTheGap()
    {
        Add(GilEventKind.FutureStarted, 1);
        Add(GilEventKind.SilenceEnded, 4, firstMs: 2);
        _worker.DetectSilence(lastBeatMs: 4.5, nowMs: 5);
        Assert.Equal([(1, GilPhaseTracker.Computing), (2, GilPhaseTracker.WaitingForProcessor), (4, GilPhaseTracker.Computing)], Phases);
    }

    [Theory]
    [InlineData(50.2, false)]
    [InlineData(58, true)]
    public void Add_BlockingCall_WaitsFromItsEndOn(double returnedMs, bool waited)
    {
        Add(GilEventKind.FutureStarted, 1);
        Add(GilEventKind.Blocked, 1, firstMs: 50);
        _worker.DetectSilence(lastBeatMs: 0, nowMs: 30);
        Add(GilEventKind.BlockingEnded, returnedMs);
        Assert.Equal(
            [
                (1, GilPhaseTracker.Blocked), .. waited ? [(50, GilPhaseTracker.WaitingForProcessor)] : Array.Empty<(double, string?)>(),
                (returnedMs, GilPhaseTracker.Computing),
            ],
            Phases);
    }

    [Fact]
    public void Listen_BlockingCallIsOverdue_WaitsSinceItsEnd()
    {
        Add(GilEventKind.FutureStarted, 1);
        Add(GilEventKind.Blocked, 1, firstMs: 50);
        _worker.DetectSilence(lastBeatMs: 0, nowMs: 55);
        Assert.Equal([(1, GilPhaseTracker.Blocked), (50, GilPhaseTracker.WaitingForProcessor)], Phases);
    }
}
