using System.Globalization;
using System.Net;
using FlagDashboard.Cli;

namespace FlagDashboard;

/// <summary>
/// Checks the addresses on which the dashboard is to listen. If Kestrel does not know a host name, such as a mistyped localhost, it listens
/// on every network interface. A typing error would then open the dashboard to the network.
/// </summary>
internal static class ListenAddressReader
{
    /// <summary>The advice at the end of every refusal.</summary>
    public const string Advice = "Choose another address: --urls http://localhost:5081";

    // Container images set these two settings of ASP.NET Core. A value of either setting consists of ports without a host.
    private static readonly string[] PortSettings = [WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    /// <summary>Returns the configured addresses: those of --urls, or the ports of HTTP_PORTS and HTTPS_PORTS.</summary>
    /// <returns>The addresses, separated by semicolons; null if none is configured.</returns>
    /// <exception cref="CommandFailedException">An address is no http or https address, or its host is a name.</exception>
    public static string? ReadAddresses(IConfiguration configuration)
    {
        // Kestrel reads these endpoints by itself and prefers them to all other addresses. They are therefore only checked here, not
        // returned.
        foreach (var endpoint in configuration.GetSection("Kestrel:Endpoints").GetChildren())
            Check(endpoint["Url"] ?? "");
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            foreach (var address in urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
                Check(address);
            return urls;
        }

        var ports = PortSettings.Where(setting => configuration[setting] is { Length: > 0 }).ToList();
        foreach (var setting in ports)
            CheckPorts(setting, configuration[setting]!);
        return ports.Count == 0 ? null : string.Join(';', ports.Select(setting => $"{setting}={configuration[setting]}"));
    }

    private static void Check(string address)
    {
        if (Parse(address) is not { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= ushort.MaxValue } parsed)
            throw new CommandFailedException($"“{address}” is no http or https address. {Advice}");
        if (!IsHost(parsed.Host))
        {
            throw new CommandFailedException(
                $"“{address}” is no address of this machine: use localhost, an IP address, or * for every interface. {Advice}");
        }
    }

    private static void CheckPorts(string setting, string ports)
    {
        foreach (var port in ports.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw new CommandFailedException($"{setting.ToUpperInvariant()}: “{port}” is not a port. {Advice}");
        }
    }

    private static BindingAddress? Parse(string address)
    {
        try
        {
            return BindingAddress.Parse(address);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // An IP address is accepted only in its usual spelling. Other spellings mislead: 0 means every address of the machine, and the log
    // would show 127.1 as 127.0.0.1.
    private static bool IsHost(string host) =>
        host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (host.StartsWith('[') && host.EndsWith(']') ? IsIPv6(host[1..^1]) : IsIPv4(host));

    private static bool IsIPv4(string host) => IPAddress.TryParse(host, out var address) && address.ToString() == host;

    private static bool IsIPv6(string host) =>
        IPAddress.TryParse(host, out var address) && (host == "::" || !IsAnyAddress(address));

    private static bool IsAnyAddress(IPAddress address) =>
        address.Equals(IPAddress.IPv6Any) || (address.IsIPv4MappedToIPv6 && address.MapToIPv4().Equals(IPAddress.Any));
}
