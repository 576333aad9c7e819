using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class FutureOfTTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Result_Raised_ThrowsTheSameObjectWithItsStack()
    {
        var future = TestFuture.Pending();
        try
        {
            Failing();
        }
        catch (InvalidDataException error)
        {
            future.Raised(error);
        }

        for (var i = 0; i < 2; i++)
        {
            var thrown = Assert.Throws<InvalidDataException>(() => future.Result());
            Assert.Same(future.Exception(), thrown);
            Assert.Contains(nameof(Failing), thrown.StackTrace);
        }
    }

    private static void Failing() => throw new InvalidDataException("as raised");

    [Fact]
    public void Result_CallRaisedOperationCanceled_IsFinishedNotCancelled()
    {
        var error = new OperationCanceledException();
        var future = TestFuture.Pending().Raised(error);
        Assert.Equal(FutureState.Finished, future.State);
        Assert.Same(error, Assert.Throws<OperationCanceledException>(() => future.Result()));
        Assert.Same(error, future.Exception());
    }

    [Fact]
    public Task Result_TimeoutPasses_ThrowsAndLeavesNoWaiter() => Blocking.Run(() =>
    {
        var clock = new FakeClock();
        var future = TestFuture.Pending(clock: clock).Started();
        var waiting = Blocking.Start(() => Assert.Throws<TimeoutException>(() => future.Result(Second)));
        clock.AdvanceAfterNextTimer(Second);
        waiting.GetAwaiter().GetResult();
        Assert.Equal(0, future.WaiterCount);
        Assert.Equal(5, future.Returned(5).Result());
    });

    [Fact]
    public Task Result_DoneBeforeTheTimeout_Returns() => Blocking.Run(() =>
    {
        var clock = new FakeClock();
        var future = TestFuture.Pending(clock: clock).Started();
        var waiting = Blocking.Start(() => future.Result(Second));
        clock.AdvanceAfterNextTimer(Second / 2);
        future.Returned(5);
        Assert.Equal(5, waiting.GetAwaiter().GetResult());
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MinValue)]
    public void Result_ZeroOrNegativeTimeout_ReturnsOnlyIfDone(long ticks)
    {
        var timeout = TimeSpan.FromTicks(ticks);
        Assert.Throws<TimeoutException>(() => TestFuture.Pending().Result(timeout));
        Assert.Equal(1, TestFuture.Pending().Returned().Result(timeout));
    }

    [Fact]
    public Task Result_InfiniteOrTooLargeTimeout_WaitsWithoutLimit() => Blocking.Run(() =>
    {
        foreach (var timeout in new TimeSpan?[] { null, Timeout.InfiniteTimeSpan, TimeSpan.MaxValue, TimeSpan.FromDays(60) })
        {
            var future = TestFuture.Pending().Started();
            var waiting = Blocking.Start(() => future.Result(timeout));
            SpinWait.SpinUntil(() => future.WaiterCount == 1);
            future.Returned(3);
            Assert.Equal(3, waiting.GetAwaiter().GetResult());
        }
    });

    [Fact]
    public Task AddDoneCallback_NotDone_RunsOnTheCompletingThreadInOrder() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        using var gate = new ManualResetEventSlim();
        var seen = new List<(int, string?)>();
        using var all = new CountdownEvent(3);
        var future = pool.Submit(_ => { gate.Wait(); return Thread.CurrentThread.Name; }, 0);
        for (var i = 0; i < 3; i++)
        {
            var number = i;
            future.AddDoneCallback(_ =>
            {
                seen.Add((number, Thread.CurrentThread.Name));
                all.Signal();
            });
        }

        gate.Set();
        all.Wait();
        var worker = future.Result();
        Assert.Equal([(0, worker), (1, worker), (2, worker)], seen);
    });

    [Fact]
    public void AddDoneCallback_AlreadyDone_RunsImmediatelyOnCallingThread()
    {
        foreach (var future in new[] { TestFuture.Pending().Returned(), TestFuture.Pending().Raised(), TestFuture.Pending()
            .CancelledNow() })
        {
            var thread = 0;
            future.AddDoneCallback(_ => thread = Environment.CurrentManagedThreadId);
            Assert.Equal(Environment.CurrentManagedThreadId, thread);
        }
    }

    [Fact]
    public void AddDoneCallback_OneThrows_TheOthersRun()
    {
        var ran = 0;
        var future = TestFuture.Pending();
        future.AddDoneCallback(_ => throw new InvalidOperationException());
        future.AddDoneCallback(_ => ran++);
        future.Returned();
        future.AddDoneCallback(_ => throw new InvalidOperationException());
        Assert.Equal(1, ran);
        Assert.Throws<ArgumentNullException>(() => future.AddDoneCallback(null!));
    }

    [Fact]
    public async Task GetAwaiter_EachOutcome_ReturnsOrThrowsAsResult()
    {
        var error = new InvalidDataException();
        Assert.Equal(4, await TestFuture.Pending().Returned(4));
        Assert.Same(error, await Assert.ThrowsAsync<InvalidDataException>(async () => await TestFuture.Pending().Raised(error)));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await TestFuture.Pending().CancelledNow());
    }

    [Fact]
    public Task GetAwaiter_CompletedLater_ContinuesOutsideWorkerThread() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        using var gate = new ManualResetEventSlim();
        var future = pool.Submit(_ => { gate.Wait(); return Environment.CurrentManagedThreadId; }, 0);
        var awaiting = Awaiting();
        gate.Set();
        var (worker, after) = awaiting.GetAwaiter().GetResult();
        Assert.NotEqual(worker, after);

        async Task<(int, int)> Awaiting() => (await future, Environment.CurrentManagedThreadId);
    });
}
