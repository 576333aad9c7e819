namespace FlagDashboard.Experiments;

/// <summary>
/// Simulates the global interpreter lock of CPython, which .NET does not have. Only the thread that holds the lock computes. The holder
/// passes the lock on after an interval if another thread waits, and releases it during a blocking call. Unlike the lock of CPython, this
/// lock is fair: threads get it in the order in which they asked for it. Thread-safe.
/// </summary>
/// <param name="switchInterval">The time for which a thread may compute while another thread waits (Python: sys.setswitchinterval).</param>
/// <param name="time">The clock of the interval.</param>
/// <param name="onPhase">
/// Called on a thread whose phase changes, with the number of the thread, from 1, and the new phase. The phase is one of the constants of
/// this class, or null for none.
/// </param>
internal sealed class SimulatedGlobalLock(TimeSpan switchInterval, TimeProvider time, Action<int, string?> onPhase)
{
    /// <summary>The phase of the thread that holds the lock.</summary>
    public const string HoldingPhase = "holds the lock";

    /// <summary>The phase of a thread that waits for the lock.</summary>
    public const string WaitingPhase = "waits for the lock";

    /// <summary>The phase of a thread in a blocking call.</summary>
    public const string BlockingCallPhase = "blocked in I/O, without the lock";

    private readonly Lock _waitersLock = new();

    // The first thread in the queue holds the lock. All further threads wait in the order in which they asked for the lock.
    private readonly List<Waiter> _queue = [];
    private long _acquiredAt;

    private bool IsAwaited
    {
        get
        {
            lock (_waitersLock)
                return _queue.Count > 1;
        }
    }

    /// <summary>Runs <paramref name="code"/> under the lock.</summary>
    /// <param name="thread">The number of the calling thread, from 1.</param>
    /// <param name="code">
    /// The code. It calls <see cref="YieldIfDue"/> often while it computes, and makes its blocking calls with
    /// <see cref="CallWithoutLock"/>.
    /// </param>
    /// <param name="abortToken">Ends waiting for the lock.</param>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    public T RunWithLock<T>(int thread, Func<T> code, CancellationToken abortToken)
    {
        try
        {
            Acquire(thread, abortToken);
            return code();
        }
        finally
        {
            Release(thread);
        }
    }

    /// <summary>Passes the lock on and waits to get it back, if the interval is over and another thread waits.</summary>
    /// <inheritdoc cref="RunWithLock" path="/exception"/>
    public void YieldIfDue(int thread, CancellationToken abortToken)
    {
        if (IsAwaited && time.GetElapsedTime(_acquiredAt) >= switchInterval)
        {
            Release(thread);
            Acquire(thread, abortToken);
        }
    }

    /// <summary>Makes a blocking call without the lock.</summary>
    /// <inheritdoc cref="RunWithLock" path="/exception"/>
    public void CallWithoutLock(int thread, Action call, CancellationToken abortToken)
    {
        Release(thread);
        onPhase(thread, BlockingCallPhase);
        call();
        Acquire(thread, abortToken);
    }

    private void Acquire(int thread, CancellationToken abortToken)
    {
        var waiter = new Waiter(thread, new SemaphoreSlim(0));
        bool free;
        lock (_waitersLock)
        {
            free = _queue.Count == 0;
            _queue.Add(waiter);
        }

        if (!free)
        {
            onPhase(thread, WaitingPhase);
            waiter.Turn.Wait(abortToken);
        }

        _acquiredAt = time.GetTimestamp();
        onPhase(thread, HoldingPhase);
    }

    // Removes the thread from the queue, and passes the lock on if the thread held it. Ends the phase of the thread first, because the next
    // holder reports its own phase as soon as it has the lock.
    private void Release(int thread)
    {
        onPhase(thread, null);
        lock (_waitersLock)
        {
            var place = _queue.FindIndex(waiter => waiter.ThreadNumber == thread);
            if (place < 0)
                return;
            _queue.RemoveAt(place);
            if (place == 0 && _queue.Count > 0)
                _queue[0].Turn.Release();
        }
    }

    private sealed record Waiter(int ThreadNumber, SemaphoreSlim Turn);
}
