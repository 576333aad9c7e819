using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Hubs;

/// <summary>
/// Where this server's own hub is reached: at the address it is bound to, since a proxy may stand before the one the browser knows.
/// </summary>
public sealed class HubAddress(IServer server, string path)
{
    /// <summary>The hub's address.</summary>
    /// <exception cref="InvalidOperationException">The server is not listening yet.</exception>
    public Uri Uri
    {
        get
        {
            var bound = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The server is not listening yet.");
            return new Uri(new Uri(Reachable(bound)), path);
        }
    }

    /// <summary>A bound address as one can connect to it: every-interface wildcards become the loopback.</summary>
    internal static string Reachable(string bound) => bound
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
