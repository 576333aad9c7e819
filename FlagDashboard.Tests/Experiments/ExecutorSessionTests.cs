using FlagDashboard.Experiments;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using static FlagDashboard.Tests.Experiments.SessionFixture;

namespace FlagDashboard.Tests.Experiments;

public sealed class HandTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SessionFixture _track = new();

    public void Dispose() => _track.Dispose();

    [Fact]
    public async Task Open_MoreCallsThanWorkers_TheLastIsPendingAndTheCallerIsFree()
    {
        var hand = await _track.Open("5,6,0.5");
        Assert.Equal(["f1", "f2", "f3"], hand.Futures.Select(held => $"{held.Call}"));
        Assert.Equal([FutureState.Running, FutureState.Running, FutureState.Pending], hand.Futures.Select(held => held.Future.State));
        Assert.Equal("<Future f3 state=pending>", hand.Futures[2].Future.ToString());
        Assert.Equal("f3 = executor.Submit(Loiter, 0.5) → <Future f3 state=pending> (caller)", Lines(hand)[2]);

        var race = await End(hand);
        Assert.Equal(["f1", "f2", "f3"], race.Runs[0].Futures.Select(future => future.Label));
        Assert.Equal(("caller", 1), (race.Runs[1].NameOf(1), race.Runs[1].Workers));
    }

    [Fact]
    public async Task Ask_WhatNeverWaits_IsAnsweredAtOnceWhileTheCallerIsBlocked()
    {
        var hand = await _track.Open();
        var f1 = hand.Futures[0];
        Assert.Null(hand.Ask(f1, FutureCall.Result));
        await Blocked(hand);
        Assert.Null(hand.Ask(f1, FutureCall.Done));
        Assert.Null(hand.Ask(f1, FutureCall.Running));
        Assert.Null(hand.Ask(f1, FutureCall.Cancelled));
        Assert.Null(hand.Ask(f1, FutureCall.Cancel));
        Assert.Equal(["f1.Done → False (page)", "f1.Running → True (page)", "f1.Cancelled → False (page)", "f1.Cancel() → False (page)"], Lines(hand)[1..]);

        _track.Time.Advance(5 * Second);
        var result = await AnswerTo(hand, "f1.Result()");
        Assert.Equal(("50", 5000, "caller"), (result.Text, result.TookMs, result.Thread));
        Assert.Null(hand.Ask(f1, FutureCall.Done));
        Assert.Null(hand.Ask(f1, FutureCall.Running));
        Assert.Null(hand.Ask(f1, FutureCall.Cancel));
        Assert.Equal(["f1.Done → True (page)", "f1.Running → False (page)", "f1.Cancel() → False (page)"], Lines(hand)[^3..]);
        await End(hand);
    }

    [Fact]
    public async Task Ask_ResultWithATimeoutTooShort_BlocksTheCallerForItAndNothingIsReceived()
    {
        var hand = await _track.Open();
        hand.Ask(hand.Futures[0], FutureCall.Result, 1.5);
        await Blocked(hand);
        _track.Time.WaitedFor();
        _track.Time.Advance(1.5 * Second);
        var answer = await AnswerTo(hand, "f1.Result(timeout: 1.5 s)");
        Assert.Equal(("raised TimeoutException: <Future f1 state=running> was not done in time.", 1500), (answer.Text, answer.TookMs));

        var race = await End(hand);
        var phase = race.Runs[1].Phases[0];
        Assert.Equal(("blocked in f1.Result(timeout: 1.5 s)", 0, 1500), (phase.Name, phase.FromMs, phase.ToMs));
        Assert.Empty(race.Runs[0].Received);
    }

    [Fact]
    public async Task Ask_ResultAgainAndAgain_IsReceivedOnce()
    {
        var hand = await _track.Open();
        hand.Ask(hand.Futures[0], FutureCall.Result, 0);
        await AnswerTo(hand, "f1.Result(timeout: 0 s)");
        _track.Time.Advance(5 * Second);
        hand.Ask(hand.Futures[0], FutureCall.Result);
        await AnswerTo(hand, "f1.Result()");
        hand.Ask(hand.Futures[0], FutureCall.Result, 0);
        Assert.Equal("50", (await AnswerTo(hand, "f1.Result(timeout: 0 s)", 2)).Text);
        hand.Ask(hand.Futures[0], FutureCall.Exception);
        Assert.Equal("null", (await AnswerTo(hand, "f1.Exception()")).Text);

        var race = await End(hand);
        Assert.Equal(("f1", Outcome.Ok, 5000), (race.Runs[0].Received.Single().Label, race.Runs[0].Futures[0].Status, race.Runs[0].Futures[0].ReceivedAt));
    }

    [Fact]
    public async Task Ask_CallThatRaised_ExceptionHandsItOverAndResultRaisesIt()
    {
        var hand = await _track.Open("2", then: "raises");
        Assert.Equal("f1 = executor.Submit(Fail, 2) → <Future f1 state=running> (caller)", Lines(hand)[0].Replace("pending", "running", StringComparison.Ordinal));
        hand.Ask(hand.Futures[0], FutureCall.Exception);
        await Blocked(hand);
        _track.Time.Advance(2 * Second);
        Assert.Equal("ArgumentException: Fail(2) raises, always.", (await AnswerTo(hand, "f1.Exception()")).Text);
        hand.Ask(hand.Futures[0], FutureCall.Result);
        Assert.Equal("raised ArgumentException: Fail(2) raises, always.", (await AnswerTo(hand, "f1.Result()")).Text);
        Assert.Equal("<Future f1 state=finished raised ArgumentException>", hand.Futures[0].Future.ToString());

        var race = await End(hand);
        Assert.Equal(("f1", Outcome.Error), (race.Runs[0].Received.Single().Label, race.Runs[0].Futures[0].Status));
    }

    [Fact]
    public async Task Ask_CallThatRaisedNeverAskedBefore_ResultReceivesIt()
    {
        var hand = await _track.Open("2", then: "raises");
        hand.Ask(hand.Futures[0], FutureCall.Result);
        await Blocked(hand);
        _track.Time.Advance(2 * Second);
        await AnswerTo(hand, "f1.Result()");
        Assert.Single((await End(hand)).Runs[0].Received);
    }

    [Fact]
    public async Task Ask_CancelPending_ItNeverRunsAndHasNothingToReceive()
    {
        var hand = await _track.Open("5,5", workers: "1");
        var f2 = hand.Futures[1];
        hand.Ask(f2, FutureCall.Cancel);
        hand.Ask(f2, FutureCall.Cancel);
        hand.Ask(f2, FutureCall.Cancelled);
        Assert.Equal(["f2.Cancel() → True (page)", "f2.Cancel() → True (page)", "f2.Cancelled → True (page)"], Lines(hand)[^3..]);
        hand.Ask(f2, FutureCall.Result);
        Assert.Equal("raised OperationCanceledException: <Future f2 state=cancelled> was cancelled.", (await AnswerTo(hand, "f2.Result()")).Text);

        var race = await End(hand);
        Assert.Equal((FutureState.Cancelled, 0.0), (race.Runs[0].Futures[1].State, race.Runs[0].Futures[1].FinishedAt));
        Assert.Empty(race.Runs[0].Received);
    }

    [Fact]
    public async Task Ask_PendingWhileTheCallerWaitsForIt_CancellingFreesTheCaller()
    {
        var hand = await _track.Open("5,5", workers: "1");
        hand.Ask(hand.Futures[1], FutureCall.Result);
        await Blocked(hand);
        hand.Ask(hand.Futures[1], FutureCall.Cancel);
        Assert.StartsWith("raised OperationCanceledException", (await AnswerTo(hand, "f2.Result()")).Text, StringComparison.Ordinal);
        await End(hand);
    }

    [Fact]
    public async Task Ask_Callbacks_TellOnWhichThreadTheyRan()
    {
        var hand = await _track.Open("4,5,5");
        var (f1, f2, f3) = (hand.Futures[0], hand.Futures[1], hand.Futures[2]);
        var workers = (await Until(hand, race => race.Runs[0].Running == 2)).Runs[0].Futures;
        foreach (var held in new[] { f1, f2, f3 })
            hand.Ask(held, FutureCall.AddDoneCallback);
        hand.Ask(f3, FutureCall.Cancel);
        Assert.Equal(["callback(f3) → called with <Future f3 state=cancelled>, within f3.Cancel() (page)", "f3.Cancel() → True (page)"], Lines(hand)[^2..]);

        _track.Time.Advance(5 * Second);
        Assert.Equal(("called with <Future f1 state=finished returned Double>", $"worker {workers[0].Worker}"), Told(await AnswerTo(hand, "callback(f1)")));
        Assert.Equal(("called with <Future f2 state=finished returned Double>", $"worker {workers[1].Worker}"), Told(await AnswerTo(hand, "callback(f2)")));
        hand.Ask(f1, FutureCall.AddDoneCallback);
        Assert.Equal(
            ["callback(f1) → called with <Future f1 state=finished returned Double>, at once: it was done already (page)", "f1.AddDoneCallback(callback) → added (page)"],
            Lines(hand)[^2..]);
        await End(hand);

        static (string, string?) Told(Answer answer) => (answer.Text, answer.Thread);
    }

    [Fact]
    public async Task Ask_SecondQuestionThatWaits_IsRefusedWithAWordWhileTheCallerIsBlocked()
    {
        var hand = await _track.Open("5,5");
        hand.Ask(hand.Futures[0], FutureCall.Result);
        await Blocked(hand);
        Assert.Null(hand.Ask(hand.Futures[1], FutureCall.Exception, 2));
        Assert.Equal("f2.Exception(timeout: 2 s) → not called: the caller is blocked in f1.Result() (caller)", Lines(hand)[^1]);

        _track.Time.Advance(5 * Second);
        await Until(hand, race => race.Runs.Count > 1 && race.Runs[1].Phases.Any(phase => phase.ToMs is not null));
        await AnswerTo(hand, "f1.Result()");
        await End(hand);
    }

    [Fact]
    public async Task Submit_OpenHand_GoesOnWithTheNextNumberOnThePagesThread()
    {
        var hand = await _track.Open();
        Assert.Null(hand.Submit(0.25, raises: true));
        await State(hand, 1, FutureState.Running);
        Assert.Equal(["f1", "f2"], hand.Futures.Select(held => $"{held.Call}"));
        Assert.Matches(@"^f2 = executor\.Submit\(Fail, 0\.25\) → <Future f2 state=(pending|running)> \(page\)$", Lines(hand)[^1]);
        await End(hand);
    }
}
