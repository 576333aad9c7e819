using CsCheck;
using FlagDashboard.Python;
using static FlagDashboard.Python.GilWorkerState;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests which phases follow from what the workers of gil.py know of themselves.</summary>
public class GilPhasesTests
{
    private static List<(double At, int Worker, string? Phase)> Phases(
        bool shareLock, params (double At, int Worker, GilWorkerState State)[] changes)
    {
        var phases = new GilPhaseTracker(2, shareLock);
        foreach (var (at, worker, state) in changes)
            phases.Add(at, worker, state);
        return [.. phases.Advance(double.MaxValue)];
    }

    [Fact]
    public void Advance_ThreadsInTurn_WaitForTheLockOfEachOther() => Assert.Equal(
        [
            (0, 1, GilPhaseTracker.Computing), (1, 2, GilPhaseTracker.WaitingForLock), (5, 1, GilPhaseTracker.WaitingForLock),
                (5.02, 2, GilPhaseTracker.Computing),
            (10, 2, null), (10.02, 1, GilPhaseTracker.Computing), (12, 1, null),
        ],
        Phases(true, (0, 1, Computes), (1, 2, WaitsToCompute), (5, 1, WaitsToCompute), (5.02, 2, Computes), (10, 2, Idle),
            (10.02, 1, Computes),
            (12, 1, Idle)));

    [Fact]
    public void Advance_NobodyComputes_WaitsForAProcessor() => Assert.Equal(
        [
            (0, 1, GilPhaseTracker.Computing), (0, 2, GilPhaseTracker.WaitingForLock), (5, 1, GilPhaseTracker.WaitingForProcessor),
            (5, 2, GilPhaseTracker.WaitingForProcessor), (9, 1, GilPhaseTracker.WaitingForLock), (9, 2, GilPhaseTracker.Computing),
                (12, 1, null),
                (12, 2, null),
        ],
        Phases(true, (0, 1, Computes), (0, 2, WaitsToCompute), (5, 1, WaitsToCompute), (9, 2, Computes), (12, 1, Idle), (12, 2, Idle)));

    [Fact]
    public void Advance_LocksOfTheirOwn_WaitOnlyForAProcessor() => Assert.Equal(
        [(0, 1, GilPhaseTracker.Computing), (0, 2, GilPhaseTracker.Computing), (5, 1, GilPhaseTracker.WaitingForProcessor),
            (7, 1, GilPhaseTracker.Computing)],
        Phases(false, (0, 1, Computes), (0, 2, Computes), (5, 1, WaitsToCompute), (7, 1, Computes)));

    [Fact]
    public void Advance_BlockedAndNative_AreNoWaitForTheLock() => Assert.Equal(
        [(0, 1, GilPhaseTracker.Computing), (0, 2, GilPhaseTracker.Blocked), (4, 2, GilPhaseTracker.ComputingWithoutLock), (6, 1, null),
            (6, 2, null)],
        Phases(true, (0, 1, Computes), (0, 2, InBlockingCall), (4, 2, ComputesWithoutLock), (6, 1, Idle), (6, 2, Idle)));

    [Fact]
    public void Advance_InAnySteps_SaysTheSame() =>
        Gen.Select(Gen.Double[0, 50], Gen.Int[1, 2], Gen.Enum<GilWorkerState>()).Array[0, 40].Select(Gen.Double[0, 60].Array[0, 10])
            .Sample((changes, steps) =>
            {
                // A worker has one state at a time, so a worker's changes come in order of time.
                var sorted = changes.OrderBy(change => change.Item1).ToList();
                var phases = new GilPhaseTracker(2, shareLock: true);
                var inSteps = new List<(double, int, string?)>();
                var added = 0;
                foreach (var until in steps.Order())
                {
                    for (; added < sorted.Count && sorted[added].Item1 <= until + GilPhaseTracker.MaxHandoverMs; added++)
                        phases.Add(sorted[added].Item1, sorted[added].Item2, sorted[added].Item3);
                    inSteps.AddRange(phases.Advance(until));
                }

                foreach (var (at, worker, state) in sorted.Skip(added))
                    phases.Add(at, worker, state);
                inSteps.AddRange(phases.Advance(double.MaxValue));
                Assert.Equal(Phases(true, [.. sorted]), inSteps);
            });
}
