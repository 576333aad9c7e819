using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>
/// The synchronization context of an <see cref="EventLoop"/>: a queue of callbacks, and the thread that runs them.
/// </summary>
internal sealed class EventLoopSynchronizationContext : SynchronizationContext
{
    // An object and not a Lock, because Monitor.Wait and Monitor.Pulse do not work with a Lock.
    private readonly object _monitor = new();
    private readonly Queue<Action> _ready = [];
    private readonly int _loopThread = Environment.CurrentManagedThreadId;
    private bool _stopped;
    private bool _closed;

    /// <summary>Queues a callback for the loop's thread, or for the thread pool once the loop is closed.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        void Callback() => SafeInvoke.Run("A callback of an event loop", () => d(state));

        lock (_monitor)
        {
            if (!_closed)
            {
                _ready.Enqueue(Callback);
                Monitor.Pulse(_monitor);
                return;
            }
        }

        QueueToThreadPool(Callback);
    }

    /// <summary>
    /// Runs a callback on the thread of the loop, and waits until the callback has returned. The callback runs on the calling thread if
    /// that is the thread of the loop, or if the loop is closed.
    /// </summary>
    /// <exception cref="Exception">The exception of the callback.</exception>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _loopThread || Volatile.Read(ref _closed))
        {
            d(state);
            return;
        }

        ExceptionDispatchInfo? error = null;
        using var done = new ManualResetEventSlim();
        Post(
            _ =>
            {
                try
                {
                    d(state);
                }
                catch (Exception thrown)
                {
                    error = ExceptionDispatchInfo.Capture(thrown);
                }

                done.Set();
            },
            null);
        done.Wait();
        error?.Throw();
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Makes <see cref="RunUntilStopped"/> return after the callback that it is running.</summary>
    public void Stop()
    {
        lock (_monitor)
        {
            _stopped = true;
            Monitor.Pulse(_monitor);
        }
    }

    /// <summary>Runs callbacks as they become ready, until <see cref="Stop"/>.</summary>
    public void RunUntilStopped()
    {
        while (TakeNext() is { } callback)
            callback();
    }

    /// <summary>
    /// Closes the loop. Callbacks in the queue move to the thread pool, and callbacks that are posted later go there at once.
    /// </summary>
    public void Close()
    {
        List<Action> left;
        lock (_monitor)
        {
            _closed = true;
            left = [.. _ready];
            _ready.Clear();
        }

        left.ForEach(QueueToThreadPool);
    }

    private Action? TakeNext()
    {
        SpinBeforeWait.YieldBrieflyUntil(() => _stopped || _ready.Count > 0);
        lock (_monitor)
        {
            while (_ready.Count == 0 && !_stopped)
                Monitor.Wait(_monitor);
            return _stopped ? null : _ready.Dequeue();
        }
    }

    private static void QueueToThreadPool(Action callback) =>
        ThreadPool.UnsafeQueueUserWorkItem(static run => run(), callback, preferLocal: false);
}
