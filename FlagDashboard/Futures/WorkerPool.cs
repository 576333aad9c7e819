using System.Runtime.CompilerServices;

namespace FlagDashboard.Futures;

/// <summary>The threads of an executor and the first-in, first-out queue that they take calls from. Thread-safe.</summary>
/// <param name="maxWorkers">The maximum number of threads, from 1.</param>
/// <param name="name">The prefix of the threads' names.</param>
/// <param name="onThreadStart">Runs on each new thread before its first item, with the worker's number from 1.</param>
/// <param name="onThreadEnd">Runs on each thread after its last item, with the worker's number from 1.</param>
internal sealed class WorkerPool(
    int maxWorkers, string name, Action<int>? onThreadStart = null, Action<int>? onThreadEnd = null)
{
    [ThreadStatic]
    private static WorkerPool? _poolOfThisThread;

    /// <summary>Starts a thread, or throws. Tests can replace this function.</summary>
    internal Action<Thread> StartThread { private get; init; } = thread => thread.UnsafeStart();

    // An object and not a Lock, because Monitor.Wait and Monitor.Pulse do not work with a Lock.
    private readonly object _monitor = new();
    private readonly Queue<WorkItem> _queue = [];
    private readonly List<Thread> _threads = [];
    private int _idleThreads;
    private volatile bool _closed;

    /// <summary>Whether the pool refuses items.</summary>
    public bool IsClosed => _closed;

    /// <summary>Queues an item, and starts a thread if all are busy.</summary>
    /// <returns>False if the pool is closed.</returns>
    /// <exception cref="InvalidOperationException">
    /// A thread is needed and cannot be started. As in Python, the item is cancelled, and the threads that run go on.
    /// </exception>
    public bool TryAdd(WorkItem item)
    {
        try
        {
            lock (_monitor)
            {
                if (_closed)
                    return false;
                if (item.Cancelled)
                    return true;
                _queue.Enqueue(item);
                StartThreadIfNeeded();
                Monitor.Pulse(_monitor);
                return true;
            }
        }
        catch (Exception error) when (ThreadStartFailure.IsThreadStartFailure(error))
        {
            // The observer has already been told that the future of the call was submitted, so Cancel must tell it that the future has
            // ended. The cancelled item stays in the queue until a worker skips it.
            item.Cancel();
            throw new InvalidOperationException(ThreadStartFailure.Reason, error);
        }
    }

    /// <summary>Refuses further items. The threads end when the queue is empty.</summary>
    public void Close()
    {
        lock (_monitor)
        {
            _closed = true;
            Monitor.PulseAll(_monitor);
        }
    }

    /// <inheritdoc cref="Executor.Shutdown"/>
    public void Shutdown(bool wait, bool cancelFutures)
    {
        Close();
        if (cancelFutures)
        {
            foreach (var item in TakeAll())
                item.Cancel();
        }

        if (wait)
            JoinThreads();
    }

    private WorkItem[] TakeAll()
    {
        lock (_monitor)
        {
            WorkItem[] items = [.. _queue];
            _queue.Clear();
            return items;
        }
    }

    // Waits until all threads have ended. On a thread of this pool, the method returns at once, because the thread would wait for its own
    // end.
    private void JoinThreads()
    {
        if (_poolOfThisThread == this)
            return;

        // In a closed pool, only a running thread can start another thread, and the new thread goes to the end of the list. Joining from
        // first to last therefore misses no thread.
        for (var i = 0; ThreadAt(i) is { } thread; i++)
            thread.Join();
    }

    private Thread? ThreadAt(int index)
    {
        lock (_monitor)
            return index < _threads.Count ? _threads[index] : null;
    }

    // The caller holds the lock. Starts a thread if the queue has more items than the idle threads will take, and the
    // pool has fewer threads than maxWorkers.
    private void StartThreadIfNeeded()
    {
        if (_queue.Count <= _idleThreads || _threads.Count == maxWorkers)
            return;

        var worker = _threads.Count + 1;
        var thread = new Thread(() => RunWorker(worker)) { IsBackground = true, Name = $"{name}_{worker - 1}" };
        StartThread(thread);
        _threads.Add(thread);
        _idleThreads++;
    }

    private void RunWorker(int worker)
    {
        _poolOfThisThread = this;
        onThreadStart?.Invoke(worker);
        while (RunNextItem(worker))
        {
        }

        onThreadEnd?.Invoke(worker);
    }

    // Not inlined, so that the last item leaves the stack when this method returns. Otherwise an idle thread could keep a reference to the
    // item, whose memory could then not be freed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNextItem(int worker)
    {
        if (Take() is not { } item)
            return false;

        var publish = item.Run(worker);

        // Counts this thread as idle before the result becomes visible. A consumer that then submits another call at once reuses this
        // thread instead of starting a new one.
        AddIdleThreads(+1);
        if (publish?.Invoke() is { } callbacks)
        {
            AddIdleThreads(-1);
            callbacks();
            AddIdleThreads(+1);
        }

        return true;
    }

    private WorkItem? Take()
    {
        SpinBeforeWait.YieldBrieflyUntil(() => _closed || _queue.Count > 0);
        lock (_monitor)
        {
            while (_queue.Count == 0)
            {
                if (_closed)
                    return null;
                Monitor.Wait(_monitor);
            }

            _idleThreads--;
            return _queue.Dequeue();
        }
    }

    private void AddIdleThreads(int change)
    {
        lock (_monitor)
        {
            _idleThreads += change;
            try
            {
                StartThreadIfNeeded();
            }
            catch (Exception error) when (ThreadStartFailure.IsThreadStartFailure(error))
            {
                // No further thread can be started. This thread goes on and takes the queued items itself.
            }
        }
    }
}
