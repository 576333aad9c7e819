using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>
/// Follows a log once for all network readers. They share the batches, so each batch is created and serialized only once, even for a
/// thousand readers. Thread-safe.
/// </summary>
/// <remarks>
/// The batches are a linked list. This object references only its last batch, and each reader references the batch that it has reached. The
/// garbage collector therefore frees a batch when the slowest reader has passed it.
/// </remarks>
internal sealed class SharedBatches(RaceLog log)
{
    private readonly Lock _gate = new();

    // The batches that PastEvents returned last. Readers that begin at the same time ask for the same past events, so they share these
    // batches. The reference is weak, so that the garbage collector can free the batches.
    private readonly WeakReference<CachedBatches> _past = new(new(0, 0, []));
    private Node? _last;

    /// <summary>
    /// Yields the events after number <paramref name="after"/>, until the race ends, in batches of at most
    /// <see cref="RaceLogFollowing.MaxEventsPerNetworkBatch"/> events. There is no pause between batches of past events; new events come
    /// every 50 ms.
    /// </summary>
    /// <param name="after">The number of the last event that the reader already has; 0 for all events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<EventBatch> Follow(
        int after, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var link = LastLink(time);
        while (after < link.LastSeq)
        {
            foreach (var past in PastEvents(after, Math.Min(link.LastSeq - after, RaceLogFollowing.MaxEventsPerNetworkBatch)))
            {
                after = past.LastSeq;
                yield return past;
            }
        }

        while (await link.Next.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            link = next;
            if (after < link.LastSeq)
                yield return link.Batch!.After(after);
        }
    }

    private EventBatch[] PastEvents(int after, int count)
    {
        lock (_gate)
        {
            if (!_past.TryGetTarget(out var past) || (past.AfterSeq, past.EventCount) != (after, count))
            {
                past = new(after, count, [.. EventBatch.Split(log.EventsAfter(after, count))]);
                _past.SetTarget(past);
            }

            return past.Batches;
        }
    }

    // Returns the last node of the linked list of batches. The first call creates this node and starts the task Share, which appends a node
    // for each new batch until the race ends.
    private Node LastLink(TimeProvider time)
    {
        lock (_gate)
        {
            if (_last is null)
            {
                _last = new(null, log.Count);
                _ = Share(_last, time);
            }

            return _last;
        }
    }

    private async Task Share(Node last, TimeProvider time)
    {
        try
        {
            await foreach (
                var events in log.FollowInBatches(last.LastSeq, RaceLogFollowing.MaxEventsPerNetworkBatch, time, default).ConfigureAwait(
                    false))
            {
                foreach (var batch in EventBatch.Split(events))
                {
                    var next = new Node(batch, batch.LastSeq);
                    lock (_gate)
                        _last = next;
                    last.Next.SetResult(next);
                    last = next;
                }
            }

            last.Next.SetResult(null);
        }
        catch (Exception error)
        {
            // Every reader awaits last.Next, so this error ends the streams of all readers. It is not logged here, because the SignalR hub
            // logs each failed stream.
            last.Next.SetException(error);
        }
    }

    /// <summary>
    /// Cached batches, which contain <paramref name="EventCount"/> events after event number <paramref name="AfterSeq"/>.
    /// </summary>
    private sealed record CachedBatches(int AfterSeq, int EventCount, EventBatch[] Batches);

    /// <summary>A link of the list: a batch, and a task that completes with the next link.</summary>
    /// <param name="batch">The batch; null in the first link.</param>
    /// <param name="seq">The number of the last event in the batch.</param>
    private sealed class Node(EventBatch? batch, int seq)
    {
        public EventBatch? Batch { get; } = batch;

        public int LastSeq { get; } = seq;

        /// <summary>
        /// Completes with the next link; with null when the race has ended. The readers that await it continue on the thread pool.
        /// </summary>
        public TaskCompletionSource<Node?> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
