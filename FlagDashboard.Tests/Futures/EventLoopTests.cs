using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class EventLoopTests
{
    [Fact]
    public Task Run_AfterEveryAwait_ContinuesOnCallingThread() => Blocking.Run(() =>
    {
        var here = Environment.CurrentManagedThreadId;
        var threads = new List<int>();
        EventLoop.Run(async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            {
                await Task.Run(() => { });
                threads.Add(Environment.CurrentManagedThreadId);
                await Task.Yield();
                threads.Add(Environment.CurrentManagedThreadId);
            }));
            threads.Add(Environment.CurrentManagedThreadId);
        });
        Assert.Equal(Enumerable.Repeat(here, 41), threads);
    });

    [Fact]
    public Task Run_AwaitsFuture_ContinuesOnCallingThread() => Blocking.Run(() =>
    {
        var here = Environment.CurrentManagedThreadId;
        using var pool = new ThreadPoolExecutor(1);
        EventLoop.Run(async () =>
        {
            Assert.NotEqual(here, await pool.Submit(_ => Environment.CurrentManagedThreadId, 0));
            Assert.Equal(here, Environment.CurrentManagedThreadId);
        });
    });

    [Fact]
    public Task Run_MainThrows_RethrowsItUnwrappedAndRestoresTheContext() => Blocking.Run(() =>
    {
        var previous = new SynchronizationContext();
        SynchronizationContext.SetSynchronizationContext(previous);
        var error = new InvalidDataException();
        Assert.Same(error, Assert.Throws<InvalidDataException>(() => EventLoop.Run(async () =>
        {
            await Task.Yield();
            throw error;
        })));
        Assert.Same(error, Assert.Throws<InvalidDataException>(() => EventLoop.Run(() => throw error)));
        Assert.Throws<TaskCanceledException>(() => EventLoop.Run(() => Task.FromCanceled(new CancellationToken(true))));
        Assert.Same(previous, SynchronizationContext.Current);
    });

    [Fact]
    public Task Run_NestedOnTheSameThread_IsRefusedAndTheOuterGoesOn() => Blocking.Run(() =>
    {
        var reached = false;
        EventLoop.Run(async () =>
        {
            Assert.Throws<InvalidOperationException>(() => EventLoop.Run(() => Task.CompletedTask));
            await Task.Yield();
            Assert.Throws<InvalidOperationException>(() => EventLoop.Run(() => Task.CompletedTask));
            await Task.Run(() => EventLoop.Run(async () => await Task.Yield()));
            reached = true;
        });
        Assert.True(reached);
        EventLoop.Run(() => Task.CompletedTask);
    });

    [Fact]
    public void Run_NullMainOrNullTask_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => EventLoop.Run(null!));
        Assert.Throws<InvalidOperationException>(() => EventLoop.Run(() => null!));
    }

    [Fact]
    public Task Run_TaskNotAwaited_ContinuesOnAnotherThreadAfterLoopEnds() => Blocking.Run(() =>
    {
        var here = Environment.CurrentManagedThreadId;
        var release = new TaskCompletionSource();
        Task<int>? orphan = null;
        EventLoop.Run(() =>
        {
            orphan = Orphan();
            return Task.CompletedTask;
        });
        Assert.False(orphan!.IsCompleted);
        release.SetResult();
        Assert.NotEqual(here, orphan.GetAwaiter().GetResult());

        async Task<int> Orphan()
        {
            await release.Task;
            await Task.Yield();
            return Environment.CurrentManagedThreadId;
        }
    });

    [Fact]
    public Task Run_AsyncVoidThrows_TheLoopGoesOn() => Blocking.Run(() =>
    {
        var reached = false;
        EventLoop.Run(async () =>
        {
            Fail();
            await Task.Yield();
            await Task.Yield();
            reached = true;
        });
        Assert.True(reached);

        static async void Fail()
        {
            await Task.Yield();
            throw new InvalidDataException();
        }
    });

    [Fact]
    public Task Send_FromAnotherThread_RunsOnTheLoopAndRethrows() => Blocking.Run(() =>
    {
        var here = Environment.CurrentManagedThreadId;
        EventLoop.Run(async () =>
        {
            var context = SynchronizationContext.Current!;
            await Task.Run(() =>
            {
                var there = 0;
                context.Send(_ => there = Environment.CurrentManagedThreadId, null);
                Assert.Equal(here, there);
                Assert.Throws<InvalidDataException>(() => context.Send(_ => throw new InvalidDataException(), null));
            });
        });
    });
}
