using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>The context of an <see cref="EventLoop"/>: a queue of pieces of code, and the thread that runs them.</summary>
internal sealed class EventLoopContext : SynchronizationContext
{
    private readonly object _gate = new();
    private readonly Queue<Action> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private bool _stopped;
    private bool _closed;

    public override void Post(SendOrPostCallback d, object? state)
    {
        void Piece() => SafeInvoke.Run("A piece of an event loop", () => d(state));

        lock (_gate)
        {
            if (!_closed)
            {
                _ready.Enqueue(Piece);
                Monitor.Pulse(_gate);
                return;
            }
        }

        HandOver(Piece);
    }

    /// <summary>Runs it on the loop's thread and waits for its end; here if this is that thread or the loop is over.</summary>
    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId == _thread || Volatile.Read(ref _closed))
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

    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    public void RunUntilStopped()
    {
        while (Next() is { } piece)
            piece();
    }

    /// <summary>From now on the thread pool runs what comes, beginning with what is left.</summary>
    public void Close()
    {
        List<Action> left;
        lock (_gate)
        {
            _closed = true;
            left = [.. _ready];
            _ready.Clear();
        }

        left.ForEach(HandOver);
    }

    private Action? Next()
    {
        SpinBeforeWait.Until(() => _stopped || _ready.Count > 0);
        lock (_gate)
        {
            while (_ready.Count == 0 && !_stopped)
                Monitor.Wait(_gate);
            return _stopped ? null : _ready.Dequeue();
        }
    }

    private static void HandOver(Action piece) => ThreadPool.UnsafeQueueUserWorkItem(static run => run(), piece, preferLocal: false);
}
