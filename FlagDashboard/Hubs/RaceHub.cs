using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

/// <summary>Streams races to any SignalR client.</summary>
public sealed class RaceHub(
    RaceRegistry races, Limits limits, TimeProvider time, HubMetrics metrics, ILogger<RaceHub> logger) : Hub
{
    /// <summary>The path of the hub.</summary>
    public const string Path = "/hubs/races";

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        HubConnectionQuota.Attach(Context, limits, time);
        return base.OnConnectedAsync();
    }

    /// <summary>
    /// Streams every event of a race after number <paramref name="after"/> in batches: first the past events, then the new ones,
    /// until the race ends.
    /// </summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="after">The number of the last event that the client has; 0 for all events.</param>
    /// <param name="cancellationToken">Cancelled when the client disconnects.</param>
    /// <exception cref="HubException">
    /// There is no such race, <paramref name="after"/> is negative, or the connection makes too many calls or follows too many races.
    /// </exception>
    public IAsyncEnumerable<EventBatch> Watch(string raceId, int after, CancellationToken cancellationToken) =>
        Follow(raceId, after, cancellationToken).LogFailures(logger, cancellationToken);

    private async IAsyncEnumerable<EventBatch> Follow(
        string raceId, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = HubConnectionQuota.AttachedTo(Context);
        client.CountCallOrThrow();
        using var stream = client.AcquireStreamLease();
        var race = await races.Find(raceId) ?? throw new HubException("There is no such race on this server.");
        if (after < 0)
            throw new HubException("after must be 0 or the number of the last event seen.");

        using var measured = metrics.TrackStream(race.Log);
        await foreach (var batch in race.Batches.Follow(after, time, cancellationToken))
        {
            measured.RecordLag(batch);
            yield return batch;
        }
    }
}
