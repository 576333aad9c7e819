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
    private readonly ConcurrentQueue<(int Thread, string? At)> _told = new();
    private readonly SemaphoreSlim _anything = new(0);
    private readonly CancellationTokenSource _givenUp = new();
    private readonly SimulatedGlobalLock _lock;

    public SimulatedGlobalLockTests() => _lock = new(Interval, _time, Tell);

    public void Dispose()
    {
        _anything.Dispose();
        _givenUp.Dispose();
    }

    private void Tell(int thread, string? at)
    {
        _told.Enqueue((thread, at));
        _anything.Release();
    }

    private string Told => string.Join(' ', _told.Select(told => $"{told.Thread}:{told.At?.Split(' ')[0] ?? "-"}"));

    private async Task Until(int thread, string at)
    {
        while (!_told.Contains((thread, at)))
            await _anything.WaitAsync(TestContext.Current.CancellationToken).Guarded();
    }

    /// <summary>A thread that holds the lock until it is let go.</summary>
    private sealed class Held(Task ended, ManualResetEventSlim go)
    {
        public Task LetGo()
        {
            go.Set();
            return ended.Guarded();
        }
    }

    private async Task<Held> Hold(int thread)
    {
        var go = new ManualResetEventSlim();
        var ended = Blocking.Start(() => _lock.Run(thread, () => go.Wait(Generous), CancellationToken.None));
        await Until(thread, SimulatedGlobalLock.Holds);
        return new(ended, go);
    }

    /// <summary>Threads that wait for the lock, in that order, and do nothing with it.</summary>
    private async Task<List<Task>> Queue(params int[] threads)
    {
        var waiting = new List<Task>();
        foreach (var thread in threads)
        {
            waiting.Add(Blocking.Start(() => _lock.Run(thread, () => 0, _givenUp.Token)));
            await Until(thread, SimulatedGlobalLock.Waits);
        }

        return waiting;
    }

    [Fact]
    public void Run_Alone_HoldsTheLockAndReturnsTheResult()
    {
        Assert.Equal(42, _lock.Run(1, () => 42, CancellationToken.None));
        Assert.Equal("1:holds 1:-", Told);
    }

    [Fact]
    public async Task Run_WhileHeld_WaitsAndIsServedInTheOrderOfComing()
    {
        var first = await Hold(1);
        var others = await Queue(4, 2, 3);
        Assert.Equal("1:holds 4:waits 2:waits 3:waits", Told);
        await first.LetGo();
        await Task.WhenAll(others).Guarded();
        Assert.Equal("1:holds 4:waits 2:waits 3:waits 1:- 4:holds 4:- 2:holds 2:- 3:holds 3:-", Told);
    }

    [Fact]
    public async Task Run_CodeThrows_LetsGoOfTheLock()
    {
        Assert.Throws<InvalidDataException>(() => _lock.Run<int>(1, () => throw new InvalidDataException(), CancellationToken.None));
        await (await Hold(2)).LetGo();
        Assert.Equal("1:holds 1:- 2:holds 2:-", Told);
    }

    [Fact]
    public async Task Run_GivenUpWhileWaiting_LeavesTheLineToTheOthers()
    {
        var first = await Hold(1);
        var givenUp = await Queue(2);
        var last = Blocking.Start(() => _lock.Run(3, () => 0, CancellationToken.None));
        await Until(3, SimulatedGlobalLock.Waits);
        await _givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp[0].Guarded());
        Assert.Equal("1:holds 2:waits 3:waits 2:-", Told);
        await first.LetGo();
        await last.Guarded();
        Assert.Equal("1:holds 2:waits 3:waits 2:- 1:- 3:holds 3:-", Told);
    }

    [Fact]
    public async Task Between_IntervalOverAndSomebodyWaits_ChangesTheHolder()
    {
        List<Task>? other = null;
        await Blocking.Run(() => _lock.Run(
            1,
            () =>
            {
                other = Queue(2).GetAwaiter().GetResult();
                _time.Advance(Interval);
                _lock.PassOnIfDue(1, CancellationToken.None);
                return 0;
            },
            CancellationToken.None));
        await other![0].Guarded();
        Assert.Equal(["1:holds", "2:waits", "1:-"], Told.Split(' ')[..3]);
        Assert.Equal(["1:holds", "1:-"], Told.Split(' ')[^2..]);
        NeverTwoHolders(_told);
        Assert.Equal([1, 2, 1], _told.Where(told => told.At == SimulatedGlobalLock.Holds).Select(told => told.Thread));
    }

    [Fact]
    public async Task Between_IntervalNotOver_KeepsTheLock()
    {
        List<Task>? other = null;
        await Blocking.Run(() => _lock.Run(
            1,
            () =>
            {
                other = Queue(2).GetAwaiter().GetResult();
                _time.Advance(Interval - TimeSpan.FromTicks(1));
                _lock.PassOnIfDue(1, CancellationToken.None);
                Assert.Equal("1:holds 2:waits", Told);
                return 0;
            },
            CancellationToken.None));
        await other![0].Guarded();
    }

    [Fact]
    public void Between_NobodyWaits_KeepsTheLock()
    {
        _lock.Run(
            1,
            () =>
            {
                _time.Advance(10 * Interval);
                _lock.PassOnIfDue(1, CancellationToken.None);
                return 0;
            },
            CancellationToken.None);
        Assert.Equal("1:holds 1:-", Told);
    }

    [Fact]
    public async Task Blocking_WhileItBlocks_AnotherHoldsTheLock()
    {
        await Blocking.Run(() => _lock.Run(
            1,
            () =>
            {
                _lock.Blocking(1, () => Hold(2).GetAwaiter().GetResult().LetGo().GetAwaiter().GetResult(), CancellationToken.None);
                return 0;
            },
            CancellationToken.None));
        Assert.Equal("1:holds 1:- 1:blocked 2:holds 2:- 1:holds 1:-", Told);
    }

    [Fact]
    public async Task Blocking_CallThrows_LeavesTheLockToTheOthers()
    {
        Assert.Throws<InvalidDataException>(() => _lock.Run(
            1,
            () =>
            {
                _lock.Blocking(1, () => throw new InvalidDataException(), CancellationToken.None);
                return 0;
            },
            CancellationToken.None));
        Assert.Equal("1:holds 1:- 1:blocked 1:-", Told);
        await (await Hold(2)).LetGo();
    }

    // Threads that hand over at every opportunity; some are given up, which may be in the very moment in which they get the lock.
    [Fact]
    public void Run_AnyThreads_NeverTwoHoldersAndNobodyIsForgotten() =>
        Gen.Select(Gen.Int[1, 40].Array[1, 6], Gen.Int[0, 60]).Sample(
            (pieces, givenUpAfter) =>
            {
                using var givenUp = new CancellationTokenSource();
                var told = new ConcurrentQueue<(int Thread, string? At)>();
                var simulated = new SimulatedGlobalLock(TimeSpan.Zero, TimeProvider.System, (thread, at) => told.Enqueue((thread, at)));
                var (inside, most, done) = (0, 0, 0);
                var threads = pieces.Select((count, thread) => Blocking.Start(() => Work(thread + 1, count))).ToArray();
                Assert.True(Task.WaitAll(threads, Generous));
                Assert.Equal(1, most);
                NeverTwoHolders(told);
                if (!givenUp.IsCancellationRequested)
                    Assert.Equal(pieces.Sum(), done);
                Assert.Equal(0, simulated.Run(9, () => 0, CancellationToken.None));

                void Work(int thread, int count)
                {
                    try
                    {
                        simulated.Run(thread, () => Enumerable.Range(0, count).Sum(piece => Piece(thread, piece)), givenUp.Token);
                    }
                    catch (OperationCanceledException)
                    {
                        // Given up.
                    }
                }

                int Piece(int thread, int piece)
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    if (++done == givenUpAfter)
                        givenUp.Cancel();
                    Interlocked.Decrement(ref inside);
                    if (piece % 5 == 4)
                        simulated.Blocking(thread, static () => Thread.Yield(), givenUp.Token);
                    else
                        simulated.PassOnIfDue(thread, givenUp.Token);
                    return 0;
                }
            },
            iter: 200,
            threads: 1);

    private static void NeverTwoHolders(IEnumerable<(int Thread, string? At)> told)
    {
        var holder = 0;
        foreach (var (thread, at) in told)
        {
            if (at == SimulatedGlobalLock.Holds)
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
