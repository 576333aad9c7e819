using FlagDashboard.Experiments;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using static FlagDashboard.Tests.Experiments.SessionFixture;

namespace FlagDashboard.Tests.Experiments;

public sealed class ExecutorSessionTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SessionFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Open_MoreCallsThanWorkers_LastIsPendingAndCallerIsFree()
    {
        var session = await _fixture.Open("5,6,0.5");
        Assert.Equal(["f1", "f2", "f3"], session.Futures.Select(held => $"{held.Call}"));
        Assert.Equal([FutureState.Running, FutureState.Running, FutureState.Pending], session.Futures.Select(held => held.Future.State));
        Assert.Equal("<Future f3 state=pending>", session.Futures[2].Future.ToString());
        Assert.Equal("f3 = executor.Submit(Loiter, 0.5) → <Future f3 state=pending> (caller)", Lines(session)[2]);

        var race = await End(session);
        Assert.Equal(["f1", "f2", "f3"], race.Runs[0].Futures.Select(future => future.Label));
        Assert.Equal(("caller", 1), (race.Runs[1].WorkerNameOf(1), race.Runs[1].Workers));
    }

    [Fact]
    public async Task Call_NonBlockingWhileCallerIsBlocked_IsAnswered()
    {
        var session = await _fixture.Open();
        var f1 = session.Futures[0];
        Assert.Null(session.Call(f1, FutureMember.Result));
        await Blocked(session);
        Assert.Null(session.Call(f1, FutureMember.Done));
        Assert.Null(session.Call(f1, FutureMember.Running));
        Assert.Null(session.Call(f1, FutureMember.Cancelled));
        Assert.Null(session.Call(f1, FutureMember.Cancel));
        Assert.Equal(
            ["f1.Done → False (page)", "f1.Running → True (page)", "f1.Cancelled → False (page)", "f1.Cancel() → False (page)"],
            Lines(session)[1..]);

        _fixture.Time.Advance(5 * Second);
        var result = await AnswerTo(session, "f1.Result()");
        Assert.Equal(("50", 5000, "caller"), (result.ResultOrRemark, result.DurationMs, result.CallingThread));
        Assert.Null(session.Call(f1, FutureMember.Done));
        Assert.Null(session.Call(f1, FutureMember.Running));
        Assert.Null(session.Call(f1, FutureMember.Cancel));
        Assert.Equal(["f1.Done → True (page)", "f1.Running → False (page)", "f1.Cancel() → False (page)"], Lines(session)[^3..]);
        await End(session);
    }

    [Fact]
    public async Task Call_ResultWithShortTimeout_BlocksCallerAndReceivesNothing()
    {
        var session = await _fixture.Open();
        session.Call(session.Futures[0], FutureMember.Result, 1.5);
        await Blocked(session);
        _fixture.Time.WaitForNextTimer();
        _fixture.Time.Advance(1.5 * Second);
        var answer = await AnswerTo(session, "f1.Result(timeout: 1.5 s)");
        Assert.Equal(
            ("raised TimeoutException: <Future f1 state=running> was not done in time.", 1500), (answer.ResultOrRemark, answer.DurationMs));

        var race = await End(session);
        var phase = race.Runs[1].WorkerPhases[0];
        Assert.Equal(("blocked in f1.Result(timeout: 1.5 s)", 0, 1500), (phase.Name, phase.FromMs, phase.ToMs));
        Assert.Empty(race.Runs[0].Received);
    }

    [Fact]
    public async Task Call_ResultRepeatedly_ReceivesOnce()
    {
        var session = await _fixture.Open();
        session.Call(session.Futures[0], FutureMember.Result, 0);
        await AnswerTo(session, "f1.Result(timeout: 0 s)");
        _fixture.Time.Advance(5 * Second);
        session.Call(session.Futures[0], FutureMember.Result);
        await AnswerTo(session, "f1.Result()");
        session.Call(session.Futures[0], FutureMember.Result, 0);
        Assert.Equal("50", (await AnswerTo(session, "f1.Result(timeout: 0 s)", 2)).ResultOrRemark);
        session.Call(session.Futures[0], FutureMember.Exception);
        Assert.Equal("null", (await AnswerTo(session, "f1.Exception()")).ResultOrRemark);

        var race = await End(session);
        Assert.Equal(
            ("f1", Outcome.Ok, 5000),
            (race.Runs[0].Received.Single().Label, race.Runs[0].Futures[0].Status, race.Runs[0].Futures[0].ReceivedAtMs));
    }

    [Fact]
    public async Task Call_FutureRaised_ExceptionReturnsItAndResultRaisesIt()
    {
        var session = await _fixture.Open("2", then: "raises");
        Assert.Equal(
            "f1 = executor.Submit(Fail, 2) → <Future f1 state=running> (caller)",
            Lines(session)[0].Replace("pending", "running", StringComparison.Ordinal));
        session.Call(session.Futures[0], FutureMember.Exception);
        await Blocked(session);
        _fixture.Time.Advance(2 * Second);
        Assert.Equal("ArgumentException: Fail(2) always raises.", (await AnswerTo(session, "f1.Exception()")).ResultOrRemark);
        session.Call(session.Futures[0], FutureMember.Result);
        Assert.Equal("raised ArgumentException: Fail(2) always raises.", (await AnswerTo(session, "f1.Result()")).ResultOrRemark);
        Assert.Equal("<Future f1 state=finished raised ArgumentException>", session.Futures[0].Future.ToString());

        var race = await End(session);
        Assert.Equal(("f1", Outcome.Error), (race.Runs[0].Received.Single().Label, race.Runs[0].Futures[0].Status));
    }

    [Fact]
    public async Task Call_ResultOfFutureThatRaised_ReceivesIt()
    {
        var session = await _fixture.Open("2", then: "raises");
        session.Call(session.Futures[0], FutureMember.Result);
        await Blocked(session);
        _fixture.Time.Advance(2 * Second);
        await AnswerTo(session, "f1.Result()");
        Assert.Single((await End(session)).Runs[0].Received);
    }

    [Fact]
    public async Task Call_CancelOnPendingFuture_NeverRunsNorReceivesIt()
    {
        var session = await _fixture.Open("5,5", workers: "1");
        var f2 = session.Futures[1];
        session.Call(f2, FutureMember.Cancel);
        session.Call(f2, FutureMember.Cancel);
        session.Call(f2, FutureMember.Cancelled);
        Assert.Equal(["f2.Cancel() → True (page)", "f2.Cancel() → True (page)", "f2.Cancelled → True (page)"], Lines(session)[^3..]);
        session.Call(f2, FutureMember.Result);
        Assert.Equal(
            "raised OperationCanceledException: <Future f2 state=cancelled> was cancelled.",
                (await AnswerTo(session, "f2.Result()")).ResultOrRemark);

        var race = await End(session);
        Assert.Equal((FutureState.Cancelled, 0.0), (race.Runs[0].Futures[1].State, race.Runs[0].Futures[1].FinishedAtMs));
        Assert.Empty(race.Runs[0].Received);
    }

    [Fact]
    public async Task Call_CancelWhileCallerWaits_FreesCaller()
    {
        var session = await _fixture.Open("5,5", workers: "1");
        session.Call(session.Futures[1], FutureMember.Result);
        await Blocked(session);
        session.Call(session.Futures[1], FutureMember.Cancel);
        Assert.StartsWith(
            "raised OperationCanceledException", (await AnswerTo(session, "f2.Result()")).ResultOrRemark, StringComparison.Ordinal);
        await End(session);
    }

    [Fact]
    public async Task Call_AddDoneCallback_RecordsThreadOfCallback()
    {
        var session = await _fixture.Open("4,5,5");
        var (f1, f2, f3) = (session.Futures[0], session.Futures[1], session.Futures[2]);
        var workers = (await Until(session, race => race.Runs[0].RunningCount == 2)).Runs[0].Futures;
        foreach (var held in new[] { f1, f2, f3 })
            session.Call(held, FutureMember.AddDoneCallback);
        session.Call(f3, FutureMember.Cancel);
        Assert.Equal(
            ["callback(f3) → called with <Future f3 state=cancelled>, within f3.Cancel() (page)", "f3.Cancel() → True (page)"],
            Lines(session)[^2..]);

        _fixture.Time.Advance(5 * Second);
        Assert.Equal(
            ("called with <Future f1 state=finished returned Double>", $"worker {workers[0].Worker}"),
            Told(await AnswerTo(session, "callback(f1)")));
        Assert.Equal(
            ("called with <Future f2 state=finished returned Double>", $"worker {workers[1].Worker}"),
            Told(await AnswerTo(session, "callback(f2)")));
        session.Call(f1, FutureMember.AddDoneCallback);
        Assert.Equal(
            [
                "callback(f1) → called with <Future f1 state=finished returned Double>, at once: it was done already (page)",
                "f1.AddDoneCallback(callback) → added (page)",
            ],
            Lines(session)[^2..]);
        await End(session);

        static (string, string?) Told(SessionEntry answer) => (answer.ResultOrRemark, answer.CallingThread);
    }

    [Fact]
    public async Task Call_SecondBlockingCallWhileCallerIsBlocked_IsRefused()
    {
        var session = await _fixture.Open("5,5");
        session.Call(session.Futures[0], FutureMember.Result);
        await Blocked(session);
        Assert.Null(session.Call(session.Futures[1], FutureMember.Exception, 2));
        Assert.Equal("f2.Exception(timeout: 2 s) → not called: the caller is blocked in f1.Result() (caller)", Lines(session)[^1]);

        _fixture.Time.Advance(5 * Second);
        await Until(session, race => race.Runs.Count > 1 && race.Runs[1].WorkerPhases.Any(phase => phase.ToMs is not null));
        await AnswerTo(session, "f1.Result()");
        await End(session);
    }

    [Fact]
    public async Task Submit_OpenSession_UsesNextNumberOnThreadOfPage()
    {
        var session = await _fixture.Open();
        Assert.Null(session.Submit(0.25, raises: true));
        await State(session, 1, FutureState.Running);
        Assert.Equal(["f1", "f2"], session.Futures.Select(held => $"{held.Call}"));
        Assert.Matches(@"^f2 = executor\.Submit\(Fail, 0\.25\) → <Future f2 state=(pending|running)> \(page\)$", Lines(session)[^1]);
        await End(session);
    }
}
