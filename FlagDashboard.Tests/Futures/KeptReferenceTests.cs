using System.Runtime.CompilerServices;
using FlagDashboard.Futures;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>
/// What is let go. Each object is made and used in a frame of its own, so that only the library could still hold it;
/// what a thread lets go a moment later is awaited by collecting until it is gone.
/// </summary>
public class KeptReferenceTests
{
    private sealed class Thing;

    [Fact]
    public Task IdlePool_AfterACall_KeepsNeitherArgumentNorResult() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var (argument, result) = Use(pool);
        AssertCollected(argument);
        AssertCollected(result);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Use(ThreadPoolExecutor pool)
        {
            var argument = new Thing();
            var result = pool.Submit(_ => new Thing(), argument).Result();
            return (new WeakReference(argument), new WeakReference(result));
        }
    });

    [Fact]
    public Task IdleProcessPool_AfterACall_KeepsNeitherArgumentNorResult() => Blocking.Run(() =>
    {
        using var pool = new ProcessPoolExecutor(1);
        var (argument, result) = Use(pool);
        AssertCollected(argument);
        AssertCollected(result);
        Assert.Equal(0, pool.Submit(RemoteFunctions.ThingsLeft, 0).Result());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Use(ProcessPoolExecutor pool)
        {
            var argument = new RemoteFunctions.Thing();
            var result = pool.Submit(RemoteFunctions.Swap, argument).Result();
            return (new WeakReference(argument), new WeakReference(result));
        }
    });

    [Fact]
    public Task FinishedFuture_KeptForItsResult_DoesNotKeepTheArgument() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var (argument, future) = Use(pool);
        AssertCollected(argument);
        Assert.Equal(1, future.Result());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, Future<int>) Use(ThreadPoolExecutor pool)
        {
            var argument = new Thing();
            var future = pool.Submit(_ => 1, argument);
            future.Result();
            return (new WeakReference(argument), future);
        }
    });

    [Fact]
    public Task AsCompleted_WhileItWaitsForTheNext_KeepsNothingYielded() => Blocking.Run(() =>
    {
        var last = FutureSteps.Pending();
        var (enumerator, yielded) = Use(last);
        var waiting = Blocking.Start(enumerator.MoveNext);
        SpinWait.SpinUntil(() => last.WaiterCount == 1);
        AssertCollected(yielded);
        last.Returned();
        Assert.True(waiting.GetAwaiter().GetResult());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (IEnumerator<Future<int>>, WeakReference) Use(Future<int> last)
        {
            var enumerator = Future.AsCompleted([FutureSteps.Pending().Returned(), last]).GetEnumerator();
            Assert.True(enumerator.MoveNext());
            return (enumerator, new WeakReference(enumerator.Current));
        }
    });

    [Fact]
    public Task Map_WhileItWaitsForTheNext_KeepsNothingYielded() => Blocking.Run(() =>
    {
        using var gate = new ManualResetEventSlim();
        using var pool = new ThreadPoolExecutor(1);
        var (enumerator, yielded) = Use(pool, gate);
        var waiting = Blocking.Start(enumerator.MoveNext);
        AssertCollected(yielded);
        gate.Set();
        Assert.True(waiting.GetAwaiter().GetResult());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (IEnumerator<Thing>, WeakReference) Use(ThreadPoolExecutor pool, ManualResetEventSlim gate)
        {
            var enumerator = pool.Map(n => Make(n, gate), [0, 1]).GetEnumerator();
            Assert.True(enumerator.MoveNext());
            return (enumerator, new WeakReference(enumerator.Current));
        }
    });

    [Fact]
    public Task ForgottenPool_WithoutShutdown_LetsItsThreadsGo() => Blocking.Run(() =>
    {
        var thread = Use();
        do
            Collect();
        while (!thread.Join(TimeSpan.FromMilliseconds(1)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread Use() => new ThreadPoolExecutor(1).Submit(_ => Thread.CurrentThread, 0).Result();
    });

    [Fact]
    public Task ForgottenProcessPool_WithoutShutdown_LetsItsProcessesGo() => Blocking.Run(() =>
    {
        using var door = new LoopbackProbe();
        Use(door.Port);
        var gone = Blocking.Start(door.Await().AwaitGone);
        do
            Collect();
        while (!gone.Wait(TimeSpan.FromMilliseconds(1)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Use(int port) => new ProcessPoolExecutor(1).Submit(LoopbackProbe.Linger, port).Result();
    });

    private static Thing Make(int number, ManualResetEventSlim gate)
    {
        if (number > 0)
            gate.Wait();
        return new Thing();
    }

    // The guard of the test ends this if the object is kept.
    private static void AssertCollected(WeakReference reference)
    {
        while (reference.IsAlive)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Collect();
            Thread.Yield();
        }
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
