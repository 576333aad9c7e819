using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard;

/// <summary>
/// The address at which this server can call itself. It is the address that the server is bound to, because the address that a
/// browser uses may belong to a proxy.
/// </summary>
internal static class SelfAddress
{
    /// <summary>Returns the address.</summary>
    /// <exception cref="InvalidOperationException">The server is not listening yet.</exception>
    public static Uri Of(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } bound
            ? new Uri(ToReachable(bound))
            : throw new InvalidOperationException("The server is not listening yet.");

    /// <summary>
    /// Replaces a host that stands for every network interface, such as + or 0.0.0.0, by a loopback host, to which a client can connect.
    /// </summary>
    internal static string ToReachable(string boundAddress) => boundAddress
        .Replace("://+", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://[::]", "://localhost", StringComparison.Ordinal);
}
