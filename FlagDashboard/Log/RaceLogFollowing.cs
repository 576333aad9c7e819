using System.Runtime.CompilerServices;

namespace FlagDashboard.Log;

/// <summary>Follows a log on behalf of a reader, with a pause after each batch of new events to keep the batches few.</summary>
internal static class RaceLogFollowing
{
    /// <summary>
    /// The maximum number of events in a batch for a network reader, about 40 KB. Larger batches for many slow readers would fill the
    /// memory.
    /// </summary>
    public const int MaxEventsPerNetworkBatch = 256;

    // Sending a batch has a fixed cost, so all events of an interval share one batch. A page pays more for each batch than a network
    // reader, because it renders it.
    private static readonly TimeSpan NetworkInterval = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan PageInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Follows a log to the end of its race for readers on the network. Yields the past events without pauses, and then the new events of
    /// every 40 ms, in batches of at most <see cref="MaxEventsPerNetworkBatch"/> events.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="after">The number of the last event that the reader already has; 0 for all events.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    public static IAsyncEnumerable<RaceEvent[]> FollowForNetwork(
        this RaceLog log, int after, TimeProvider time, CancellationToken cancellationToken) =>
        Follow(log, after, MaxEventsPerNetworkBatch, NetworkInterval, time, cancellationToken);

    /// <summary>
    /// Follows a log from its first event to the end of its race for a page. Yields all past events as one batch, and then the new events
    /// of every 50 ms.
    /// </summary>
    /// <inheritdoc cref="FollowForNetwork" path="/param"/>
    public static IAsyncEnumerable<RaceEvent[]> FollowForPage(
        this RaceLog log, TimeProvider time, CancellationToken cancellationToken) =>
        Follow(log, after: 0, int.MaxValue, PageInterval, time, cancellationToken);

    private static async IAsyncEnumerable<RaceEvent[]> Follow(
        RaceLog log, int after, int maxBatch, TimeSpan interval, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in log.Follow(after, maxBatch, cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
            if (batch.Length < maxBatch)
                await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
