using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using FlagDashboard.Races;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

/// <summary>Streams races to any SignalR client.</summary>
public sealed class RaceHub(RaceRegistry races, TimeProvider time) : Hub
{
    /// <summary>The path of the hub.</summary>
    public const string Path = "/hubs/races";

    /// <summary>
    /// Streams every event of a race after number <paramref name="after"/> in batches: first the past events, then the new ones,
    /// until the race ends.
    /// </summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="after">The number of the last event that the client has; 0 for all events.</param>
    /// <param name="cancellationToken">Cancelled when the client disconnects.</param>
    /// <exception cref="HubException">There is no such race, or <paramref name="after"/> is negative.</exception>
    public async IAsyncEnumerable<RaceEvent[]> Watch(string raceId, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var race = await races.Find(raceId) ?? throw new HubException("There is no such race on this server.");
        if (after < 0)
            throw new HubException("after must be 0 or the number of the last event seen.");

        await foreach (var batch in race.Log.FollowInBatches(after, RaceLogBatches.MaxOnTheNetwork, time, cancellationToken))
            yield return batch;
    }
}
