using System.Runtime.CompilerServices;
using FlagDashboard.Futures;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Futures;

/// <summary>
/// The library keeps no object alive longer than needed. Each test makes and uses an object in a method that is not inlined, so
/// that only the library could still refer to it, and then collects until it is gone: a thread may drop its reference a little
/// later.
/// </summary>
public class ReferenceLifetimeTests
{
    private sealed class TrackedObject;

    [Fact]
    public Task ThreadPoolExecutor_IdleAfterCall_KeepsNeitherArgumentNorResult() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var (argument, result) = Use(pool);
        AssertCollected(argument);
        AssertCollected(result);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Use(ThreadPoolExecutor pool)
        {
            var argument = new TrackedObject();
            var result = pool.Submit(_ => new TrackedObject(), argument).Result();
            return (new WeakReference(argument), new WeakReference(result));
        }
    });

    [Fact]
    public Task ProcessPoolExecutor_IdleAfterCall_KeepsNeitherArgumentNorResult() => Blocking.Run(() =>
    {
        using var pool = new ProcessPoolExecutor(1);
        var (argument, result) = Use(pool);
        AssertCollected(argument);
        AssertCollected(result);
        Assert.Equal(0, pool.Submit(RemoteFunctions.LivingObjects, 0).Result());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, WeakReference) Use(ProcessPoolExecutor pool)
        {
            var argument = new RemoteFunctions.TrackedObject();
            var result = pool.Submit(RemoteFunctions.Swap, argument).Result();
            return (new WeakReference(argument), new WeakReference(result));
        }
    });

    [Fact]
    public Task Future_Finished_KeepsResultButNotArgument() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var (argument, future) = Use(pool);
        AssertCollected(argument);
        Assert.Equal(1, future.Result());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (WeakReference, Future<int>) Use(ThreadPoolExecutor pool)
        {
            var argument = new TrackedObject();
            var future = pool.Submit(_ => 1, argument);
            future.Result();
            return (new WeakReference(argument), future);
        }
    });

    [Fact]
    public Task AsCompleted_WhileItWaitsForTheNext_KeepsNothingYielded() => Blocking.Run(() =>
    {
        var last = TestFuture.Pending();
        var (enumerator, yielded) = Use(last);
        var waiting = Blocking.Start(enumerator.MoveNext);
        SpinWait.SpinUntil(() => last.WaiterCount == 1);
        AssertCollected(yielded);
        last.Returned();
        Assert.True(waiting.GetAwaiter().GetResult());

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (IEnumerator<Future<int>>, WeakReference) Use(Future<int> last)
        {
            var enumerator = Future.AsCompleted([TestFuture.Pending().Returned(), last]).GetEnumerator();
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
        static (IEnumerator<TrackedObject>, WeakReference) Use(ThreadPoolExecutor pool, ManualResetEventSlim gate)
        {
            var enumerator = pool.Map(n => Make(n, gate), [0, 1]).GetEnumerator();
            Assert.True(enumerator.MoveNext());
            return (enumerator, new WeakReference(enumerator.Current));
        }
    });

    [Fact]
    public Task ThreadPoolExecutor_CollectedWithoutShutdown_EndsItsThreads() => Blocking.Run(() =>
    {
        var thread = Use();
        do
            Collect();
        while (!thread.Join(TimeSpan.FromMilliseconds(1)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Thread Use() => new ThreadPoolExecutor(1).Submit(_ => Thread.CurrentThread, 0).Result();
    });

    [Fact]
    public Task ProcessPoolExecutor_CollectedWithoutShutdown_EndsItsProcesses() => Blocking.Run(() =>
    {
        using var probe = new LoopbackProbe();
        Use(probe.Port);
        var gone = Blocking.Start(probe.Accept().WaitForExit);
        do
            Collect();
        while (!gone.Wait(TimeSpan.FromMilliseconds(1)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Use(int port) => new ProcessPoolExecutor(1).Submit(LoopbackProbe.ConnectAndStay, port).Result();
    });

    private static TrackedObject Make(int number, ManualResetEventSlim gate)
    {
        if (number > 0)
            gate.Wait();
        return new TrackedObject();
    }

    // If the object is never collected, the time limit of the test ends this loop.
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
