using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using FlagDashboard.Races;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

/// <summary>Streams races to any SignalR client.</summary>
public sealed class RaceHub(RaceRegistry races, TimeProvider time) : Hub
{
    /// <summary>Where it listens.</summary>
    public const string Path = "/hubs/races";

    // What happens in between travels together: half the cost for both ends, and too short to be seen.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Every event of a race after number <paramref name="after"/>, in batches: what has been, then live, to the end of the race.
    /// </summary>
    /// <param name="raceId">Which race.</param>
    /// <param name="after">The last number already seen; 0 for all.</param>
    /// <param name="cancellationToken">The client is gone.</param>
    /// <exception cref="HubException">There is no such race, or <paramref name="after"/> is negative.</exception>
    public async IAsyncEnumerable<RaceEvent[]> Watch(string raceId, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var race = await races.Find(raceId) ?? throw new HubException("There is no such race on this server.");
        if (after < 0)
            throw new HubException("after must be 0 or the number of the last event seen.");

        await foreach (var batch in race.Log.Follow(after, cancellationToken))
        {
            yield return batch;
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
