using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>
/// The append-only log of a race: the one source of truth. Writers append, viewers hold a cursor; a slow viewer gets larger
/// batches and slows nobody down. Thread-safe.
/// </summary>
public sealed class RaceLog
{
    private readonly Lock _gate = new();
    private readonly ChunkedEventList _events = new();
    private readonly TimeProvider? _time;
    private readonly long _began;
    private TaskCompletionSource? _more;
    private int _waitsAfter;
    private bool _closed;

    /// <summary>An empty log: its race begins now.</summary>
    public RaceLog(TimeProvider time) => (_time, _began) = (time, time.GetTimestamp());

    /// <summary>A log that was written before, whole: it is closed, and its clock stands where the race ended.</summary>
    /// <exception cref="ArgumentException">It does not end with the end of a race.</exception>
    internal RaceLog(IEnumerable<RaceEvent> whole)
    {
        foreach (var happened in whole)
            _events.Add(happened);
        if (_events.Count == 0 || _events[^1].Kind != RaceEventKind.RaceFinished)
            throw new ArgumentException("A log that is whole ends with the end of its race.", nameof(whole));
        _closed = true;
    }

    /// <summary>Time since the race began, in ms.</summary>
    public double Now => _time?.GetElapsedTime(_began).TotalMilliseconds ?? _events[^1].At;

    /// <summary>How many events there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _events.Count;
        }
    }

    /// <summary>The event that closed it; null while the race goes on.</summary>
    public RaceEvent? End
    {
        get
        {
            lock (_gate)
                return _closed ? _events[^1] : null;
        }
    }

    /// <summary>
    /// Appends <paramref name="happened"/>, numbered and timed: the clock is read under the same lock that gives the number,
    /// so that times never run backwards along the log.
    /// </summary>
    /// <exception cref="InvalidOperationException">The race is finished.</exception>
    public void Append(in RaceEvent happened)
    {
        TaskCompletionSource? more = null;
        lock (_gate)
        {
            if (_closed)
                throw new InvalidOperationException("The race is finished; its log is closed.");
            _events.Add(happened with { Seq = _events.Count + 1, At = Now });
            _closed = happened.Kind == RaceEventKind.RaceFinished;
            // A cursor may be ahead of the log: who waits for the end is not woken before.
            if (_closed || _events.Count > _waitsAfter)
                (more, _more) = (_more, null);
        }

        // Outside the lock, and continued elsewhere: a viewer never runs on a worker's thread.
        more?.TrySetResult();
    }

    /// <summary>All events so far.</summary>
    public RaceEvent[] Snapshot() => Since(0);

    /// <summary>What has come after number <paramref name="after"/> so far.</summary>
    public RaceEvent[] Since(int after) => After(after, out _) ?? [];

    /// <summary>
    /// Replays what came after number <paramref name="after"/>, then follows live: each item is all that has come since the
    /// cursor. Ends with the race.
    /// </summary>
    /// <param name="after">The last number already seen; 0 for the whole race.</param>
    /// <param name="cancellationToken">Ends following with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    public async IAsyncEnumerable<RaceEvent[]> Follow(int after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        while (true)
        {
            if (After(after, out var more) is { } batch)
            {
                after = batch[^1].Seq;
                yield return batch;
            }
            else if (more is null)
            {
                yield break;
            }
            else
            {
                await more.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private RaceEvent[]? After(int seq, out Task? more)
    {
        lock (_gate)
        {
            more = null;
            if (_events.Count > seq)
                return _events.From(seq);
            if (_closed)
                return null;
            _waitsAfter = _more is null ? seq : Math.Min(_waitsAfter, seq);
            more = (_more ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            return null;
        }
    }
}
