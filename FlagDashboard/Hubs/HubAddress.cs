using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Hubs;

/// <summary>
/// The address at which this server reaches its own hub. It is the address that the server is bound to, because the address that
/// the browser uses may belong to a proxy. Thread-safe.
/// </summary>
public sealed class HubAddress(IServer server, string path)
{
    /// <summary>The address of the hub.</summary>
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

    /// <summary>Turns an address that stands for every interface into one of the loopback, which a client can connect to.</summary>
    internal static string Reachable(string bound) => bound
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
