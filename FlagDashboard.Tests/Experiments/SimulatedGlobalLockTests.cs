using System.Collections.Concurrent;
using CsCheck;
using FlagDashboard.Experiments;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Experiments;

public sealed class SimulatedGlobalLockTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<(int Thread, string? At)> _phases = new();
    private readonly SemaphoreSlim _changed = new(0);
    private readonly CancellationTokenSource _givenUp = new();
    private readonly SimulatedGlobalLock _lock;

    public SimulatedGlobalLockTests() => _lock = new(Interval, _time, Record);

    public void Dispose()
    {
        _changed.Dispose();
        _givenUp.Dispose();
    }

    private void Record(int thread, string? at)
    {
        _phases.Enqueue((thread, at));
        _changed.Release();
    }

    private string PhaseText => string.Join(' ', _phases.Select(phase => $"{phase.Thread}:{phase.At?.Split(' ')[0] ?? "-"}"));

    private async Task Until(int thread, string at)
    {
        while (!_phases.Contains((thread, at)))
            await _changed.WaitAsync(TestContext.Current.CancellationToken).Guarded();
    }

    /// <summary>A thread that holds the lock until the test releases it.</summary>
    private sealed class Holder(Task ended, ManualResetEventSlim go)
    {
        public Task Release()
        {
            go.Set();
            return ended.Guarded();
        }
    }

    private async Task<Holder> Hold(int thread)
    {
        var go = new ManualResetEventSlim();
        var ended = Blocking.Start(() => _lock.RunWithLock(thread, () => go.Wait(Generous), CancellationToken.None));
        await Until(thread, SimulatedGlobalLock.HoldingPhase);
        return new(ended, go);
    }

    /// <summary>Starts threads that wait for the lock in this order and then release it at once.</summary>
    private async Task<List<Task>> Queue(params int[] threads)
    {
        var waiting = new List<Task>();
        foreach (var thread in threads)
        {
            waiting.Add(Blocking.Start(() => _lock.RunWithLock(thread, () => 0, _givenUp.Token)));
            await Until(thread, SimulatedGlobalLock.WaitingPhase);
        }

        return waiting;
    }

    [Fact]
    public void Run_Alone_HoldsLockAndReturnsResult()
    {
        Assert.Equal(42, _lock.RunWithLock(1, () => 42, CancellationToken.None));
        Assert.Equal("1:holds 1:-", PhaseText);
    }

    [Fact]
    public async Task Run_WhileLockIsTaken_WaitsInOrderOfArrival()
    {
        var first = await Hold(1);
        var others = await Queue(4, 2, 3);
        Assert.Equal("1:holds 4:waits 2:waits 3:waits", PhaseText);
        await first.Release();
        await Task.WhenAll(others).Guarded();
        Assert.Equal("1:holds 4:waits 2:waits 3:waits 1:- 4:holds 4:- 2:holds 2:- 3:holds 3:-", PhaseText);
    }

    [Fact]
    public async Task Run_CodeThrows_ReleasesLock()
    {
        Assert.Throws<InvalidDataException>(
            () => _lock.RunWithLock<int>(1, () => throw new InvalidDataException(), CancellationToken.None));
        await (await Hold(2)).Release();
        Assert.Equal("1:holds 1:- 2:holds 2:-", PhaseText);
    }

    [Fact]
    public async Task Run_CancelledWhileWaiting_LeavesQueue()
    {
        var first = await Hold(1);
        var givenUp = await Queue(2);
        var last = Blocking.Start(() => _lock.RunWithLock(3, () => 0, CancellationToken.None));
        await Until(3, SimulatedGlobalLock.WaitingPhase);
        await _givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp[0].Guarded());
        Assert.Equal("1:holds 2:waits 3:waits 2:-", PhaseText);
        await first.Release();
        await last.Guarded();
        Assert.Equal("1:holds 2:waits 3:waits 2:- 1:- 3:holds 3:-", PhaseText);
    }

    [Fact]
    public async Task YieldIfDue_IntervalOverAndThreadWaits_ChangesHolder()
    {
        List<Task>? other = null;
        await Blocking.Run(() => _lock.RunWithLock(
            1,
            () =>
            {
                other = Queue(2).GetAwaiter().GetResult();
                _time.Advance(Interval);
                _lock.YieldIfDue(1, CancellationToken.None);
                return 0;
            },
            CancellationToken.None));
        await other![0].Guarded();
        Assert.Equal(["1:holds", "2:waits", "1:-"], PhaseText.Split(' ')[..3]);
        Assert.Equal(["1:holds", "1:-"], PhaseText.Split(' ')[^2..]);
        NeverTwoHolders(_phases);
        Assert.Equal([1, 2, 1], _phases.Where(phase => phase.At == SimulatedGlobalLock.HoldingPhase).Select(phase => phase.Thread));
    }

    [Fact]
    public async Task YieldIfDue_IntervalNotOver_KeepsLock()
    {
        List<Task>? other = null;
        await Blocking.Run(() => _lock.RunWithLock(
            1,
            () =>
            {
                other = Queue(2).GetAwaiter().GetResult();
                _time.Advance(Interval - TimeSpan.FromTicks(1));
                _lock.YieldIfDue(1, CancellationToken.None);
                Assert.Equal("1:holds 2:waits", PhaseText);
                return 0;
            },
            CancellationToken.None));
        await other![0].Guarded();
    }

    [Fact]
    public void YieldIfDue_NoThreadWaits_KeepsLock()
    {
        _lock.RunWithLock(
            1,
            () =>
            {
                _time.Advance(10 * Interval);
                _lock.YieldIfDue(1, CancellationToken.None);
                return 0;
            },
            CancellationToken.None);
        Assert.Equal("1:holds 1:-", PhaseText);
    }

    [Fact]
    public async Task CallWithoutLock_DuringCall_AnotherThreadHoldsLock()
    {
        await Blocking.Run(() => _lock.RunWithLock(
            1,
            () =>
            {
                _lock.CallWithoutLock(1, () => Hold(2).GetAwaiter().GetResult().Release().GetAwaiter().GetResult(), CancellationToken.None);
                return 0;
            },
            CancellationToken.None));
        Assert.Equal("1:holds 1:- 1:blocked 2:holds 2:- 1:holds 1:-", PhaseText);
    }

    [Fact]
    public async Task CallWithoutLock_CallThrows_LeavesLockToOthers()
    {
        Assert.Throws<InvalidDataException>(() => _lock.RunWithLock(
            1,
            () =>
            {
                _lock.CallWithoutLock(1, () => throw new InvalidDataException(), CancellationToken.None);
                return 0;
            },
            CancellationToken.None));
        Assert.Equal("1:holds 1:- 1:blocked 1:-", PhaseText);
        await (await Hold(2)).Release();
    }

    // The threads pass the lock on whenever they may. Some are cancelled, possibly at the moment when they get the lock.
    [Fact]
    public void Run_AnyThreads_HaveOneHolderAndAllFinish() =>
        Gen.Select(Gen.Int[1, 40].Array[1, 6], Gen.Int[0, 60]).Sample(
            (pieces, givenUpAfter) =>
            {
                using var givenUp = new CancellationTokenSource();
                var phases = new ConcurrentQueue<(int Thread, string? At)>();
                var simulated = new SimulatedGlobalLock(TimeSpan.Zero, TimeProvider.System, (thread, at) => phases.Enqueue((thread, at)));
                var (inside, most, done) = (0, 0, 0);
                var threads = pieces.Select((count, thread) => Blocking.Start(() => Work(thread + 1, count))).ToArray();
                Assert.True(Task.WaitAll(threads, Generous));
                Assert.Equal(1, most);
                NeverTwoHolders(phases);
                if (!givenUp.IsCancellationRequested)
                    Assert.Equal(pieces.Sum(), done);
                Assert.Equal(0, simulated.RunWithLock(9, () => 0, CancellationToken.None));

                void Work(int thread, int count)
                {
                    try
                    {
                        simulated.RunWithLock(thread, () => Enumerable.Range(0, count).Sum(piece => Piece(thread, piece)), givenUp.Token);
                    }
                    catch (OperationCanceledException)
                    {
                        // The test cancels some threads.
                    }
                }

                int Piece(int thread, int piece)
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    if (++done == givenUpAfter)
                        givenUp.Cancel();
                    Interlocked.Decrement(ref inside);
                    if (piece % 5 == 4)
                        simulated.CallWithoutLock(thread, static () => Thread.Yield(), givenUp.Token);
                    else
                        simulated.YieldIfDue(thread, givenUp.Token);
                    return 0;
                }
            },
            iter: 200,
            threads: 1);

    private static void NeverTwoHolders(IEnumerable<(int Thread, string? At)> phases)
    {
        var holder = 0;
        foreach (var (thread, at) in phases)
        {
            if (at == SimulatedGlobalLock.HoldingPhase)
            {
                Assert.Equal(0, holder);
                holder = thread;
            }
            else if (thread == holder)
            {
                holder = 0;
            }
        }

        Assert.Equal(0, holder);
    }
}
