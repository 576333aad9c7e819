using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Api;

/// <summary>Names the address that a limit counts a request for.</summary>
internal static class ClientAddress
{
    private const int SubnetBytes = 8;

    /// <summary>
    /// The address of the client of a request; for IPv6 its /64 network, because a machine usually has all of that for itself.
    /// </summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubnetBytes)),
        IPAddress address => address.ToString(),
    };
}
