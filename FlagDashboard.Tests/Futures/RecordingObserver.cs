using System.Collections.Concurrent;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

/// <summary>Writes down what it sees, and does more on demand.</summary>
internal sealed class RecordingObserver : IFutureObserver
{
    public ConcurrentQueue<string> Seen { get; } = [];

    public Action<Future> OnSubmitted { get; init; } = _ => { };

    public Action<Future> OnFinished { get; init; } = _ => { };

    public Action<Future> OnCancelled { get; init; } = _ => { };

    public Action<string> OnWorker { get; init; } = _ => { };

    public void Submitted(Future future, object? argument)
    {
        Seen.Enqueue($"submitted {argument} {future.State}");
        OnSubmitted(future);
    }

    public void Started(Future future, int worker) => Seen.Enqueue($"started {worker} {future.State}");

    public void Finished(Future future, object? result, Exception? error)
    {
        Seen.Enqueue($"finished {result}{error?.Message} {future.State}");
        OnFinished(future);
    }

    public void Cancelled(Future future)
    {
        Seen.Enqueue($"cancelled {future.State}");
        OnCancelled(future);
    }

    public void WorkerStarting(int worker) => Worker(worker, "starting");

    public void WorkerNamed(int worker, string name) => Worker(worker, $"named {name}");

    public void WorkerReady(int worker) => Worker(worker, "ready");

    private void Worker(int worker, string what)
    {
        Seen.Enqueue($"worker {worker} {what}");
        OnWorker(what);
    }
}
