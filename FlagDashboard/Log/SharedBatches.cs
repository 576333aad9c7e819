using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>
/// Follows a log once for all readers on the network, so that even a thousand readers share the batches and each batch is serialized once.
/// Thread-safe.
/// </summary>
/// <remarks>
/// The batches form a linked list, of which this object references only the last. Each reader references the batch that it has reached, so
/// slow readers keep only later batches in memory, and share them.
/// </remarks>
internal sealed class SharedBatches(RaceLog log)
{
    private readonly Lock _gate = new();

    // The batches of past events that were created last. They are cached, because readers that begin at the same time need the same ones.
    private readonly WeakReference<Past> _past = new(new(0, 0, []));
    private Link? _last;

    /// <summary>
    /// Yields the events after number <paramref name="after"/> to the end of the race, in batches of at most
    /// <see cref="RaceLogBatches.MaxNetworkBatch"/> events: past events without a pause, new ones every 50 ms.
    /// </summary>
    /// <param name="after">The number of the last event that the reader has; 0 for all events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops following with <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<EventBatch> Follow(
        int after, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var link = LastLink(time);
        while (after < link.Seq)
        {
            foreach (var past in PastEvents(after, Math.Min(link.Seq - after, RaceLogBatches.MaxNetworkBatch)))
            {
                after = past.LastSeq;
                yield return past;
            }
        }

        while (await link.Next.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } next)
        {
            link = next;
            if (after < link.Seq)
                yield return link.Batch!.After(after);
        }
    }

    private EventBatch[] PastEvents(int after, int count)
    {
        lock (_gate)
        {
            if (!_past.TryGetTarget(out var past) || (past.After, past.Count) != (after, count))
            {
                past = new(after, count, [.. EventBatch.Split(log.EventsAfter(after, count))]);
                _past.SetTarget(past);
            }

            return past.Batches;
        }
    }

    // The first reader starts Share, which makes the batches for all readers until the race ends.
    private Link LastLink(TimeProvider time)
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

    private async Task Share(Link last, TimeProvider time)
    {
        try
        {
            await foreach (var events in log.FollowInBatches(last.Seq, RaceLogBatches.MaxNetworkBatch, time, default).ConfigureAwait(false))
            {
                foreach (var batch in EventBatch.Split(events))
                {
                    var next = new Link(batch, batch.LastSeq);
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
            // The streams of all readers wait for Next, so all of them fail with this error. The hub logs the failure of a stream, so
            // nothing is logged here.
            last.Next.SetException(error);
        }
    }

    /// <summary>The batches of <paramref name="Count"/> events after number <paramref name="After"/>.</summary>
    private sealed record Past(int After, int Count, EventBatch[] Batches);

    /// <summary>A link of the list: a batch, and a task for the next link.</summary>
    /// <param name="batch">The batch; null in the first link.</param>
    /// <param name="seq">The number of the last event in the batch.</param>
    private sealed class Link(EventBatch? batch, int seq)
    {
        public EventBatch? Batch { get; } = batch;

        public int Seq { get; } = seq;

        /// <summary>Completes with the next link, or with null at the end of the race. Readers continue on the thread pool.</summary>
        public TaskCompletionSource<Link?> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
