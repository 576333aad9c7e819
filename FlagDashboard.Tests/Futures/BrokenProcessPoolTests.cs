using System.Diagnostics;
using FlagDashboard.Futures;
using FlagDashboard.Futures.Processes;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>A worker process that fails breaks the pool, and the exception says how it failed.</summary>
public class BrokenProcessPoolTests
{
    private static string BrokenMessage(Func<ProcessPoolExecutor, Future> call)
    {
        using var pool = new ProcessPoolExecutor(1);
        var future = call(pool);
        var error = Assert.IsType<BrokenProcessPoolException>(future.Exception());
        Assert.Equal(error.Message, Assert.Throws<BrokenProcessPoolException>(() => pool.Submit(RemoteFunctions.Square, 1)).Message);
        return error.Message;
    }

    private static ProcessPoolExecutor PoolOf(TimeProvider? clock, string program, params string[] arguments) =>
        new(1, null, clock, () => WorkerCommand.RedirectToPipes(new ProcessStartInfo(program, arguments)));

    [Fact]
    public Task Worker_Killed_BreaksRunningPendingAndLaterCalls() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        var observer = new RecordingObserver();
        using var pool = new ProcessPoolExecutor(2, observer);
        var done = pool.Submit(RemoteFunctions.Square, 3);
        Assert.Equal(9, done.Result());
        var running = new[] { pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port),
            pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port) };
        var cancelled = pool.Submit(RemoteFunctions.Square, 4);
        var pending = pool.Submit(RemoteFunctions.Square, 5);
        cancelled.Cancel();
        var connections = new[] { probe.Accept(), probe.Accept() };

        Signals.Kill(connections[0].Pid);
        foreach (var future in running.Append(pending))
            Assert.Equal($"worker process {connections[0].Name} was killed (signal 9)",
                Assert.Throws<BrokenProcessPoolException>(() => future.Result()).Message);
        Assert.NotSame(running[0].Exception(), running[1].Exception());
        Assert.Throws<BrokenProcessPoolException>(() => pool.Submit(RemoteFunctions.Square, 1));
        Assert.Throws<BrokenProcessPoolException>(() => pool.Map(RemoteFunctions.Square, [1]));
        Assert.Equal((9, true), (done.Result(), cancelled.Cancelled));
        connections[1].WaitForExit();
        pool.Shutdown();
        Assert.Equal(3, observer.Events.Count(seen => seen.StartsWith("started", StringComparison.Ordinal)));
        Assert.Equal(4, observer.Events.Count(seen => seen.StartsWith("finished", StringComparison.Ordinal)));
    });

    [Fact]
    public Task Worker_KilledWhileIdle_BreaksLaterCalls() => Blocking.Run(() =>
    {
        using var pool = new ProcessPoolExecutor(1);
        var pid = pool.Submit(RemoteFunctions.Pid, 0).Result();
        Signals.Kill(pid);

        // Either Submit refuses, because the pool has noticed, or the future raises the same exception later.
        var error = Assert.Throws<BrokenProcessPoolException>(() => pool.Submit(RemoteFunctions.Square, 1).Result());
        Assert.Equal($"worker process {pid} was killed (signal 9)", error.Message);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(137)]
    [InlineData(255)]
    public Task Function_Exits_Breaks(int code) => Blocking.Run(() =>
        Assert.Matches($@"^worker process \d+ exited with code {code}; it last wrote to standard error: so long$",
            BrokenMessage(pool => pool.Submit(RemoteFunctions.Exit, code))));

    [Fact]
    public Task Function_CrashesTheProcess_BreaksAndQuotesTheError() => Blocking.Run(() => Assert.Matches(
        @"^worker process \d+ .*; it last wrote to standard error: .*Unhandled exception.*InvalidDataException: out of hand",
            BrokenMessage(pool => pool.Submit(RemoteFunctions.CrashOnAnotherThread, "out of hand"))));

    [Fact]
    public Task Function_WritesToRawStandardOutput_Breaks() => Blocking.Run(() => Assert.Matches(
        @"^worker process \d+ wrote “hello, wo” to its standard output, which the executor needs$",
            BrokenMessage(pool => pool.Submit(RemoteFunctions.WriteRawly, "hello, world"))));

    [Fact]
    public Task Worker_Stopped_BreaksAfterTenSeconds() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        var clock = new FakeClock();
        using var pool = new ProcessPoolExecutor(1, timeProvider: clock);
        var future = pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port);
        var connection = probe.Accept();
        Signals.Stop(connection.Pid);
        clock.AdvanceAfterNextTimer(TimeSpan.Zero);
        clock.AdvanceAfterNextTimer(TimeSpan.FromSeconds(2));
        clock.AdvanceAfterNextTimer(TimeSpan.FromSeconds(8) - TimeSpan.FromTicks(1));
        Assert.True(future.Running);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(
            $"worker process {connection.Name} has not answered for 10 s: it hangs, or was stopped",
            Assert.Throws<BrokenProcessPoolException>(() => future.Result()).Message);
        connection.WaitForExit();
    });

    [Fact]
    public Task Function_TakesLong_DoesNotBreak() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        var clock = new FakeClock();
        using var pool = new ProcessPoolExecutor(1, timeProvider: clock);
        var future = pool.Submit(LoopbackProbe.ConnectAndWait, probe.Port);
        var connection = probe.Accept();
        clock.AdvanceAfterNextTimer(TimeSpan.Zero);
        for (var asked = 0; asked < 20; asked++)
        {
            clock.AdvanceAfterNextTimer(TimeSpan.FromSeconds(2));
            clock.AdvanceAfterNextTimer(TimeSpan.Zero);
        }

        connection.Release();
        Assert.Equal(connection.Pid, future.Result());
    });

    [Fact]
    public Task Worker_NeverReady_BreaksAfterAMinute() => Blocking.Run(() =>
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such program.");
        var clock = new FakeClock();
        using var pool = PoolOf(clock, "sleep", "1000");
        var future = pool.Submit(RemoteFunctions.Square, 1);
        clock.AdvanceAfterNextTimer(TimeSpan.FromSeconds(60));
        Assert.Matches(@"^worker process \d+ was not ready within 60 s$", future.Exception()?.Message);
    });

    [Theory]
    [InlineData("echo ready", "wrote “ready·” to its standard output, which the executor needs")]
    [InlineData("exit 255", "exited with code 255")]
    [InlineData("kill -15 $$", "was killed (signal 15)")]
    [InlineData("echo no such library >&2; exit 5", "exited with code 5; it last wrote to standard error: no such library")]
    public Task Worker_IsAnotherProgram_Breaks(string script, string how) => Blocking.Run(() =>
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no such shell.");
        using var pool = PoolOf(null, "sh", "-c", script);
        Assert.EndsWith(how, pool.Submit(RemoteFunctions.Square, 1).Exception()?.Message);
    });

    [Fact]
    public Task Worker_CannotBeStarted_BreaksPoolWithReason() => Blocking.Run(() =>
    {
        using var pool = PoolOf(null, "/no/such/program");
        Assert.StartsWith("a worker process could not be started: ", pool.Submit(RemoteFunctions.Square, 1).Exception()?.Message);
    });
}
