using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class FutureWaitTests
{
    [Fact]
    public void Wait_NoFutures_ReturnsAtOnce()
    {
        foreach (var returnWhen in Enum.GetValues<ReturnWhen>())
        {
            var (done, notDone) = Future.Wait<int>([], returnWhen: returnWhen);
            Assert.Empty(done);
            Assert.Empty(notDone);
        }
    }

    [Fact]
    public void Wait_FirstCompletedAndOneIsDone_ReturnsAtOnceAndLeavesNoWaiter()
    {
        var futures = TestFuture.Pending(3);
        futures[1].CancelledNow();
        var result = Future.Wait(futures, returnWhen: ReturnWhen.FirstCompleted);
        Assert.Equal([futures[1]], result.Done);
        Assert.True(result.NotDone.SetEquals([futures[0], futures[2]]));
        Assert.All(futures, future => Assert.Equal(0, future.WaiterCount));
    }

    [Fact]
    public Task Wait_FirstCompleted_ReturnsAtTheFirst() => Blocking.Run(() =>
    {
        var futures = TestFuture.Pending(3);
        var waiting = Blocking.Start(() => Future.Wait(futures, returnWhen: ReturnWhen.FirstCompleted));
        SpinWait.SpinUntil(() => futures[2].WaiterCount == 1);
        futures[2].Returned();
        Assert.Equal([futures[2]], waiting.GetAwaiter().GetResult().Done);
        Assert.All(futures, future => Assert.Equal(0, future.WaiterCount));
    });

    [Fact]
    public Task Wait_FirstException_ReturnsAtTheFirstRaisedAndNotAtTheCancelled() => Blocking.Run(() =>
    {
        var futures = TestFuture.Pending(4);
        futures[0].CancelledNow();
        var waiting = Blocking.Start(() => Future.Wait(futures, returnWhen: ReturnWhen.FirstException));
        SpinWait.SpinUntil(() => futures[3].WaiterCount == 1);
        futures[1].Returned();
        Assert.False(waiting.IsCompleted);
        futures[2].Raised();
        var result = waiting.GetAwaiter().GetResult();
        Assert.True(result.Done.SetEquals(futures[..3]));
        Assert.Equal([futures[3]], result.NotDone);
    });

    [Fact]
    public Task Wait_FirstExceptionAndNoneRaises_ReturnsWhenAllAreDone() => Blocking.Run(() =>
    {
        var futures = TestFuture.Pending(2);
        var waiting = Blocking.Start(() => Future.Wait(futures, returnWhen: ReturnWhen.FirstException));
        futures[0].Returned();
        futures[1].CancelledNow();
        Assert.Empty(waiting.GetAwaiter().GetResult().NotDone);
    });

    [Fact]
    public Task Wait_TimeoutPasses_ReturnsDoneAndNotDone() => Blocking.Run(() =>
    {
        var clock = new FakeClock();
        var futures = TestFuture.Pending(3, clock);
        futures[0].Raised();
        var waiting = Blocking.Start(() => Future.Wait(futures, TimeSpan.FromSeconds(2)));
        clock.AdvanceAfterNextTimer(TimeSpan.FromSeconds(2));
        var result = waiting.GetAwaiter().GetResult();
        Assert.Equal([futures[0]], result.Done);
        Assert.Equal(2, result.NotDone.Count);
        Assert.All(futures, future => Assert.Equal(0, future.WaiterCount));
    });

    [Fact]
    public void Wait_Duplicates_CountOnce()
    {
        var future = TestFuture.Pending().Returned();
        Assert.Single(Future.Wait([future, future, future]).Done);
    }

    [Fact]
    public void Wait_InvalidArguments_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => Future.Wait<int>(null!));
        Assert.Throws<ArgumentException>(() => Future.Wait<int>([null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Future.Wait<int>([], null, (ReturnWhen)9));
    }
}
