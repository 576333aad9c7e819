using FlagDashboard.Hubs;
using FlagDashboard.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Hubs;

/// <summary>The client end of <see cref="RaceHub"/>.</summary>
internal static class RaceHubConnection
{
    /// <summary>Makes a connection to the hub at <paramref name="hub"/>, not yet started.</summary>
    public static HubConnection Create(Uri hub) => new HubConnectionBuilder()
        .WithUrl(hub)
        .AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions))
        .Build();

    /// <summary>Calls <see cref="RaceHub.Watch"/>.</summary>
    public static IAsyncEnumerable<RaceEvent[]> Watch(
        this HubConnection connection, string raceId, int after, CancellationToken cancellationToken) =>
        connection.StreamAsync<RaceEvent[]>(nameof(RaceHub.Watch), raceId, after, cancellationToken);
}
