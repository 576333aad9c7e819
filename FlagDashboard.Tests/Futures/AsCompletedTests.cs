using CsCheck;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class AsCompletedTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void AsCompleted_NoFutures_YieldsNone() => Assert.Empty(Future.AsCompleted<int>([], TimeSpan.Zero));

    [Fact]
    public void AsCompleted_DoneAlready_ComeFirstInOrderOfCompletion()
    {
        var futures = TestFuture.Pending(4);
        futures[3].Returned();
        futures[1].CancelledNow();
        futures[2].Raised();
        using var completed = Future.AsCompleted(futures).GetEnumerator();
        Assert.Same(futures[3], Next(completed));
        futures[0].Returned();
        Assert.Same(futures[1], Next(completed));
        Assert.Same(futures[2], Next(completed));
        Assert.Same(futures[0], Next(completed));
        Assert.False(completed.MoveNext());
    }

    private static Future<int> Next(IEnumerator<Future<int>> futures)
    {
        Assert.True(futures.MoveNext());
        return futures.Current;
    }

    [Fact]
    public void AsCompleted_DuplicateFutures_YieldsEachOnce()
    {
        var future = TestFuture.Pending().Returned();
        Assert.Equal([future], Future.AsCompleted([future, future, future]));
    }

    [Fact]
    public Task AsCompleted_TimeoutPasses_YieldsDoneAndThrowsWithNumberOfUnfinished() => Blocking.Run(() =>
    {
        var clock = new FakeClock();
        var futures = TestFuture.Pending(4, clock);
        futures[0].Returned();
        var yielded = new List<Future<int>>();
        var waiting = Blocking.Start(() => Assert.Throws<TimeoutException>(() =>
        {
            foreach (var future in Future.AsCompleted([.. futures, futures[0]], Second))
            {
                yielded.Add(future);
                futures[3].CancelledNow();
            }
        }));
        clock.AdvanceAfterNextTimer(Second);
        Assert.Equal("2 (of 4) futures unfinished", waiting.GetAwaiter().GetResult().Message);
        Assert.Equal([futures[0], futures[3]], yielded);
        Assert.All(futures, future => Assert.Equal(0, future.WaiterCount));
    });

    [Fact]
    public void AsCompleted_TimeoutAlreadyPassed_CountsFromCallAndYieldsDoneFutures()
    {
        var clock = new FakeClock();
        var futures = TestFuture.Pending(3, clock);
        var completed = Future.AsCompleted(futures, Second);
        clock.Advance(Second);
        futures[0].Returned();
        futures[1].Returned();
        using var enumerator = completed.GetEnumerator();
        Assert.Same(futures[0], Next(enumerator));
        Assert.Same(futures[1], Next(enumerator));
        Assert.Equal("1 (of 3) futures unfinished", Assert.Throws<TimeoutException>(() => enumerator.MoveNext()).Message);
        Assert.False(enumerator.MoveNext());
    }

    [Fact]
    public void AsCompleted_AbandonedOrNeverEnumerated_LeavesNoWaiter()
    {
        var futures = TestFuture.Pending(3);
        futures[0].Returned();
        _ = Future.AsCompleted(futures);
        Assert.Equal(0, futures[1].WaiterCount);
        foreach (var future in Future.AsCompleted(futures))
        {
            Assert.Equal(1, futures[1].WaiterCount);
            break;
        }

        Assert.All(futures, future => Assert.Equal(0, future.WaiterCount));
    }

    [Fact]
    public void AsCompleted_EnumeratedTwice_IsRefused()
    {
        var completed = Future.AsCompleted([TestFuture.Pending().Returned()]);
        Assert.Single(completed);
        Assert.Throws<InvalidOperationException>(() => completed.GetEnumerator());
    }

    [Fact]
    public void AsCompleted_InvalidArguments_ThrowsAtCall()
    {
        Assert.Throws<ArgumentNullException>(() => { Future.AsCompleted<int>(null!); });
        Assert.Throws<ArgumentException>(() => { Future.AsCompleted<int>([null!]); });
    }

    [Fact]
    public void AsCompleted_AnyOrderOfCompletion_YieldsEachOnceInThatOrder() =>
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Select(Gen.Int[0, 12]).Sample(
            (order, early) =>
            {
                var futures = TestFuture.Pending(order.Length);
                foreach (var i in order[..early])
                    futures[i].Returned(i);
                var late = new Queue<int>(order[early..]);
                var yielded = new List<int>();
                if (early == 0)
                    CompleteNext();
                foreach (var future in Future.AsCompleted(futures))
                {
                    yielded.Add(future.Result());
                    if (yielded.Count >= early)
                        CompleteNext();
                }

                Assert.Equal(order, yielded);

                void CompleteNext()
                {
                    if (late.TryDequeue(out var i))
                        futures[i].Returned(i);
                }
            },
            iter: 200);

    [Fact]
    public Task AsCompleted_ThousandsFromManyThreads_YieldsEachOnce() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(8);
        var futures = Enumerable.Range(0, 5000).Select(i => pool.Submit(n => n, i)).ToArray();
        var results = Future.AsCompleted(futures).Select(future => future.Result()).ToArray();
        Assert.Equal(Enumerable.Range(0, 5000), results.Order());
    });
}
