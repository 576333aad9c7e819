using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace FlagDashboard.Classroom;

/// <summary>Finds the address at which the computers of a class can reach this server.</summary>
internal static class JoinAddressFinder
{
    private static readonly string[] WildcardHosts = ["*", "+", "0.0.0.0", "[::]"];

    /// <summary>
    /// Returns an address for other computers: the one in the presenter's browser, unless it is a loopback address, otherwise that of a
    /// network interface. Returns null if the server listens only on the loopback interface.
    /// </summary>
    /// <param name="page">The address of the dashboard in the presenter's browser, with the base path of a proxy.</param>
    /// <param name="boundAddresses">The addresses that the server listens on.</param>
    /// <param name="ownAddresses">The IP addresses of this computer in its networks, the best one first.</param>
    public static string? Choose(Uri page, IEnumerable<string> boundAddresses, IEnumerable<IPAddress> ownAddresses)
    {
        if (!page.IsLoopback)
            return page.AbsoluteUri.TrimEnd('/');
        var addresses = boundAddresses.Select(BindingAddress.Parse).ToList();
        if (addresses.Find(address => WildcardHosts.Contains(address.Host)) is { } open)
            return ownAddresses.FirstOrDefault() is { } ip ? $"{open.Scheme}://{ip}:{open.Port}" : null;
        return addresses.Find(address => IPAddress.TryParse(address.Host, out var ip) && !IPAddress.IsLoopback(ip)) is { } named
            ? $"{named.Scheme}://{named.Host}:{named.Port}"
            : null;
    }

    /// <summary>The IPv4 addresses of this computer in its networks. Addresses in a network with a gateway come first.</summary>
    public static IEnumerable<IPAddress> OwnAddresses() =>
        from network in NetworkInterface.GetAllNetworkInterfaces()
        where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
        let properties = network.GetIPProperties()
        orderby properties.GatewayAddresses.Count descending
        from unicast in properties.UnicastAddresses
        where unicast.Address.AddressFamily == AddressFamily.InterNetwork
        select unicast.Address;
}
