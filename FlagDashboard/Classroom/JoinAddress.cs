using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace FlagDashboard.Classroom;

/// <summary>Finds the address under which a class reaches this server.</summary>
internal static class JoinAddress
{
    private static readonly string[] EveryInterface = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>
    /// Returns the address in the presenter's browser if others can use it, otherwise the address of a network interface, or null if the
    /// server is bound to the loopback only.
    /// </summary>
    /// <param name="page">The address of the dashboard in the presenter's browser, with the base path of a proxy.</param>
    /// <param name="bound">The addresses that the server is bound to.</param>
    /// <param name="own">The addresses of this machine on its networks, the best one first.</param>
    public static string? Of(Uri page, IEnumerable<string> bound, IEnumerable<IPAddress> own)
    {
        if (!page.IsLoopback)
            return page.AbsoluteUri.TrimEnd('/');
        var addresses = bound.Select(BindingAddress.Parse).ToList();
        if (addresses.Find(address => EveryInterface.Contains(address.Host)) is { } open)
            return own.FirstOrDefault() is { } ip ? $"{open.Scheme}://{ip}:{open.Port}" : null;
        return addresses.Find(address => IPAddress.TryParse(address.Host, out var ip) && !IPAddress.IsLoopback(ip)) is { } named
            ? $"{named.Scheme}://{named.Host}:{named.Port}"
            : null;
    }

    /// <summary>The IPv4 addresses of the networks that this machine is connected to. Those with a gateway come first.</summary>
    public static IEnumerable<IPAddress> OwnAddresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
        let properties = network.GetIPProperties()
        orderby properties.GatewayAddresses.Count descending
        from unicast in properties.UnicastAddresses
        where unicast.Address.AddressFamily == AddressFamily.InterNetwork
        select unicast.Address;
}
