using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

public sealed class RunRecorderTests : IDisposable
{
    private readonly RaceLog _log = new(TimeProvider.System);
    private readonly CancellationTokenSource _cancelled = new();

    public void Dispose() => _cancelled.Dispose();

    private Task Execute(int workers, Action<RunRecorder> body, params string[] items) => Blocking.Run(() =>
    {
        var run = new RunRecorder(_log, 0, items, workers, _cancelled.Token);
        run.Execute(() => body(run));
    });

    [Fact]
    public async Task CallInline_FunctionReturns_RecordsFutureRunOnCallingThread()
    {
        var (caller, called, result) = (0, 0, 0);
        await Execute(
            1,
            run =>
            {
                caller = Environment.CurrentManagedThreadId;
                result = run.CallInline(
                    half =>
                    {
                        called = Environment.CurrentManagedThreadId;
                        return 2 * half;
                    },
                    21);
                run.CallInline(half => half, 7);
            },
            "first");
        Assert.Equal((42, caller), (result, called));
        Assert.Equal(
            ["0 Submitted 0", "0 Started 0 @1", "0 Finished 0 Ok: 42", "0 Submitted 1: 7", "0 Started 1 @1", "0 Finished 1 Ok: 7"],
            _log.Lines()[1..^1]);
    }

    [Fact]
    public async Task CallInline_Raises_EndsTheRunUnlessItIsCaught()
    {
        await Execute(1, run => run.CallInline<int, int>(_ => throw new InvalidDataException("a bug"), 1), "first");
        Assert.Equal(
            ["0 Finished 0 Error: InvalidDataException: a bug", "0 Received 0 Error", "0 RunFinished 0 Error: InvalidDataException: a bug"],
            _log.Lines()[^3..]);
    }

    /// <summary>The end of the executor waits for the running calls, and the loop has the exception before that.</summary>
    [Fact]
    public async Task Map_Raises_IsReceivedOnceWhileOtherCallsStillRun()
    {
        // A call that had not begun would be cancelled.
        using var bothRun = new Barrier(2);
        await Execute(
            2,
            run =>
            {
                using var pool = new ThreadPoolExecutor(2, run);
                foreach (var _ in pool.Map(RaiseOrWaitUntilReceived, ["first", "second"]))
                    Assert.Fail("The first call has no result.");
            },
            "first", "second");
        Assert.Equal(["0 Received 0 Error"], _log.Lines().Where(line => line.Contains("Received", StringComparison.Ordinal)));
        Assert.Equal(
            ["0 Received 0 Error", "0 Finished 1 Ok: 0", "0 RunFinished 0 Error: InvalidDataException: a bug"], _log.Lines()[^3..]);

        int RaiseOrWaitUntilReceived(string item)
        {
            bothRun.SignalAndWait(TestContext.Current.CancellationToken);
            if (item == "first")
                throw new InvalidDataException("a bug");
            _log.Until(events => events.Any(happened => happened.Kind == RaceEventKind.Received)).GetAwaiter().GetResult();
            return 0;
        }
    }

    [Fact]
    public async Task TryCancelPending_RightAfterTheSubmissionIsLogged_WaitsUntilTheFutureIsExposed()
    {
        var (isExposed, isCancelled) = (false, false);
        await Execute(
            1,
            run =>
            {
                Thread? person = null;
                run.RecordSubmitted(0, "first", () =>
                {
                    person = new Thread(() => isCancelled = run.TryCancelPending(0, new(InterventionAct.Cancel), () => isExposed));
                    person.Start();
                    // The person waits for the lock, or already has an answer if there is no lock.
                    SpinWait.SpinUntil(() => person.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !person.IsAlive);
                    isExposed = true;
                });
                person!.Join();
                run.RecordCancelledPending(0);
            },
            "first");
        Assert.True(isCancelled);
    }

    [Fact]
    public async Task CallInline_RaceAlreadyCancelled_DoesNotCallFunction()
    {
        _cancelled.Cancel();
        var made = false;
        await Execute(1, run => run.CallInline(_ => made = true, 1), "first");
        Assert.False(made);
        Assert.Equal(["0 Finished 0 Cancelled: never started", "0 RunFinished Cancelled"], _log.Lines()[^2..]);
    }

    [Fact]
    public async Task Worker_InsideExecutorCall_EqualsWorkerInLog()
    {
        var seen = new int[20];
        var outside = -1;
        using var meeting = new Barrier(2);
        await Execute(
            2,
            run =>
            {
                using var executor = new ThreadPoolExecutor(2, run);
                outside = run.CurrentWorker;
                foreach (var future in Enumerable.Range(0, seen.Length).Select(number => executor.Submit(Note, number)).ToList())
                    future.Result();

                // The first two calls wait for each other, so that both workers take one.
                bool Note(int number) =>
                    (seen[number] = run.CurrentWorker) > 0 && (number > 1 || meeting.SignalAndWait(TimeSpan.FromSeconds(30)));
            },
            [.. Enumerable.Range(0, seen.Length).Select(number => $"{number}")]);
        Assert.Equal(0, outside);
        Assert.Equal(_log.FoldRun().Futures.Select(future => future.Worker), seen);
        Assert.Equal([1, 2], seen.Distinct().Order());
    }
}
