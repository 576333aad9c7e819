using FlagDashboard.Futures;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>When processes start, are used again, and go.</summary>
public class ProcessPoolWorkersTests
{
    [Fact]
    public Task Submit_OneAfterTheOther_ReusesTheIdleProcessUntilAllAreBusy() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(3);
        var first = Assert.Single(Enumerable.Range(0, 20).Select(i => pool.Submit(RemoteFunctions.Pid, i).Result()).Distinct());

        var futures = Enumerable.Range(0, 4).Select(_ => pool.Submit(LoopbackProbe.Enter, door.Port)).ToArray();
        var guests = Enumerable.Range(0, 3).Select(_ => door.Await()).ToArray();
        Assert.Contains(first, guests.Select(guest => guest.Pid));
        Assert.Equal(3, guests.Select(guest => guest.Pid).Distinct().Count());
        Assert.Equal([FutureState.Running, FutureState.Running, FutureState.Running, FutureState.Pending],
            futures.Select(future => future.State));

        guests[1].LetIn();
        var last = door.Await();
        Assert.Equal(guests[1].Pid, last.Pid);
        Array.ForEach([guests[0], guests[2], last], guest => guest.LetIn());
        Assert.Equal(guests.Select(guest => guest.Pid).Append(last.Pid).Order(), futures.Select(future => future.Result()).Order());
    });

    [Fact]
    public Task Submit_DefaultWorkers_AreTheProcessors() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor();
        var futures = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => pool.Submit(LoopbackProbe.Enter, door.Port))
            .ToArray();
        var guests = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => door.Await()).ToArray();
        Assert.Equal(1, futures.Count(future => future.State == FutureState.Pending));
        Array.ForEach(guests, guest => guest.LetIn());
        door.Await().LetIn();
    });

    [Fact]
    public Task Observer_OfOneWorker_SeesItStartBeforeTheFuture() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using var pool = new ProcessPoolExecutor(1, observer);
        var pid = pool.Submit(RemoteFunctions.Pid, 7).Result();
        Assert.Equal(
            ["submitted 7 Pending", "worker 1 starting", $"worker 1 named pid {pid}", "worker 1 ready", "started 1 Running",
            $"finished {pid} Running"],
            observer.Seen);
    });

    [Fact]
    public Task Cancel_WhileTheProcessStarts_IsNeverCalled() => Blocking.Run(() =>
    {
        using var submitted = new ManualResetEventSlim();
        var observer = new RecordingObserver { OnWorker = _ => submitted.Wait() };
        using var pool = new ProcessPoolExecutor(1, observer);
        var future = pool.Submit(RemoteFunctions.Pid, 7);
        Assert.True(future.Cancel());
        submitted.Set();
        var next = pool.Submit(RemoteFunctions.Square, 3);
        Assert.Equal(9, next.Result());
        Assert.Single(observer.Seen, seen => seen.StartsWith("started", StringComparison.Ordinal));
    });

    [Fact]
    public Task Shutdown_WithWait_AllCallsAreMadeAndTheProcessesGone() => Blocking.Run(() =>
    {
        var pool = new ProcessPoolExecutor(2);
        var futures = Enumerable.Range(0, 20).Select(i => pool.Submit(RemoteFunctions.Pid, i)).ToArray();
        pool.Shutdown();
        Assert.All(futures, future => Assert.Equal(FutureState.Finished, future.State));
        Assert.All(futures, future => Assert.False(Signals.Lives(future.Result())));
        Assert.Throws<InvalidOperationException>(() => pool.Submit(RemoteFunctions.Square, 1));
        pool.Shutdown();
        pool.Dispose();
    });

    [Fact]
    public Task Shutdown_WithoutWaitThenCancelling_LeavesWhatRuns() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        var pool = new ProcessPoolExecutor(1);
        var running = pool.Submit(LoopbackProbe.Enter, door.Port);
        var next = pool.Submit(RemoteFunctions.Pid, 2);
        var pending = pool.Submit(RemoteFunctions.Square, 3);
        var guest = door.Await();
        Assert.True(pending.Cancel());
        pool.Shutdown(wait: false);
        Assert.Equal((FutureState.Running, FutureState.Pending), (running.State, next.State));
        pool.Shutdown(wait: false, cancelFutures: true);
        Assert.True(next.Cancelled);
        guest.LetIn();
        pool.Shutdown();
        Assert.Equal(guest.Pid, running.Result());
        Assert.False(Signals.Lives(guest.Pid));
    });

    [Fact]
    public Task Shutdown_FromACallback_DoesNotWaitForItself() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        var pool = new ProcessPoolExecutor(1);
        var future = pool.Submit(LoopbackProbe.Enter, door.Port);
        var shutDown = new TaskCompletionSource();
        future.AddDoneCallback(_ =>
        {
            pool.Shutdown();
            shutDown.SetResult();
        });
        door.Await().LetIn();
        shutDown.Task.GetAwaiter().GetResult();
        pool.Shutdown();
    });

    [Fact]
    public Task Shutdown_NothingEverSubmitted_StartsNothing() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using (var pool = new ProcessPoolExecutor(1, observer))
            pool.Shutdown(wait: true, cancelFutures: true);
        Assert.Empty(observer.Seen);
    });

    [Fact]
    public Task Worker_Interrupted_GoesOn() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var future = pool.Submit(LoopbackProbe.Enter, door.Port);
        var guest = door.Await();
        Signals.Interrupt(guest.Pid);
        guest.LetIn();
        Assert.Equal(guest.Pid, future.Result());
        Assert.Equal(guest.Pid, pool.Submit(RemoteFunctions.Pid, 0).Result());
    });

    [Fact]
    public Task KillWorkers_BusyAndPending_BreaksTheOneAndCancelsTheOther() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var running = pool.Submit(LoopbackProbe.Enter, door.Port);
        var pending = pool.Submit(RemoteFunctions.Square, 3);
        var guest = door.Await();
        pool.KillWorkers();
        pool.KillWorkers();
        Assert.True(pending.Cancelled);
        Assert.Equal("the worker processes were killed: KillWorkers was called",
            Assert.Throws<BrokenProcessPoolException>(() => running.Result()).Message);
        Assert.Throws<BrokenProcessPoolException>(() => pool.Submit(RemoteFunctions.Square, 1));
        pool.Shutdown();
        Assert.False(Signals.Lives(guest.Pid));
    });

    [Fact]
    public Task KillWorkers_WhileTheProcessStarts_LeavesNone() => Blocking.Run(() =>
    {
        ProcessPoolExecutor? pool = null;
        var observer = new RecordingObserver { OnWorker = happened => Assert.True(happened != "starting" || Kill()) };
        pool = new ProcessPoolExecutor(1, observer);
        var future = pool.Submit(RemoteFunctions.Square, 3);
        pool.Shutdown();
        Assert.True(future.Cancelled);
        Assert.DoesNotContain("worker 1 ready", observer.Seen);

        bool Kill()
        {
            pool!.KillWorkers();
            return true;
        }
    });

    [Fact]
    public Task Parent_KilledInMidCall_TakesItsProcessesWithIt() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var having = pool.Submit(RemoteFunctions.HaveChildren, door.Port);
        var parent = having.Result();
        var children = Enumerable.Range(0, 3).Select(_ => door.Await()).ToArray();
        Assert.DoesNotContain(parent, children.Select(child => child.Pid));
        Signals.Kill(parent);
        Array.ForEach(children, child => child.AwaitGone());
    });

    [Fact]
    public Task Parent_KilledWhileItsProcessIsIdle_TakesItWithIt() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var parent = pool.Submit(RemoteFunctions.HaveIdleChild, door.Port).Result();
        var child = door.Await();
        Signals.Kill(parent);
        child.AwaitGone();
    });
}
