using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>Follows a log at the pace of a reader.</summary>
internal static class RaceLogBatches
{
    /// <summary>
    /// The longest batch for a reader on the network: 256 events, or about 40 KB. A longer one would be held in memory for each
    /// reader that does not read.
    /// </summary>
    public const int MaxNetworkBatch = 256;

    // Sending a batch has a cost of its own, so all events of 50 ms are sent in one batch. Nobody notices a delay that short.
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
