using FlagDashboard.Experiments;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;
using static FlagDashboard.Tests.Experiments.SessionFixture;
using ExecutorSession = FlagDashboard.Experiments.ExecutorSession;

namespace FlagDashboard.Tests.Experiments;

/// <summary>Tests how a session ends, and its limits.</summary>
public sealed class ExecutorSessionEndTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SessionFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Close_PendingAndRunning_CancelsPendingAndWaitsForRunning()
    {
        var session = await _fixture.Open("5,5", workers: "1");
        session.Call(session.Futures[1], FutureMember.AddDoneCallback);
        session.Close();
        session.Close();
        Assert.False(session.IsOpen);
        Assert.Equal(FutureState.Cancelled, session.Futures[1].Future.State);
        await Until(session, race => race.Runs[1].WorkerPhases is [{ Name: "blocked in executor.Shutdown(wait: true)", ToMs: null }]);

        // Close only shuts the executor down. Its futures still answer, but it accepts no new calls.
        Assert.Null(session.Call(session.Futures[0], FutureMember.Done));
        Assert.Null(session.Submit(1, raises: false));
        Assert.Null(session.Call(session.Futures[0], FutureMember.Result));
        Assert.Equal(
            [
                "Close was pressed.",
                "callback(f2) → called with <Future f2 state=cancelled>, within executor.Shutdown(wait: false, cancelFutures: true) (page)",
                "executor.Shutdown(wait: false, cancelFutures: true) → returned (page)",
                "f1.Done → False (page)",
                "f3 = executor.Submit(Loiter, 1) → "
                    + "raised InvalidOperationException: The executor was shut down and takes no more calls. (page)",
                "f1.Result() → not called: the caller is blocked in executor.Shutdown(wait: true) (caller)",
            ],
            Lines(session)[3..]);

        Assert.False(session.Race.Completion.IsCompleted);
        _fixture.Time.Advance(5 * Second);
        await session.Race.Completion.Guarded();
        var race = session.Race.Log.Fold();
        Assert.Equal((Outcome.Ok, Outcome.Ok), (race.Outcome, race.Runs[0].Futures[0].Status));
        Assert.Equal(
            "1 returned, 0 raised, 1 cancelled. The caller was blocked for 5.00 s in all.",
            _fixture.Experiment.DescribeConclusion(race).ToString());
        Assert.Equal(
            "This executor is closed. Submit a call to open another one.", session.Call(session.Futures[0], FutureMember.Done)?.ToString());
        Assert.Equal("This executor is closed. Submit a call to open another one.", session.Submit(1, raises: false)?.ToString());
        session.Close();
    }

    [Fact]
    public async Task Cancel_RaceFromOutside_FreesBlockedCallerAndLogsRemark()
    {
        var session = await _fixture.Open("30,30", workers: "1");
        session.Call(session.Futures[0], FutureMember.Result);
        await Blocked(session);
        session.Call(session.Futures[1], FutureMember.AddDoneCallback);
        session.Race.Cancel();
        await session.Race.Completion.Guarded();

        var race = session.Race.Log.Fold();
        Assert.Equal(Outcome.Cancelled, race.Outcome);
        Assert.Equal(["given up", "cancelled while pending"], race.Runs[0].Futures.Select(future => future.Reason));
        Assert.Empty(race.Runs[0].Received);
        var lines = Lines(session);
        Assert.Contains("The race was cancelled.", lines);
        Assert.Contains(
            lines,
            line => line.StartsWith("callback(f2) → called with <Future f2 state=cancelled>", StringComparison.Ordinal)
                && line.EndsWith("(server)", StringComparison.Ordinal));
        Assert.Contains("f1.Result() → raised OperationCanceledException: The operation was canceled. (caller)", lines);
        Assert.All(race.Runs[1].WorkerPhases, phase => Assert.NotNull(phase.ToMs));
    }

    [Fact]
    public async Task Cancel_WhileClosing_DoesNotWaitForRunningCalls()
    {
        var session = await _fixture.Open("30");
        session.Close();
        await Blocked(session);
        var race = await End(session);
        Assert.Equal((Outcome.Cancelled, "given up"), (race.Outcome, race.Runs[0].Futures[0].Reason));
    }

    [Fact]
    public async Task Attach_NoPageAttached_ClosesSessionAfterGracePeriod()
    {
        var session = await _fixture.Open("0");
        _fixture.Time.Advance(InactivityTimeout.LimitWithoutPage - Second);
        Assert.True(session.IsOpen);
        _fixture.Time.Advance(Second);
        await session.Race.Completion.Guarded();
        Assert.Contains("The page was left.", Lines(session));
    }

    [Fact]
    public async Task Attach_AgainWithinGrace_StaysOpen()
    {
        var session = await _fixture.Open("0");
        var (first, second) = (session.AttachPage(), session.AttachPage());
        first.Dispose();
        first.Dispose();
        _fixture.Time.Advance(10 * InactivityTimeout.LimitWithoutPage);
        Assert.True(session.IsOpen);

        second.Dispose();
        _fixture.Time.Advance(InactivityTimeout.LimitWithoutPage - Second);
        using (session.AttachPage())
        {
            _fixture.Time.Advance(10 * InactivityTimeout.LimitWithoutPage);
            Assert.True(session.IsOpen);
        }

        _fixture.Time.Advance(InactivityTimeout.LimitWithoutPage);
        await session.Race.Completion.Guarded();
    }

    [Fact]
    public async Task Attach_EndsDuringBlockingCall_ClosesAfterCall()
    {
        var session = await _fixture.Open("30,30,30", workers: "1");
        var stay = session.AttachPage();
        session.Call(session.Futures[0], FutureMember.Result);
        await Blocked(session);
        stay.Dispose();
        _fixture.Time.Advance(InactivityTimeout.LimitWithoutPage);
        Assert.False(session.IsOpen);
        _fixture.Time.Advance(20 * Second);
        await session.Race.Completion.Guarded();
        var race = session.Race.Log.Fold();
        Assert.Equal([Outcome.Ok, Outcome.Cancelled, Outcome.Cancelled], race.Runs[0].Futures.Select(future => future.Status));
        Assert.Equal("f1", race.Runs[0].Received.Single().Label);
    }

    [Fact]
    public async Task Attach_NothingIsPressed_ClosesAfterIdleLimit()
    {
        var session = await _fixture.Open("0");
        using var stay = session.AttachPage();
        _fixture.Time.Advance(InactivityTimeout.IdleLimit - Second);
        session.Call(session.Futures[0], FutureMember.Done);
        _fixture.Time.Advance(InactivityTimeout.IdleLimit - Second);
        Assert.True(session.IsOpen);
        _fixture.Time.Advance(Second);
        await session.Race.Completion.Guarded();
        Assert.Contains("Nobody pressed anything for 15 minutes.", Lines(session));
    }

    [Fact]
    public async Task Submit_TooMany_IsRefused()
    {
        var session = await _fixture.Open("0");
        for (var i = 1; i < ExecutorSession.MaxFutures; i++)
            Assert.Null(session.Submit(0, raises: false));
        Assert.Equal(
            "One executor takes at most 50 futures. Close it, and submit to a new one.", session.Submit(0, raises: false)?.ToString());
        Assert.Null(session.Call(session.Futures[^1], FutureMember.Done));
        Assert.Equal(50, (await End(session)).Runs[0].Futures.Count);
    }

    [Fact]
    public async Task Call_TooOften_IsRefusedAndSessionCanBeClosed()
    {
        var session = await _fixture.Open("0");
        for (var i = 0; i < ExecutorSession.MaxCalls; i++)
            Assert.Null(session.Call(session.Futures[0], FutureMember.Done));
        Assert.Equal(
            "One executor answers at most 500 calls. Close it, and submit to a new one.",
            session.Call(session.Futures[0], FutureMember.Done)?.ToString());
        session.Close();
        await session.Race.Completion.Guarded();
    }

    [Fact]
    public async Task Find_IdOfRace_ReturnsItsSession()
    {
        var session = await _fixture.Open("0");
        Assert.Same(session, _fixture.Experiment.Find(session.Race.Id));
        Assert.Null(_fixture.Experiment.Find("nosuchrace"));
        Assert.Null(_fixture.Experiment.Find(null));
        await End(session);
        Assert.Same(session, _fixture.Experiment.Find(session.Race.Id));
    }

    [Fact]
    public async Task Calls_FromManyThreadsDuringClose_WriteLogThatFolds()
    {
        for (var round = 0; round < 20; round++)
        {
            var session = await _fixture.Open("0", workers: "4");
            var gate = new ManualResetEventSlim();
            var pressing = Enumerable.Range(0, 4).Select(presser => Blocking.Start(() =>
            {
                gate.Wait();
                for (var i = 0; i < 40; i++)
                {
                    session.Submit(0, raises: i % 2 == 0);
                    var held = session.Futures[^1];
                    session.Call(held, (FutureMember)((presser + i) % FutureMemberExtensions.PythonSignatures.Count));
                    session.Call(held, FutureMember.AddDoneCallback);
                    if (i == 20 && presser == round % 4)
                        (round % 2 == 0 ? session.Close : (Action)session.Race.Cancel)();
                }
            })).ToList();
            gate.Set();
            await Task.WhenAll(pressing).Guarded();
            await session.Race.Completion.Guarded();
            var race = session.Race.Log.Fold();
            Assert.NotNull(race.FinishedAtMs);
            Assert.All(session.Futures, held => Assert.True(held.Future.Done));
            _fixture.Time.ForgetTimers();
        }
    }
}
