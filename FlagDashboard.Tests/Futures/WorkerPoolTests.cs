using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

/// <summary>A pool whose threads cannot be started, because a limit of the system is reached.</summary>
public class WorkerPoolTests
{
    private int _room;

    private WorkerPool Pool(int room)
    {
        _room = room;
        return new WorkerPool(3, "pool") { StartThread = Start };
    }

    private void Start(Thread thread)
    {
        if (Interlocked.Decrement(ref _room) < 0)
            throw new OutOfMemoryException();
        thread.UnsafeStart();
    }

    private static Future<int> Submit(WorkerPool pool, Func<int> call)
    {
        var future = TestFuture.Pending();
        pool.TryAdd(new ThreadWorkItem<int, int>(future, _ => call(), 0));
        return future;
    }

    [Fact]
    public Task TryAdd_FirstThreadCannotStart_ThrowsAndCancelsFuture() => Blocking.Run(() =>
    {
        var (pool, future) = (Pool(room: 0), TestFuture.Pending());
        var error = Assert.Throws<InvalidOperationException>(
            () => pool.TryAdd(new ThreadWorkItem<int, int>(future, _ => 1, 0)));
        Assert.StartsWith("no new thread can be started: the limit of ", error.Message, StringComparison.Ordinal);
        Assert.True(future.Cancelled);
    });

    [Fact]
    public Task TryAdd_NoRoomForASecondThread_TheFirstGoesOn() => Blocking.Run(() =>
    {
        var pool = Pool(room: 1);
        using var release = new ManualResetEventSlim();
        var running = Submit(pool, () =>
        {
            release.Wait(TestContext.Current.CancellationToken);
            return 1;
        });
        Assert.Throws<InvalidOperationException>(() => Submit(pool, () => 2));
        release.Set();
        Assert.Equal(1, running.Result());
        Assert.Equal(3, Submit(pool, () => 3).Result());
        pool.Shutdown(wait: true, cancelFutures: false);
    });

    // While a callback runs, its thread does not count as idle, so that the pool wants another one for the item in the queue.
    [Fact]
    public Task Run_ThreadCannotStartDuringCallback_RunningThreadGoesOn() => Blocking.Run(() =>
    {
        var (pool, first) = (Pool(room: 1), TestFuture.Pending());
        using var release = new ManualResetEventSlim();
        var called = false;
        first.AddDoneCallback(_ => called = true);
        pool.TryAdd(new ThreadWorkItem<int, int>(
            first,
            _ =>
            {
                release.Wait(TestContext.Current.CancellationToken);
                return 1;
            },
            0));
        Assert.Throws<InvalidOperationException>(() => Submit(pool, () => 2));
        release.Set();
        pool.Shutdown(wait: true, cancelFutures: false);
        Assert.Equal((1, true), (first.Result(), called));
    });
}
