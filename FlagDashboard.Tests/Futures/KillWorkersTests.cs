using FlagDashboard.Futures;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>What KillWorkers does to calls, and to processes that are starting.</summary>
public class KillWorkersTests
{
    [Fact]
    public Task Kill_RunningAndPendingCalls_BreaksTheRunningAndCancelsThePending() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        using var pool = new ProcessPoolExecutor(1);
        var running = pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port);
        var pending = pool.Submit(RemoteFunctions.Square, 3);
        var connection = probe.Accept();
        pool.KillWorkers();
        pool.KillWorkers();
        Assert.True(pending.Cancelled);
        Assert.Equal("the worker processes were killed: KillWorkers was called",
            Assert.Throws<BrokenProcessPoolException>(() => running.Result()).Message);
        Assert.Throws<BrokenProcessPoolException>(() => pool.Submit(RemoteFunctions.Square, 1));
        pool.Shutdown();
        Assert.False(Signals.Lives(connection.Pid));
    });

    [Fact]
    public Task Kill_WhileTheProcessStarts_LeavesNone() => Blocking.Run(() =>
    {
        ProcessPoolExecutor? pool = null;
        var observer = new RecordingObserver { OnWorker = happened => Assert.True(happened != "starting" || Kill()) };
        pool = new ProcessPoolExecutor(1, observer);
        var future = pool.Submit(RemoteFunctions.Square, 3);
        pool.Shutdown();
        Assert.True(future.Cancelled);
        Assert.DoesNotContain("worker 1 ready", observer.Events);

        bool Kill()
        {
            pool!.KillWorkers();
            return true;
        }
    });

    [Fact]
    public Task Kill_AfterTheProcessSaidItIsReady_IsNotReady() => Blocking.Run(() =>
    {
        var clock = new TimerEnds();
        ProcessPoolExecutor? pool = null;
        var observer = new RecordingObserver { OnWorker = happened => Assert.True(!happened.StartsWith("named") || KillWhenReady()) };
        pool = new ProcessPoolExecutor(1, observer, clock);
        var future = pool.Submit(RemoteFunctions.Square, 3);
        pool.Shutdown();
        Assert.True(future.Cancelled);
        Assert.DoesNotContain("worker 1 ready", observer.Events);

        // The timer that limits the start ends when the process says that it is ready.
        bool KillWhenReady()
        {
            clock.Ended.Wait();
            pool!.KillWorkers();
            return true;
        }
    });

    private sealed class TimerEnds : TimeProvider
    {
        public ManualResetEventSlim Ended { get; } = new();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Timer(System.CreateTimer(callback, state, dueTime, period), Ended);

        private sealed record Timer(ITimer Inner, ManualResetEventSlim Ended) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => Inner.Change(dueTime, period);

            public void Dispose()
            {
                Inner.Dispose();
                Ended.Set();
            }

            public ValueTask DisposeAsync() => Inner.DisposeAsync();
        }
    }
}
