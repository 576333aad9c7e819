using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>Follows a log in batches, at the pace of a reader.</summary>
internal static class RaceLogBatches
{
    /// <summary>
    /// The maximum number of events in a batch for a reader on the network: about 40 KB. Longer batches would fill the memory if many
    /// readers are slow.
    /// </summary>
    public const int MaxNetworkBatch = 256;

    // Every batch has a fixed cost, so all events of 50 ms are sent in one batch. Nobody notices such a short delay.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Follows a log to the end of its race. Yields past events without a pause, and then the new events of every 50 ms as one batch.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="after">The number of the last event that the reader has; 0 for all events.</param>
    /// <param name="maxBatch">The highest number of events in a batch; at least 1.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops following with <see cref="OperationCanceledException"/>.</param>
    public static async IAsyncEnumerable<RaceEvent[]> FollowInBatches(
        this RaceLog log, int after, int maxBatch, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in log.Follow(after, maxBatch, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
            if (batch.Length < maxBatch)
                await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
