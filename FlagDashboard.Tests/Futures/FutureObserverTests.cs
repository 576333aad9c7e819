using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class FutureObserverTests
{
    [Fact]
    public Task Events_OfCallsThatReturnAndRaise_ComeInOrderBeforeTheConsumer() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using var pool = new ThreadPoolExecutor(1, observer);
        observer.Events.Enqueue($"received {pool.Submit(code => code + "!", "CN").Result()}");
        observer.Events.Enqueue(
            $"received {pool.Submit<string, string>(_ => throw new InvalidDataException("x"), "BR").Exception()?.Message}");
        Assert.Equal(
            [
                "submitted CN Pending", "started 1 Running", "finished CN! Running", "received CN!",
                "submitted BR Pending", "started 1 Running", "finished x Running", "received x",
            ],
            observer.Events);
    });

    [Fact]
    public Task Finished_ObserverStillRuns_OutcomeIsNotYetVisible() => Blocking.Run(() =>
    {
        using var reached = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var observer = new RecordingObserver { OnFinished = _ => { reached.Set(); gate.Wait(); } };
        using var pool = new ThreadPoolExecutor(1, observer);
        var called = false;
        var future = pool.Submit(n => n, 1);
        future.AddDoneCallback(_ => called = true);
        reached.Wait();
        Assert.Throws<TimeoutException>(() => future.Result(TimeSpan.Zero));
        Assert.Empty(Future.Wait([future], TimeSpan.Zero).Done);
        Assert.False(future.Done || called);
        gate.Set();
        Assert.Equal(1, future.Result());
    });

    [Fact]
    public void Cancelled_WithCallbacks_IsSeenOnceAndBeforeThem()
    {
        var observer = new RecordingObserver();
        var future = TestFuture.Pending(observer: observer);
        future.AddDoneCallback(_ => observer.Events.Enqueue("callback"));
        future.Cancel();
        future.Cancel();
        Assert.Equal(["cancelled Cancelled", "callback"], observer.Events);
    }

    [Fact]
    public void Cancelled_ThreadWaits_IsRaisedBeforeItWakes()
    {
        var waiting = -1;
        var observer = new RecordingObserver { OnCancelled = future => waiting = future.WaiterCount };
        var future = TestFuture.Pending(observer: observer);
        future.AddWaiter(new CompletionQueue());
        future.Cancel();
        Assert.Equal((1, 0), (waiting, future.WaiterCount));
    }

    [Fact]
    public void Submitted_CancelsTheFuture_ItIsNeverCalled()
    {
        var called = false;
        var observer = new RecordingObserver { OnSubmitted = future => Assert.True(future.Cancel()) };
        using (var pool = new ThreadPoolExecutor(1, observer))
            Assert.True(pool.Submit(_ => called = true, "CN").Cancelled);
        Assert.False(called);
        Assert.Equal(["submitted CN Pending", "cancelled Cancelled"], observer.Events);
    }

    [Fact]
    public Task Submitted_AnotherThreadCancels_DoesNotDeadlock() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver
        {
            OnSubmitted = future => Blocking.Start(() => Assert.True(future.Cancel())).GetAwaiter().GetResult(),
        };
        using var pool = new ThreadPoolExecutor(1, observer);
        Assert.True(pool.Submit(n => n, 1).Cancelled);
    });

    [Fact]
    public void Submitted_ShutsThePoolDown_SubmitIsRefusedAndTheFutureEnds()
    {
        ThreadPoolExecutor pool = null!;
        var observer = new RecordingObserver { OnSubmitted = _ => pool.Shutdown() };
        pool = new ThreadPoolExecutor(1, observer);
        Assert.Throws<InvalidOperationException>(() => pool.Submit(n => n, "CN"));
        Assert.Equal(["submitted CN Pending", "cancelled Cancelled"], observer.Events);
    }

    [Fact]
    public Task Events_ObserverThrows_CallsStillFinish() => Blocking.Run(() =>
    {
        static void Throw(Future future) => throw new InvalidOperationException();
        var observer = new RecordingObserver { OnSubmitted = Throw, OnFinished = Throw, OnCancelled = Throw };
        using var pool = new ThreadPoolExecutor(1, observer);
        Assert.Equal([2, 4], pool.Map(n => 2 * n, [1, 2]));
        Assert.True(TestFuture.Pending(observer: observer).Cancel());
    });
}
