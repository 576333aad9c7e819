using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>
/// The append-only log of a race. Everything else about the race is derived from the log. Each follower reads at its own position, so a
/// slow follower gets larger batches and does not slow down others. Thread-safe.
/// </summary>
public sealed class RaceLog
{
    private const int ReadAtOnce = 256;
    private const double NsPerSecond = 1e9;

    private readonly Lock _gate = new();
    private readonly ChunkedEventList _events = new();
    private readonly TimeProvider? _time;
    private long _began;
    private TaskCompletionSource? _moreEvents;
    private int _lowestAwaited;
    private bool _closed;
    private bool _interrupted;
    private long _bytes;

    /// <summary>Creates an empty log and starts its clock.</summary>
    public RaceLog(TimeProvider time) => (_time, _began) = (time, time.GetTimestamp());

    /// <summary>Creates the closed log of a race that has ended. Its clock always returns the time of the last event.</summary>
    /// <exception cref="ArgumentException">The last event is not <see cref="RaceEventKind.RaceFinished"/>.</exception>
    internal RaceLog(IEnumerable<RaceEvent> whole)
    {
        foreach (var raceEvent in whole)
        {
            _events.Add(raceEvent);
            _bytes += raceEvent.ApproximateBytes;
        }

        if (_events.Count == 0 || _events[^1].Kind != RaceEventKind.RaceFinished)
            throw new ArgumentException("A whole log ends with the end of its race.", nameof(whole));
        _closed = true;
    }

    /// <summary>The time since the race began, in ms.</summary>
    public double ElapsedMs => _time?.GetElapsedTime(_began).TotalMilliseconds ?? _events[^1].AtMs;

    /// <summary>What the clock showed when the race began, in ns.</summary>
    internal long StartTimestampNs => (long)((double)_began * NsPerSecond / _time!.TimestampFrequency);

    /// <summary>
    /// Restarts the clock when a queued race starts, because the log was created when the race was queued. The log must still be empty.
    /// </summary>
    internal void RestartClock() => _began = _time!.GetTimestamp();

