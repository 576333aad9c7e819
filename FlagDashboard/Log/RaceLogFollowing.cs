using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>Follows a log on behalf of a network reader, with a pause after each batch to keep the batches few.</summary>
internal static class RaceLogFollowing
{
    /// <summary>
    /// The maximum number of events in a batch for a network reader, about 40 KB. Larger batches for many slow readers would fill the
    /// memory.
    /// </summary>
    public const int MaxEventsPerNetworkBatch = 256;

    // The pause between two batches. Sending a batch has a fixed cost, so all events of 50 ms share one batch; nobody notices this delay.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Follows a log to the end of its race. Yields the past events without pauses, and then the new events of every 50 ms as one batch,
    /// or sooner when the batch is full: a pool submits all its futures at once, and readers need not wait for them.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="after">The number of the last event that the reader already has; 0 for all events.</param>
    /// <param name="maxBatch">The maximum number of events in a batch, at least 1.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    public static async IAsyncEnumerable<RaceEvent[]> FollowInBatches(
        this RaceLog log, int after, int maxBatch, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in log.Follow(after, maxBatch, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
            if (batch.Length < maxBatch)
                await log.WaitForMore(batch[^1].Seq, maxBatch, Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
