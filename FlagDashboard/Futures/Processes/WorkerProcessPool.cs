using System.Diagnostics;

namespace FlagDashboard.Futures.Processes;

/// <summary>
/// The child processes of one executor: each of its threads starts one, and serves it alone. One that dies breaks them all.
/// </summary>
internal sealed class WorkerProcessPool
{
    private readonly IFutureObserver? _observer;
    private readonly TimeProvider _clock;
    private readonly Func<ProcessStartInfo> _command;
    private readonly object _gate = new();
    private readonly Dictionary<int, WorkerProcess> _children = [];
    private string? _broken;

    public WorkerProcessPool(int maxWorkers, string name, IFutureObserver? observer, TimeProvider clock, Func<ProcessStartInfo> command)
    {
        (_observer, _clock, _command) = (observer, clock, command);
        Workers = new WorkerPool(maxWorkers, name, Enter, Leave);
    }

    /// <summary>The threads, and the queue they take calls from.</summary>
    public WorkerPool Workers { get; }

    /// <summary>An exception that says how the pool broke; null while it has not.</summary>
    public BrokenProcessPoolException? Broken
    {
        get
        {
            lock (_gate)
                return _broken is null ? null : new(_broken);
        }
    }

    /// <summary>Makes a call in a worker's process; null if the pool is broken.</summary>
    public Frame? Call(int worker, byte[] body)
    {
        WorkerProcess? child;
        lock (_gate)
            _children.TryGetValue(worker, out child);
        return child?.Call(body);
    }

    /// <summary>
    /// Ends every process. The threads find the pool broken: they fail what is in the queue, and leave.
    /// </summary>
    public void Break(string how)
    {
        WorkerProcess[] others;
        lock (_gate)
        {
            if (_broken is not null)
                return;
            _broken = how;
            others = [.. _children.Values];
        }

        Workers.Close();
        Array.ForEach(others, other => other.Die(how));
    }

    // Before it takes its first call, so that a call waits for whichever worker is free first.
    private void Enter(int worker)
    {
        if (Broken is not null)
            return;
        Tell(observer => observer.WorkerStarting(worker));
        if (Start(worker) is not { } child)
            return;
        Tell(observer => observer.WorkerNamed(worker, $"pid {child.Id}"));
        if (child.AwaitReady())
            Tell(observer => observer.WorkerReady(worker));
    }

    private WorkerProcess? Start(int worker)
    {
        try
        {
            var child = new WorkerProcess(_command(), _clock, Break);
            bool broken;
            lock (_gate)
            {
                _children[worker] = child;
                broken = _broken is not null;
            }

            if (broken)
                child.Die("");
            return child;
        }
        catch (Exception error)
        {
            Break($"a worker process could not be started: {error.Message}");
            return null;
        }
    }

    private void Leave(int worker)
    {
        WorkerProcess? child;
        lock (_gate)
            _children.Remove(worker, out child);
        child?.Close();
    }

    private void Tell(Action<IFutureObserver> happened)
    {
        if (_observer is { } observer)
            SafeInvoke.Run("An observer of futures", () => happened(observer));
    }
}
