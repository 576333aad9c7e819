using System.Diagnostics;

namespace FlagDashboard.Futures.Processes;

// The path of a call from the process of the executor (left) to a worker process (right) and back.
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
//   Future.PrepareCompletion: notifies the observer, wakes the waiting threads, runs the callbacks
//
// Each worker thread starts one process and uses it alone, so a process has at most one call at a time. During a call the
// executor pings the process every 2 s. A process that exits, hangs or writes something else to standard output breaks the pool:
// WorkerProcess.KillAndReport → WorkerProcessPool.TerminateBroken → KillAndReport for all others. The worker threads then finish
// their futures, and those left in the queue, with BrokenError, and end.

/// <summary>
/// The worker processes of one executor. Each thread of <see cref="Threads"/> starts one process and uses it alone. A process
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
        Threads = new WorkerPool(maxWorkers, name, StartWorker, CloseWorker);
    }

    /// <summary>The threads that serve the processes, and the queue that they take calls from.</summary>
    public WorkerPool Threads { get; }

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
    public void TerminateBroken(string reason)
    {
        WorkerProcess[] processes;
        lock (_lock)
        {
            if (_brokenReason is not null)
                return;
            _brokenReason = reason;
            processes = [.. _processes.Values];
        }

        Threads.Close();
        Array.ForEach(processes, process => process.KillAndReport(reason));
    }

    // Starts a worker's process before the worker's thread takes its first call. Every call therefore goes to a process that is ready,
    // unless the pool is broken.
    private void StartWorker(int worker)
    {
        if (BrokenError is not null)
            return;
        NotifyObserver(observer => observer.WorkerProcessStarting(worker));
        if (StartProcess(worker) is not { } process)
            return;
        NotifyObserver(observer => observer.WorkerProcessNamed(worker, $"pid {process.ProcessId}"));

        // A process that is killed while it starts may have said before that it is ready. It takes no call, so it is not reported as ready.
        if (process.WaitUntilReady() && BrokenError is null)
            NotifyObserver(observer => observer.WorkerProcessReady(worker));
    }

    private WorkerProcess? StartProcess(int worker)
    {
        try
        {
            var process = new WorkerProcess(_createStartInfo(), _clock, TerminateBroken);
            bool broken;
            lock (_lock)
            {
                _processes[worker] = process;
                broken = _brokenReason is not null;
            }

            // If the pool broke while this process was starting, TerminateBroken killed only the processes that it knew by then. This
            // process was not among them, so it is killed here.
            if (broken)
                process.KillAndReport("");
            return process;
        }
        catch (Exception error)
        {
            TerminateBroken($"a worker process could not be started: {error.Message}");
            return null;
        }
    }

    private void CloseWorker(int worker)
    {
        WorkerProcess? process;
        lock (_lock)
            _processes.Remove(worker, out process);
        process?.CloseAndWait();
    }

    private void NotifyObserver(Action<IFutureObserver> notify)
    {
        if (_observer is { } observer)
            SafeInvoke.Run("An observer of futures", () => notify(observer));
    }
}
