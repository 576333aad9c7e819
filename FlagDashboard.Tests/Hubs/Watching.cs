using FlagDashboard.Hubs;
using FlagDashboard.Log;
using Microsoft.AspNetCore.SignalR.Client;

namespace FlagDashboard.Tests.Hubs;

/// <summary>A SignalR client that watches races.</summary>
internal static class Watching
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    /// <summary>Ends what should long have ended by itself, so that it fails instead of hanging.</summary>
    public static CancellationTokenSource Guard()
    {
        var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Generous);
        return guard;
    }

    public static async Task<HubConnection> Connect(this TestDashboard dashboard)
    {
        var connection = RaceHubConnection.Create(new Uri(dashboard.Address, RaceHub.Path));
        await connection.StartAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Every event of the stream, to its end.</summary>
    public static async Task<List<RaceEvent>> Watch(this HubConnection connection, object? raceId, object after)
    {
        using var guard = Guard();
        var events = new List<RaceEvent>();
        await foreach (var batch in connection.StreamAsync<RaceEvent[]>(nameof(RaceHub.Watch), raceId, after, guard.Token))
        {
            Assert.NotEmpty(batch);
            events.AddRange(batch);
        }

        return events;
    }
}
