using System.Runtime.CompilerServices;

namespace FlagDashboard.Futures;

/// <summary>The threads of an executor and the queue they are fed from, first in first out.</summary>
/// <param name="maxWorkers">The most threads there may be.</param>
/// <param name="name">The beginning of the threads' names.</param>
/// <param name="enter">What a thread does first, with its number from 1.</param>
/// <param name="leave">What a thread does last.</param>
internal sealed class WorkerPool(int maxWorkers, string name, Action<int>? enter = null, Action<int>? leave = null)
{
    [ThreadStatic]
    private static WorkerPool? _ownPool;

    private readonly object _gate = new();
    private readonly Queue<WorkItem> _queue = [];
    private readonly List<Thread> _threads = [];
    private int _available;
    private volatile bool _closed;

    public bool Closed => _closed;

    /// <summary>Queues an item; false if the pool is closed.</summary>
    public bool TryAdd(WorkItem item)
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            if (item.Cancelled)
                return true;
            _queue.Enqueue(item);
            StartMissing();
            Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Takes no more items; the threads end when the queue is empty.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
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
            Join();
    }

    private WorkItem[] TakeAll()
    {
        lock (_gate)
        {
            WorkItem[] items = [.. _queue];
            _queue.Clear();
            return items;
        }
    }

    /// <summary>Waits for the end of all threads; not at all on one of them.</summary>
    private void Join()
    {
        if (_ownPool == this)
            return;

        // Only a living thread of a closed pool can start another, so at the end of the list there is none left.
        for (var i = 0; ThreadAt(i) is { } thread; i++)
            thread.Join();
    }

    private Thread? ThreadAt(int index)
    {
        lock (_gate)
            return index < _threads.Count ? _threads[index] : null;
    }

    /// <summary>Under the lock: starts a thread if there is more to do than the idle ones will take.</summary>
    private void StartMissing()
    {
        if (_queue.Count <= _available || _threads.Count == maxWorkers)
            return;

        var worker = _threads.Count + 1;
        var thread = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"{name}_{worker - 1}" };
        thread.UnsafeStart();
        _threads.Add(thread);
        _available++;
    }

    private void Serve(int worker)
    {
        _ownPool = this;
        enter?.Invoke(worker);
        while (ServeOne(worker))
        {
        }

        leave?.Invoke(worker);
    }

    // A frame of its own for each item: an idle thread must not refer to the last one from its stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ServeOne(int worker)
    {
        if (Take() is not { } item)
            return false;

        var publish = item.Run(worker);

        // Available before anyone sees the outcome: who waits for a result and then submits gets this very thread.
        ChangeAvailable(+1);
        if (publish?.Invoke() is { } callbacks)
        {
            ChangeAvailable(-1);
            callbacks();
            ChangeAvailable(+1);
        }

        return true;
    }

    private WorkItem? Take()
    {
        SpinBeforeWait.Until(() => _closed || _queue.Count > 0);
        lock (_gate)
        {
            while (_queue.Count == 0)
            {
                if (_closed)
                    return null;
                Monitor.Wait(_gate);
            }

            _available--;
            return _queue.Dequeue();
        }
    }

    private void ChangeAvailable(int change)
    {
        lock (_gate)
        {
            _available += change;
            StartMissing();
        }
    }
}
