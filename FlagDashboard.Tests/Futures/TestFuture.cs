using System.Runtime.ExceptionServices;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

/// <summary>Futures without an executor: a test changes their state step by step, as a worker would.</summary>
internal static class TestFuture
{
    public static Future<int> Pending(string label = "BR", TimeProvider? clock = null, IFutureObserver? observer = null) =>
        new(label, clock ?? TimeProvider.System, observer);

    public static Future<int>[] Pending(int count, TimeProvider? clock = null) =>
        [.. Enumerable.Range(0, count).Select(i => Pending($"{i}", clock))];

    public static Future<int> Started(this Future<int> future)
    {
        Assert.True(future.TryStart(1));
        return future;
    }

    public static Future<int> Returned(this Future<int> future, int result = 1)
    {
        future.TryStart(1);
        future.PrepareCompletion(result, null)()?.Invoke();
        return future;
    }

    public static Future<int> Raised(this Future<int> future, Exception? error = null)
    {
        future.TryStart(1);
        future.PrepareCompletion(0, ExceptionDispatchInfo.Capture(error ?? new InvalidDataException()))()?.Invoke();
        return future;
    }

    public static Future<int> CancelledNow(this Future<int> future)
    {
        Assert.True(future.Cancel());
        return future;
    }
}
