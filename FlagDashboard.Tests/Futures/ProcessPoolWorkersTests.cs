using FlagDashboard.Futures;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>When worker processes start, are reused, and end.</summary>
public class ProcessPoolWorkersTests
{
    [Fact]
    public Task Submit_WorkerIsIdle_ReusesItBeforeStartingAnother() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(3);
        var first = Assert.Single(Enumerable.Range(0, 20).Select(i => pool.Submit(RemoteFunctions.Pid, i).Result()).Distinct());

        var futures = Enumerable.Range(0, 4).Select(_ => pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port)).ToArray();
        var connections = Enumerable.Range(0, 3).Select(_ => probe.Accept()).ToArray();
        Assert.Contains(first, connections.Select(connection => connection.Pid));
        Assert.Equal(3, connections.Select(connection => connection.Pid).Distinct().Count());
        Assert.Equal([FutureState.Running, FutureState.Running, FutureState.Running, FutureState.Pending],
            futures.Select(future => future.State));

        connections[1].Release();
        var last = probe.Accept();
        Assert.Equal(connections[1].Pid, last.Pid);
        Array.ForEach([connections[0], connections[2], last], connection => connection.Release());
        Assert.Equal(connections.Select(connection => connection.Pid).Append(last.Pid).Order(), futures.Select(future => future.Result())
            .Order());
    });

    [Fact]
    public Task Submit_DefaultWorkers_IsNumberOfProcessors() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor();
        var futures = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port))
            .ToArray();
        var connections = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => probe.Accept()).ToArray();
        Assert.Equal(1, futures.Count(future => future.State == FutureState.Pending));
        Array.ForEach(connections, connection => connection.Release());
        probe.Accept().Release();
    });

    [Fact]
    public Task Observer_OneWorker_SeesItStartBeforeTheFuture() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using var pool = new ProcessPoolExecutor(1, observer);
        var pid = pool.Submit(RemoteFunctions.Pid, 7).Result();
        Assert.Equal(
            ["submitted 7 Pending", "worker 1 starting", $"worker 1 named pid {pid}", "worker 1 ready", "started 1 Running",
            $"finished {pid} Running"],
            observer.Events);
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
        Assert.Single(observer.Events, seen => seen.StartsWith("started", StringComparison.Ordinal));
    });

    [Fact]
    public Task Shutdown_WithWait_MakesAllCallsAndEndsTheProcesses() => Blocking.Run(() =>
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
    public Task Shutdown_WithoutWaitThenCancelling_LeavesRunningCalls() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        var pool = new ProcessPoolExecutor(1);
        var running = pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port);
        var next = pool.Submit(RemoteFunctions.Pid, 2);
        var pending = pool.Submit(RemoteFunctions.Square, 3);
        var connection = probe.Accept();
        Assert.True(pending.Cancel());
        pool.Shutdown(wait: false);
        Assert.Equal((FutureState.Running, FutureState.Pending), (running.State, next.State));
        pool.Shutdown(wait: false, cancelFutures: true);
        Assert.True(next.Cancelled);
        connection.Release();
        pool.Shutdown();
        Assert.Equal(connection.Pid, running.Result());
        Assert.False(Signals.Lives(connection.Pid));
    });

    [Fact]
    public Task Shutdown_FromACallback_DoesNotWaitForItself() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        var pool = new ProcessPoolExecutor(1);
        var future = pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port);
        var shutDown = new TaskCompletionSource();
        future.AddDoneCallback(_ =>
        {
            pool.Shutdown();
            shutDown.SetResult();
        });
        probe.Accept().Release();
        shutDown.Task.GetAwaiter().GetResult();
        pool.Shutdown();
    });

    [Fact]
    public Task Shutdown_NothingEverSubmitted_StartsNothing() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using (var pool = new ProcessPoolExecutor(1, observer))
            pool.Shutdown(wait: true, cancelFutures: true);
        Assert.Empty(observer.Events);
    });

    [Fact]
    public Task Worker_Interrupted_GoesOn() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var future = pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port);
        var connection = probe.Accept();
        Signals.Interrupt(connection.Pid);
        connection.Release();
        Assert.Equal(connection.Pid, future.Result());
        Assert.Equal(connection.Pid, pool.Submit(RemoteFunctions.Pid, 0).Result());
    });

    [Fact]
    public Task ParentProcess_KilledDuringCalls_WorkersEnd() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var having = pool.Submit(RemoteFunctions.StartNestedPool, probe.Port);
        var parent = having.Result();
        var children = Enumerable.Range(0, 3).Select(_ => probe.Accept()).ToArray();
        Assert.DoesNotContain(parent, children.Select(child => child.Pid));
        Signals.Kill(parent);
        Array.ForEach(children, child => child.WaitForExit());
    });

    // A stopped process cannot notice that its standard input has ended. The same would happen to a worker that never gets processor time.
    [Fact]
    public Task ParentProcess_KilledWhileWorkersAreStopped_WorkersEnd() => Blocking.Run(() =>
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can end a process with its parent.");
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var parent = pool.Submit(RemoteFunctions.StartNestedPool, probe.Port).Result();
        var children = Enumerable.Range(0, 3).Select(_ => probe.Accept()).ToArray();
        foreach (var child in children.Select(child => child.Pid).Distinct())
            Signals.Stop(child);
        Signals.Kill(parent);
        Array.ForEach(children, child => child.WaitForExit());
    });

    [Fact]
    public Task ParentProcess_KilledWhileWorkerIsIdle_WorkerEnds() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var parent = pool.Submit(RemoteFunctions.StartNestedIdleWorker, probe.Port).Result();
        var child = probe.Accept();
        Signals.Kill(parent);
        child.WaitForExit();
    });
}
