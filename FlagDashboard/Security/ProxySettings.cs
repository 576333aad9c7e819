using System.Net;
using System.Text.RegularExpressions;
using FlagDashboard.Flags;
using ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders;

namespace FlagDashboard.Security;

/// <summary>
/// The settings for running the dashboard behind a reverse proxy. The setting <c>BasePath</c> is the path under which the proxy serves it,
/// such as <c>/flags-demo</c>. The setting <c>TrustedProxies</c> lists the addresses and networks (CIDR) of the proxies whose
/// <c>X-Forwarded-*</c> headers are trusted, separated by semicolons. Without the setting, only proxies on the loopback are trusted.
/// </summary>
internal sealed partial class ProxySettings
{
    private const string BasePathSetting = "BasePath";

    private const string TrustedSetting = "TrustedProxies";

    private ProxySettings(PathString basePath, IReadOnlyList<IPNetwork>? trusted) => (BasePath, TrustedNetworks) = (basePath, trusted);

    /// <summary>The path under which a proxy serves the dashboard, without a slash at its end; empty for the root.</summary>
    public PathString BasePath { get; }

    /// <summary>The networks of trusted proxies; null if the setting is absent.</summary>
    public IReadOnlyList<IPNetwork>? TrustedNetworks { get; }

    /// <summary>Whether the settings mention a proxy. Requests from other machines may then seem to come from the loopback.</summary>
    public bool HasProxy => BasePath.HasValue || TrustedNetworks is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidConfigurationException">A setting is no path, or no list of addresses.</exception>
    public static ProxySettings Read(IConfiguration configuration)
    {
        var basePath = configuration[BasePathSetting]?.Trim() ?? "";
        var trusted = configuration[TrustedSetting]?.Trim() ?? "";
        return new(
            NormalizeBasePath("/" + basePath.Trim('/')) ?? throw new InvalidConfigurationException(
                $"{BasePathSetting} must be a path of letters, digits, dots, dashes and underscores, such as /flags-demo."),
            trusted.Length == 0 ? null : [.. trusted.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(NetworkOf)]);
    }

    /// <summary>
    /// Returns a base path without the slash at its end, or null if it is no plain path. A path such as //evil.example would make links
    /// of the page, and redirects, lead to another host.
    /// </summary>
    internal static PathString? NormalizeBasePath(string path) =>
        PlainPath().IsMatch(path) ? new PathString(path.TrimEnd('/')) : default(PathString?);

    /// <summary>Makes the middleware for forwarded headers trust only the configured proxies.</summary>
    internal void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.All;
        // A request may pass through any number of trusted proxies. ASP.NET Core accepts the headers of only one by default.
        options.ForwardLimit = null;
        if (TrustedNetworks is null)
            return;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in TrustedNetworks)
            options.KnownIPNetworks.Add(network);
    }

    private static IPNetwork NetworkOf(string text)
    {
        if (IPNetwork.TryParse(text.Trim(), out var network))
            return network;
        if (IPAddress.TryParse(text.Trim(), out var address))
            return new(address, address.GetAddressBytes().Length * 8);
        throw new InvalidConfigurationException(
            $"{TrustedSetting}: an entry is no IP address and no network. Give addresses such as 10.0.0.5;10.1.0.0/16.");
    }

    [GeneratedRegex(@"^(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainPath();
}
