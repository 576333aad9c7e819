using System.Collections.Concurrent;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

/// <summary>Records every notification as a line of text, and runs the delegates that a test gives it.</summary>
internal sealed class RecordingObserver : IFutureObserver
{
    public ConcurrentQueue<string> Events { get; } = [];

    public Action<Future> OnSubmitted { get; init; } = _ => { };

    public Action<Future> OnFinished { get; init; } = _ => { };

    public Action<Future> OnCancelled { get; init; } = _ => { };

    public Action<string> OnWorker { get; init; } = _ => { };

    public void Submitted(Future future, object? argument)
    {
        Events.Enqueue($"submitted {argument} {future.State}");
        OnSubmitted(future);
    }

    public void Started(Future future, int worker) => Events.Enqueue($"started {worker} {future.State}");

    public void CallEnded(Future future, object? result, Exception? error)
    {
        Events.Enqueue($"finished {result}{error?.Message} {future.State}");
        OnFinished(future);
    }

    public void Cancelled(Future future)
    {
        Events.Enqueue($"cancelled {future.State}");
        OnCancelled(future);
    }

    public void WorkerProcessStarting(int worker) => RecordWorker(worker, "starting");

    public void WorkerProcessNamed(int worker, string name) => RecordWorker(worker, $"named {name}");

    public void WorkerProcessReady(int worker) => RecordWorker(worker, "ready");

    private void RecordWorker(int worker, string what)
    {
        Events.Enqueue($"worker {worker} {what}");
        OnWorker(what);
    }
}
