using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public partial class ThreadPoolExecutorTests
{
    [GeneratedRegex(@"^ThreadPoolExecutor-\d+_0$")]
    private static partial Regex FirstThread { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Constructor_MaxWorkersBelowOne_IsRefused(int maxWorkers) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreadPoolExecutor(maxWorkers));

    [Fact]
    public void Submit_NullFunctionOrAfterShutdown_Throws()
    {
        var pool = new ThreadPoolExecutor(1);
        Assert.Throws<ArgumentNullException>(() => pool.Submit<int, int>(null!, 1));
        pool.Dispose();
        Assert.Throws<InvalidOperationException>(() => pool.Submit(n => n, 1));
    }

    [Fact]
    public Task Submit_OneAfterTheOther_ReusesTheIdleThread() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(8);
        var threads = new HashSet<Thread>();
        for (var i = 0; i < 500; i++)
            threads.Add(pool.Submit(_ => Thread.CurrentThread, i).Result());
        var thread = Assert.Single(threads);
        Assert.Matches(FirstThread, thread.Name);
        Assert.True(thread.IsBackground);
        Assert.False(thread.IsThreadPoolThread);
    });

    [Fact]
    public Task Submit_AllBusy_StartsThreadsUpToTheLimit() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(3);
        using var together = new Barrier(3);
        var names = pool.Map(
            n =>
            {
                together.SignalAndWait();
                return Thread.CurrentThread.Name!;
            },
            Enumerable.Range(0, 9)).ToHashSet();
        Assert.Equal(["_0", "_1", "_2"], names.Select(name => name[^2..]).Order());
    });

    [Fact]
    public Task Submit_DefaultWorkers_AreProcessorsPlusFourUpTo32() => Blocking.Run(() =>
    {
        var expected = Math.Min(32, Environment.ProcessorCount + 4);
        using var pool = new ThreadPoolExecutor();
        using var gate = new ManualResetEventSlim();
        using var reached = new CountdownEvent(expected);
        var threads = new ConcurrentDictionary<Thread, bool>();
        var results = pool.Map(
            n =>
            {
                if (threads.TryAdd(Thread.CurrentThread, true))
                    reached.Signal();
                gate.Wait();
                return n;
            },
            Enumerable.Range(0, expected + 8));
        reached.Wait();
        gate.Set();
        Assert.Equal(expected + 8, results.Count());
        Assert.Equal(expected, threads.Count);
    });

    [Fact]
    public Task Submit_FunctionThrows_TheWorkerLives() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var failed = pool.Submit<int, int>(_ => throw new InvalidDataException(), 1);
        Assert.Throws<InvalidDataException>(() => failed.Result());
        Assert.Equal(2, pool.Submit(n => n, 2).Result());
    });

    [Fact]
    public Task Submit_SeveralThreads_EachCallIsMadeOnce() => Blocking.Run(() =>
    {
        var calls = 0;
        using (var pool = new ThreadPoolExecutor(4))
        {
            var submitters = Enumerable.Range(0, 4).Select(_ => Blocking.Start(() =>
            {
                for (var i = 0; i < 1000; i++)
                    pool.Submit(_ => Interlocked.Increment(ref calls), i);
            })).ToArray();
            Task.WhenAll(submitters).GetAwaiter().GetResult();
        }

        Assert.Equal(4000, calls);
    });

    [Fact]
    public Task Submit_FromACallbackThatWaits_GetsAnotherThread() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(2);
        using var gate = new ManualResetEventSlim();
        var nested = new TaskCompletionSource<int>();
        var future = pool.Submit(n => { gate.Wait(); return n; }, 1);
        future.AddDoneCallback(_ => nested.SetResult(pool.Submit(n => n, 2).Result()));
        gate.Set();
        Assert.Equal(2, nested.Task.GetAwaiter().GetResult());
    });

    [Fact]
    public Task Submit_AsyncLocalOfSubmitter_DoesNotFlowToWorker() => Blocking.Run(() =>
    {
        var ambient = new AsyncLocal<string> { Value = "mine" };
        using var pool = new ThreadPoolExecutor(1);
        Assert.Null(pool.Submit(_ => ambient.Value, 0).Result());
    });

    [Fact]
    public Task Shutdown_WithWait_AllCallsAreDoneAndTheThreadsGone() => Blocking.Run(() =>
    {
        var threads = new ConcurrentDictionary<Thread, bool>();
        var pool = new ThreadPoolExecutor(3);
        var futures = Enumerable.Range(0, 100).Select(i => pool.Submit(_ => threads.TryAdd(Thread.CurrentThread, true), i)).ToArray();
        pool.Shutdown();
        Assert.All(futures, future => Assert.Equal(FutureState.Finished, future.State));
        Assert.All(threads.Keys, thread => Assert.False(thread.IsAlive));
        pool.Shutdown();
        pool.Dispose();
    });

    [Fact]
    public Task Shutdown_WithoutWait_ReturnsAndTheCallsAreMade() => Blocking.Run(() =>
    {
        using var gate = new ManualResetEventSlim();
        var pool = new ThreadPoolExecutor(1);
        var futures = Enumerable.Range(0, 3).Select(i => pool.Submit(n => { gate.Wait(); return n; }, i)).ToArray();
        pool.Shutdown(wait: false);
        Assert.DoesNotContain(futures, future => future.Done);
        gate.Set();
        Assert.Equal([0, 1, 2], futures.Select(future => future.Result()));
    });

    [Fact]
    public Task Shutdown_CancelFutures_CancelsBeforeItWaits() => Blocking.Run(() =>
    {
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var pool = new ThreadPoolExecutor(1);
        var running = pool.Submit(n => { started.Set(); gate.Wait(); return n; }, 1);
        var pending = pool.Submit(n => n, 2);
        pending.AddDoneCallback(_ => gate.Set());
        started.Wait();
        pool.Shutdown(wait: true, cancelFutures: true);
        Assert.Equal((FutureState.Finished, FutureState.Cancelled), (running.State, pending.State));
    });

    [Fact]
    public Task Shutdown_SecondTime_StillCancelsAndWaits() => Blocking.Run(() =>
    {
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var pool = new ThreadPoolExecutor(1);
        var running = pool.Submit(n => { started.Set(); gate.Wait(); return n; }, 1);
        var pending = pool.Submit(n => n, 2);
        started.Wait();
        pool.Shutdown(wait: false);
        Assert.False(pending.Done);
        pool.Shutdown(wait: false, cancelFutures: true);
        Assert.True(pending.Cancelled);
        Assert.False(running.Done);
        gate.Set();
        pool.Shutdown(wait: true);
        Assert.True(running.Done);
    });

    [Fact]
    public Task Shutdown_FromItsOwnWorkers_DoesNotWait() => Blocking.Run(() =>
    {
        var pool = new ThreadPoolExecutor(2);
        using var together = new Barrier(2);
        var futures = Enumerable.Range(0, 2).Select(i => pool.Submit(
            n =>
            {
                together.SignalAndWait();
                pool.Shutdown(wait: true);
                return n;
            },
            i)).ToArray();
        Assert.Equal([0, 1], futures.Select(future => future.Result()));
        pool.Shutdown();
    });

    [Fact]
    public Task Shutdown_NothingEverSubmitted_Returns() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        pool.Shutdown(wait: true, cancelFutures: true);
    });
}
