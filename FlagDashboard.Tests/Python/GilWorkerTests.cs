using FlagDashboard.Python;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests what the silence and the records of a worker of gil.py say.</summary>
public class GilWorkerTests
{
    private readonly GilPhases _phases = new(2, shareLock: false);
    private readonly GilWorker _worker;

    public GilWorkerTests() => _worker = new(1, _phases);

    private List<(double, string?)> Phases => [.. _phases.Advance(double.MaxValue).Select(phase => (phase.AtMs, phase.Phase))];

    private void Add(GilRecordKind kind, double atMs, double firstMs = 0) => _worker.Add(new(kind, atMs, (long)(firstMs * 1e6), 0, 0));

    [Fact]
    public void Listen_RegularBeats_ComputesUntilItIsFinished()
    {
        Add(GilRecordKind.Started, 1);
        _worker.Listen(beatMs: 4.8, nowMs: 5);
        _worker.Listen(beatMs: 9.9, nowMs: 10);
        Add(GilRecordKind.Finished, 10.2);
        _worker.Listen(beatMs: 9.9, nowMs: 20);
        Assert.Equal([(1, GilPhases.Computing), (10.2, null)], Phases);
    }

    [Fact]
    public void Listen_Silence_IsAwaySinceTheLastBeat()
    {
        Add(GilRecordKind.Started, 1);
        _worker.Listen(beatMs: 4.8, nowMs: 10);
        // The record of the gap says that the worker computed 0.1 ms longer than it told. What is recorded stays.
        Add(GilRecordKind.Away, 15, firstMs: 4.9);
        Assert.Equal([(1, GilPhases.Computing), (4.8, GilPhases.WaitingForProcessor), (15, GilPhases.Computing)], Phases);
    }

    [Fact]
    public void Add_GapBetweenTwoLooks_IsAwayForTheGap()
    {
        Add(GilRecordKind.Started, 1);
        Add(GilRecordKind.Away, 4, firstMs: 2);
        _worker.Listen(beatMs: 4.5, nowMs: 5);
        Assert.Equal([(1, GilPhases.Computing), (2, GilPhases.WaitingForProcessor), (4, GilPhases.Computing)], Phases);
    }

    [Theory]
    [InlineData(50.2, false)]
    [InlineData(58, true)]
    public void Add_BlockingCall_WaitsFromItsEndOn(double returnedMs, bool waited)
    {
        Add(GilRecordKind.Started, 1);
        Add(GilRecordKind.Blocked, 1, firstMs: 50);
        _worker.Listen(beatMs: 0, nowMs: 30);
        Add(GilRecordKind.Computes, returnedMs);
        Assert.Equal(
            [
                (1, GilPhases.Blocked), .. waited ? [(50, GilPhases.WaitingForProcessor)] : Array.Empty<(double, string?)>(),
                (returnedMs, GilPhases.Computing),
            ],
            Phases);
    }

    [Fact]
    public void Listen_BlockingCallIsOverdue_WaitsSinceItsEnd()
    {
        Add(GilRecordKind.Started, 1);
        Add(GilRecordKind.Blocked, 1, firstMs: 50);
        _worker.Listen(beatMs: 0, nowMs: 55);
        Assert.Equal([(1, GilPhases.Blocked), (50, GilPhases.WaitingForProcessor)], Phases);
    }
}
