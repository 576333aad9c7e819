using System.Net;
using System.Net.Sockets;

namespace FlagDashboard.Api;

/// <summary>Finds the client address under which a limit counts a request.</summary>
internal static class ClientAddress
{
    private const int SubnetBytes = 8;

    /// <summary>
    /// Returns the IP address of the client. For IPv6, returns only its /64 network, because one machine usually owns a whole /64.
    /// </summary>
    public static string GetRateLimitKey(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } address => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address =>
            Convert.ToHexString(address.GetAddressBytes().AsSpan(0, SubnetBytes)),
        IPAddress address => address.ToString(),
    };
}