    /// <summary>The number of events.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _events.Count;
        }
    }

    /// <summary>The approximate memory that all events take, in bytes.</summary>
    public long MemoryBytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    /// <summary>The last event of the race, which closed the log; null while the log is open.</summary>
    public RaceEvent? End
    {
        get
        {
            lock (_gate)
                return _closed ? _events[^1] : null;
        }
    }

    /// <summary>
    /// Appends <paramref name="raceEvent"/> with the next number and the current time. Both are assigned under one lock, so times never
    /// decrease along the log. <see cref="EventTextSanitizer"/> shortens texts and replaces unprintable characters.
    /// </summary>
    /// <exception cref="InvalidOperationException">The race is finished.</exception>
    public void Append(in RaceEvent raceEvent) => Append(raceEvent, null);

    /// <summary>
    /// Appends an event that happened elsewhere with its own time, or the time of the last event if that is later. If its time is still to
    /// come, the clock of the race is put forward to it: then the clock has begun too late, because the first message was on its way.
    /// </summary>
    /// <exception cref="InvalidOperationException">The race is finished.</exception>
    internal void AppendWithOwnTime(in RaceEvent raceEvent) => Append(raceEvent, raceEvent.AtMs);

    private void Append(in RaceEvent raceEvent, double? at)
    {
        TaskCompletionSource? more = null;
        var safe = EventTextSanitizer.Sanitize(raceEvent);
        lock (_gate)
        {
            if (_interrupted)
                return;
            if (_closed)
                throw new InvalidOperationException("The race is finished; its log is closed.");
            if (at is { } known)
                PutForwardTo(known);
            var time = at is null ? ElapsedMs : _events.Count == 0 ? at.Value : Math.Max(at.Value, _events[^1].AtMs);
            _events.Add(safe with { Seq = _events.Count + 1, AtMs = time });
            _bytes += safe.ApproximateBytes;
            _closed = raceEvent.Kind == RaceEventKind.RaceFinished;
            // A follower is a reader that waits until the log has more than a certain number of events. _lowestAwaited is the lowest of
            // these numbers. If the log has not exceeded it, no follower has anything to read, so none is woken.
            if (_closed || _events.Count > _lowestAwaited)
                (more, _moreEvents) = (_moreEvents, null);
        }

        // Wakes the readers that wait for new events, outside the lock. The readers continue on other threads, so they do not delay the
        // worker that has appended the event.
        more?.TrySetResult();
    }

    private void PutForwardTo(double at)
    {
        if (at > ElapsedMs)
            _began -= (long)((at - ElapsedMs) / 1000 * _time!.TimestampFrequency);
    }

    /// <summary>
    /// Closes the log with an interruption as its last event, if it is still open. Later events are ignored, so workers that are still
    /// running do not fail.
    /// </summary>
    /// <param name="reason">The reason of the interruption, in words for people.</param>
    internal void Interrupt(string reason)
    {
        lock (_gate)
        {
            if (!_closed)
                Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error) { Reason = reason });
            _interrupted = true;
        }
    }

    /// <summary>Returns a copy of all events so far.</summary>
    public RaceEvent[] Snapshot() => EventsAfter(0);

    /// <summary>Returns a copy of the events with a number greater than <paramref name="after"/>.</summary>
    public RaceEvent[] EventsAfter(int after) => EventsAfter(after, int.MaxValue);

    /// <summary>Returns a copy of at most <paramref name="max"/> events with a number greater than <paramref name="after"/>.</summary>
    internal RaceEvent[] EventsAfter(int after, int max) => TryReadAfter(after, max, out _) ?? [];

    /// <summary>
    /// Yields the first <paramref name="count"/> events, which must exist. Copies 256 events at a time, so that a slow reader does not keep
    /// a copy of the whole log in memory.
    /// </summary>
    internal IEnumerable<RaceEvent> Take(int count)
    {
        for (var read = 0; read < count;)
        {
            var batch = TryReadAfter(read, Math.Min(ReadAtOnce, count - read), out _)!;
            foreach (var raceEvent in batch)
                yield return raceEvent;
            read += batch.Length;
        }
    }

    /// <summary>
    /// Yields the events after number <paramref name="after"/>, then waits for new events until the race ends. A batch contains all events
    /// that were appended since the previous batch.
    /// </summary>
    /// <param name="after">The number of the last event that the caller already has; 0 for all events.</param>
    /// <param name="maxBatch">
    /// The maximum number of events in a batch, at least 1. If there are more events, they are split into several batches.
    /// </param>
    /// <param name="cancellationToken">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    public async IAsyncEnumerable<RaceEvent[]> Follow(
        int after, int maxBatch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        while (true)
        {
            if (TryReadAfter(after, maxBatch, out var more) is { } batch)
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

    /// <summary>
    /// Yields the events after number <paramref name="after"/>, in batches of any size, then waits for new events until the race ends.
    /// </summary>
    public IAsyncEnumerable<RaceEvent[]> Follow(int after, CancellationToken cancellationToken = default) =>
        Follow(after, int.MaxValue, cancellationToken);

    /// <summary>
    /// Waits until there are <paramref name="count"/> events after number <paramref name="after"/>, or the last one, but at most
    /// <paramref name="longest"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    internal async Task WaitForMore(
        int after, int count, TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        Task more;
        lock (_gate)
        {
            if (_closed || _events.Count - after >= count)
                return;
            more = AwaitMoreThan((int)Math.Min(int.MaxValue, after + (count - 1L)));
        }

        // A wait that takes too long is no error: the caller reads what there is.
        await more.WaitAsync(longest, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private RaceEvent[]? TryReadAfter(int seq, int max, out Task? more)
    {
        lock (_gate)
        {
            more = null;
            if (_events.Count > seq)
                return _events.GetRange(seq, max);
            if (_closed)
                return null;
            more = AwaitMoreThan(seq);
            return null;
        }
    }

    // Called under the lock. The task may also complete sooner, for a reader that awaits fewer events.
    private Task AwaitMoreThan(int seq)
    {
        _lowestAwaited = _moreEvents is null ? seq : Math.Min(_lowestAwaited, seq);
        return (_moreEvents ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }
}
