using System.Runtime.CompilerServices;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace FlagDashboard.Hubs;

/// <summary>
/// One page's way to races: starts them and follows them through this server's own hub, across dropped connections.
/// One per circuit; not thread-safe.
/// </summary>
public sealed class DownloadService(RaceRegistry races, HubAddress hub, TimeProvider time)
{
    // Fifty presses of Run are one wish; a race on LOCAL may be over before the second of them arrives.
    private static readonly TimeSpan DuplicateStartWindow = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(3);

    private Race? _latest;
    private long _startedAt;

    /// <summary>Starts a race, unless the last one this page started still runs or has only just been started: then that one.</summary>
    /// <exception cref="PlanRefusedException">The plan breaks a rule.</exception>
    public Race Start(RacePlan plan) => Start(() => races.Start(plan));

    /// <summary>Likewise for what <paramref name="begin"/> starts.</summary>
    /// <inheritdoc cref="Start(RacePlan)" path="/exception"/>
    public Race Start(Func<Race> begin)
    {
        if (_latest is { } latest && (!latest.Completion.IsCompleted || time.GetElapsedTime(_startedAt) < DuplicateStartWindow))
            return latest;
        _latest = begin();
        _startedAt = time.GetTimestamp();
        return _latest;
    }

    /// <summary>
    /// Every event of a race, each once and in order, to its end: what a dropped connection cuts off is asked for again.
    /// </summary>
    /// <param name="raceId">Which race.</param>
    /// <param name="connected">Told true when the stream is up and false when it is lost.</param>
    /// <param name="cancellationToken">Ends following.</param>
    /// <exception cref="HubException">There is no such race.</exception>
    public async IAsyncEnumerable<RaceEvent[]> Follow(
        string raceId, Action<bool> connected, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (seen, failures, finished) = (0, 0, false);
        while (!finished)
        {
            await using var connection = Connect();
            await using var batches = Batches(connection, raceId, seen, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await Next(batches, cancellationToken))
            {
                (seen, failures, finished) = (batches.Current[^1].Seq, 0, batches.Current[^1].Kind == RaceEventKind.RaceFinished);
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

    private HubConnection Connect() => new HubConnectionBuilder()
        .WithUrl(hub.Uri)
        .AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions))
        .Build();

    private static async IAsyncEnumerable<RaceEvent[]> Batches(
        HubConnection connection, string raceId, int after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await connection.StartAsync(cancellationToken);
        await foreach (var batch in connection.StreamAsync<RaceEvent[]>("Watch", raceId, after, cancellationToken))
            yield return batch;
    }

    // A connection that cannot be made and one that breaks are the same to a viewer: the stream ends, and is taken up again.
    private static async Task<bool> Next(IAsyncEnumerator<RaceEvent[]> batches, CancellationToken cancellationToken)
    {
        try
        {
            return await batches.MoveNextAsync();
        }
        catch (Exception error) when (error is not HubException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static TimeSpan BackOff(int failures) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestBackOff.TotalMilliseconds, 100 * Math.Pow(2, Math.Min(failures, 8))));
}
