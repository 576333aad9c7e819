using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace FlagDashboard.Hubs;

/// <summary>Follows races through this server's own hub, across dropped connections. Thread-safe.</summary>
internal sealed class RaceFollower(HubAddress hub, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan MaxBackOff = TimeSpan.FromSeconds(3);

    /// <inheritdoc cref="DownloadService.Follow"/>
    public async IAsyncEnumerable<RaceEvent[]> Follow(
        string raceId, Action<bool> connected, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (seen, failures, finished) = (0, 0, false);
        while (!finished)
        {
            await using var connection = RaceHubConnection.Create(hub.Uri);
            await using var batches = Batches(connection, raceId, seen, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await Next(batches, raceId, cancellationToken))
            {
                seen = batches.Current[^1].Seq;
                failures = 0;
                finished = batches.Current[^1].Kind == RaceEventKind.RaceFinished;
                connected(true);
                yield return batches.Current;
            }

            if (!finished)
            {
                connected(false);
                await Task.Delay(BackOff(failures++), time, cancellationToken);
            }
        }
    }

    private static async IAsyncEnumerable<RaceEvent[]> Batches(
        HubConnection connection, string raceId, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await connection.StartAsync(cancellationToken);
        await foreach (var batch in connection.Watch(raceId, after, cancellationToken))
            yield return batch;
    }

    // A connection that cannot be made and a connection that breaks both end the stream here. The caller connects again.
    private async Task<bool> Next(IAsyncEnumerator<RaceEvent[]> batches, string raceId, CancellationToken cancellationToken)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (Exception error) when (error is not HubException && !cancellationToken.IsCancellationRequested)
        {
            logger.FollowInterrupted(raceId, error);
            return false;
        }
    }

    private static TimeSpan BackOff(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(MaxBackOff.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(failures, 8))));
}
