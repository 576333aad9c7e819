using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class FutureTests
{
    [Fact]
    public void State_FromPendingToFinished_MatchesRunningDoneAndCancelled()
    {
        var future = TestFuture.Pending();
        Assert.Equal((FutureState.Pending, false, false, false), Properties(future));
        future.Started();
        Assert.Equal((FutureState.Running, true, false, false), Properties(future));
        future.Returned();
        Assert.Equal((FutureState.Finished, false, false, true), Properties(future));
        Assert.Equal((FutureState.Cancelled, false, true, true), Properties(TestFuture.Pending().CancelledNow()));
    }

    private static (FutureState, bool Running, bool Cancelled, bool Done) Properties(Future future) =>
        (future.State, future.Running, future.Cancelled, future.Done);

    [Fact]
    public void Cancel_PendingRepeatedly_ReturnsTrueEachTime()
    {
        var future = TestFuture.Pending();
        Assert.True(future.Cancel());
        Assert.True(future.Cancel());
        Assert.False(future.TryStart(1));
    }

    [Fact]
    public void Cancel_RunningOrFinished_IsFalseAndChangesNothing()
    {
        var future = TestFuture.Pending().Started();
        Assert.False(future.Cancel());
        future.Returned(7);
        Assert.False(future.Cancel());
        Assert.Equal(7, future.Result());
    }

    [Fact]
    public void Cancel_WithCallbacks_RunsThemOnCallingThreadBeforeReturning()
    {
        var seen = new List<(int, FutureState, int)>();
        var future = TestFuture.Pending();
        for (var i = 0; i < 3; i++)
        {
            var number = i;
            future.AddDoneCallback(done => seen.Add((number, done.State, Environment.CurrentManagedThreadId)));
        }

        Assert.True(future.Cancel());
        var here = Environment.CurrentManagedThreadId;
        Assert.Equal(Enumerable.Range(0, 3).Select(i => (i, FutureState.Cancelled, here)), seen);
        Assert.True(future.Cancel());
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public Task Cancel_ThreadWaitsForResult_WakesIt() => Blocking.Run(() =>
    {
        var future = TestFuture.Pending();
        var waiting = Blocking.Start(() => Assert.Throws<OperationCanceledException>(() => future.Result()));
        SpinWait.SpinUntil(() => future.WaiterCount == 1);
        future.Cancel();
        waiting.GetAwaiter().GetResult();
    });

    [Fact]
    public void Exception_EachOutcome_ReturnsRaisedExceptionOrNull()
    {
        var error = new InvalidDataException();
        Assert.Same(error, TestFuture.Pending().Raised(error).Exception());
        Assert.Null(TestFuture.Pending().Returned().Exception());
        Assert.Throws<OperationCanceledException>(() => TestFuture.Pending().CancelledNow().Exception());
        Assert.Throws<TimeoutException>(() => TestFuture.Pending().Exception(TimeSpan.Zero));
    }

    [Fact]
    public void ToString_EachState_ReturnsOneLineWithState()
    {
        Assert.Equal("<Future BR state=pending>", TestFuture.Pending().ToString());
        Assert.Equal("<Future BR state=running>", TestFuture.Pending().Started().ToString());
        Assert.Equal("<Future BR state=cancelled>", TestFuture.Pending().CancelledNow().ToString());
        Assert.Equal("<Future BR state=finished returned Int32>", TestFuture.Pending().Returned().ToString());
        Assert.Equal(
            "<Future BR state=finished raised TimeoutException>", TestFuture.Pending().Raised(new TimeoutException()).ToString());
    }

    [Fact]
    public void ToString_SubmittedArgument_ContainsItsText()
    {
        using var pool = new ThreadPoolExecutor(1);
        Assert.Equal("<Future CN state=finished returned String>", Finished(_ => "flag", "CN"));
        Assert.Equal("<Future null state=finished returned null>", Finished<string?, string?>(_ => null, null));
        Assert.Equal("<Future Mute state=finished returned Int32>", Finished(_ => 1, new Mute()));
        Assert.Equal(
            $"<Future {new string('x', 59)}… state=finished returned Int32>", Finished(_ => 1, new string('x', 1000)));

        string Finished<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
        {
            var future = pool.Submit(function, argument);
            future.Exception();
            return future.ToString();
        }
    }

    private sealed class Mute
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
