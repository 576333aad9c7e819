using System.Diagnostics;

namespace FlagDashboard.Futures.Children;

/// <summary>The child processes of one executor: each of its threads starts one, and serves it alone. One that dies breaks them all.</summary>
internal sealed class ChildProcesses
{
    readonly IFutureObserver? _observer;
    readonly TimeProvider _clock;
    readonly Func<ProcessStartInfo> _command;
    readonly object _gate = new();
    readonly Dictionary<int, ChildProcess> _children = [];
    string? _broken;

    public ChildProcesses(int maxWorkers, string name, IFutureObserver? observer, TimeProvider clock, Func<ProcessStartInfo> command)
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
        ChildProcess? child;
        lock (_gate)
            _children.TryGetValue(worker, out child);
        return child?.Call(body);
    }

    /// <summary>
    /// Ends every process. The threads find the pool broken: they fail what is in the queue, and leave.
    /// </summary>
    public void Break(string how)
    {
        ChildProcess[] others;
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
    void Enter(int worker)
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

    ChildProcess? Start(int worker)
    {
        try
        {
            var child = new ChildProcess(_command(), _clock, Break);
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

    void Leave(int worker)
    {
        ChildProcess? child;
        lock (_gate)
            _children.Remove(worker, out child);
        child?.Close();
    }

    void Tell(Action<IFutureObserver> happened)
    {
        if (_observer is { } observer)
            Guarded.Run("An observer of futures", () => happened(observer));
    }
}
