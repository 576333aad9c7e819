using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Tests.Futures.Processes;

public sealed class WorkerProcessTests
{
    [Fact]
    public Task Call_WhileTheFailureIsBeingReported_ReturnsOnceItIsReported() => Blocking.Run(() =>
    {
        using var reporting = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var (isReported, wasReported) = (false, false);
        var process = new WorkerProcess(WorkerCommand.ForThisProgram(), TimeProvider.System, _ =>
        {
            reporting.Set();
            gate.Wait();
            isReported = true;
        });
        Assert.True(process.WaitUntilReady());
        Signals.Kill(process.ProcessId);
        reporting.Wait();

        var call = new Thread(() =>
        {
            process.Call([]);
            wasReported = isReported;
        });
        call.Start();
        // Waits until the call is blocked, or has wrongly returned.
        SpinWait.SpinUntil(() => !call.IsAlive || call.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        gate.Set();
        call.Join();
        process.CloseAndWait();
        Assert.True(wasReported);
    });
}
