using System.Diagnostics;

namespace FlagDashboard.Futures.Processes;

// How a call travels. Left: the process of the executor. Right: a worker process.
//
//   ProcessPoolExecutor.Submit
//     │ ProcessWorkItem (future, function's name, argument)
//     ▼
//   WorkerPool: queue
//     │ taken by worker thread 1…n
//     ▼
//   ProcessWorkItem.Run                                       WorkerMain
//     │ JSON, in a CallPayload                                  thread ReadFrames: reads frames, answers pings
//     ▼                                                           │
//   WorkerProcess.Call ── Frame Call, standard input ──────────►  ▼
//     │ (the thread waits)                                      main thread: finds the function, calls it
//     ▼                                                           │
//   WorkerProcess.Handle ◄── Frame Returned or Raised, stdout ────┘
//     │ wakes the worker thread
//     ▼
//   ProcessWorkItem.Run: JSON back to a result, or a RemoteException
//     │
//     ▼
//   Future.Finish: observer, waiting threads, callbacks
//
// Each worker thread starts one process and uses it alone, so a process has at most one call at a time. During a call the
// executor pings the process every 2 s. A process that exits, hangs or writes something else to standard output breaks the pool:
// WorkerProcess.Fail → WorkerProcessPool.Break → Fail for all others. The waiting threads then find BrokenError, finish their
// futures and those left in the queue with it, and end.

/// <summary>
/// The worker processes of one executor. Each thread of <see cref="Workers"/> starts one process and uses it alone. A process
/// that dies breaks the pool. Thread-safe.
/// </summary>
internal sealed class WorkerProcessPool
{
    private readonly IFutureObserver? _observer;
    private readonly TimeProvider _clock;
    private readonly Func<ProcessStartInfo> _createStartInfo;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, WorkerProcess> _processes = [];
    private string? _brokenReason;

    public WorkerProcessPool(
        int maxWorkers, string name, IFutureObserver? observer, TimeProvider clock, Func<ProcessStartInfo> command)
    {
        (_observer, _clock, _createStartInfo) = (observer, clock, command);
        Workers = new WorkerPool(maxWorkers, name, StartWorker, CloseWorker);
    }

    /// <summary>The threads that serve the processes, and the queue that they take calls from.</summary>
    public WorkerPool Workers { get; }

    /// <summary>Creates an exception that says how the pool broke; null while the pool is intact.</summary>
    public BrokenProcessPoolException? BrokenError
    {
        get
        {
            lock (_lock)
                return _brokenReason is null ? null : new(_brokenReason);
        }
    }

    /// <summary>Makes a call in a worker's process. Blocks until the answer.</summary>
    /// <param name="worker">The worker's number, from 1.</param>
    /// <param name="body">A <see cref="CallPayload"/>.</param>
    /// <returns>The answer; null if the pool is broken.</returns>
    public Frame? Call(int worker, byte[] body)
    {
        WorkerProcess? process;
        lock (_lock)
            _processes.TryGetValue(worker, out process);
        return process?.Call(body);
    }

    /// <summary>
    /// Kills every process. The worker threads then finish the remaining futures with <see cref="BrokenError"/>, and end.
    /// </summary>
    /// <param name="reason">One line for people: which process ended, and how. Only the first reason counts.</param>
    public void Break(string reason)
    {
        WorkerProcess[] processes;
        lock (_lock)
        {
            if (_brokenReason is not null)
                return;
            _brokenReason = reason;
            processes = [.. _processes.Values];
        }

        Workers.Close();
        Array.ForEach(processes, process => process.Fail(reason));
    }

    // Starts a worker's process before the worker's thread takes its first call. Every call therefore goes to a process that is ready,
    // unless the pool is broken.
    private void StartWorker(int worker)
    {
        if (BrokenError is not null)
            return;
        NotifyObserver(observer => observer.WorkerStarting(worker));
        if (StartProcess(worker) is not { } process)
            return;
        NotifyObserver(observer => observer.WorkerNamed(worker, $"pid {process.Id}"));
        if (process.WaitUntilReady())
            NotifyObserver(observer => observer.WorkerReady(worker));
    }

    private WorkerProcess? StartProcess(int worker)
    {
        try
        {
            var process = new WorkerProcess(_createStartInfo(), _clock, Break);
            bool broken;
            lock (_lock)
            {
                _processes[worker] = process;
                broken = _brokenReason is not null;
            }

            // The pool broke while this process was starting. Break did not know the process yet and could not kill it, so Fail kills it
            // now.
            if (broken)
                process.Fail("");
            return process;
        }
        catch (Exception error)
        {
            Break($"a worker process could not be started: {error.Message}");
            return null;
        }
    }

    private void CloseWorker(int worker)
    {
        WorkerProcess? process;
        lock (_lock)
            _processes.Remove(worker, out process);
        process?.Close();
    }

    private void NotifyObserver(Action<IFutureObserver> notify)
    {
        if (_observer is { } observer)
            SafeInvoke.Run("An observer of futures", () => notify(observer));
    }
}
