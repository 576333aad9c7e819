using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Primitives;

namespace FlagDashboard.Security;

/// <summary>
/// Refuses requests that name a foreign host. A hostile site can let its own host name point to 127.0.0.1 (DNS rebinding). The browser then
/// takes this dashboard for a part of that site, whose scripts can read it.
/// </summary>
/// <remarks>
/// Requests for the bound hosts and for the names of the loopback are always answered. The setting AllowedHosts adds names, separated by
/// semicolons (<c>*.example.com</c> and <c>*</c> are understood). Without the setting, a server that is bound to more than the loopback
/// answers to every name, because it cannot know its own names.
/// </remarks>
internal sealed class HostPolicy(IServer server, IConfiguration configuration)
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    // The host names to answer to, or null for every name. They are computed at the first request, because they depend on the server's
    // addresses, which are known only when it listens.
    private readonly Lazy<StringSegment[]?> _allowed = new(() => AllowedHosts(
        server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], configuration["AllowedHosts"]));

    /// <summary>Middleware: answers 400 to a request for a foreign host.</summary>
    public Task Check(HttpContext context, RequestDelegate next) => IsAllowed(context.Request.Host)
        ? next(context)
        : SecuritySetup.WriteProblem(
            context, StatusCodes.Status400BadRequest,
            "This dashboard does not answer to that host name. Use the address that it printed at its start, or add the name to "
            + "AllowedHosts.");

    /// <summary>Returns the host names to answer to, or null for every name.</summary>
    internal static StringSegment[]? AllowedHosts(IEnumerable<string> addresses, string? setting)
    {
        var bound = HostsOf(addresses);
        var configured = (setting ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (configured.Contains("*") || (configured.Length == 0 && !bound.All(IsLoopback)))
            return null;
        return [.. LoopbackNames.Concat(bound).Concat(configured).Select(name => new StringSegment(name))];
    }

    /// <summary>Whether all addresses that the server is bound to can be reached from the same machine only.</summary>
    internal static bool AreLoopback(IEnumerable<string> addresses) => HostsOf(addresses).All(IsLoopback);

    private static List<string> HostsOf(IEnumerable<string> addresses) =>
        [.. addresses.Select(address => BindingAddress.Parse(address).Host)];

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // The host is checked to protect browsers, and a browser always sends a host. A request without a host comes from a program that speaks
    // HTTP/1.0, so it is allowed.
    private bool IsAllowed(HostString host) =>
        !host.HasValue || _allowed.Value is not { } allowed || HostString.MatchesAny(host.Host, allowed);
}
