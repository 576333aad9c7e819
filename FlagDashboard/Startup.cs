using System.Net.Sockets;
using FlagDashboard.Cli;
using Microsoft.AspNetCore.Connections;

namespace FlagDashboard;

/// <summary>Where the dashboard listens, and what a person is told about it.</summary>
internal static class Startup
{
    private const string DefaultAddress = "http://localhost:5080";

    // Room for a link that carries every code; anything longer is refused by the server itself.
    private const int LongestRequestLine = 64 * 1024;

    private const string Advice = "Choose another address: --urls http://localhost:5081";

    /// <exception cref="FailureException">The configured address is none.</exception>
    public static void UseDashboardAddress(this ConfigureWebHostBuilder host, IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } addresses)
            Check(addresses);
        else
            host.UseUrls(DefaultAddress);
        host.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = LongestRequestLine);
    }

    /// <summary>Runs until stopped.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FailureException">The address cannot be used.</exception>
    public static async Task<int> Serve(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception error) when (Reason(error, app.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultAddress) is { } reason)
        {
            throw new FailureException($"{reason} {Advice}", error);
        }

        await Console.Out.WriteLineAsync($"FlagDashboard is at {string.Join(" and ", app.Urls)}  (Ctrl+C stops it)");
        await app.WaitForShutdownAsync();
        return 0;
    }

    private static void Check(string addresses)
    {
        foreach (var address in addresses.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsAddress(address))
                throw new FailureException($"“{address}” is no http or https address. {Advice}");
        }
    }

    private static bool IsAddress(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http" or "https", PathBase: "", Port: >= 0 and <= ushort.MaxValue };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string? Reason(Exception error, string addresses) => error switch
    {
        IOException { InnerException: AddressInUseException } => $"{error.Message} Another dashboard may be running.",
        SocketException => $"{addresses} cannot be used: {error.Message}.",
        // Such as a certificate that https needs and does not find; its first line says so.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" or "Microsoft.AspNetCore.Server.Kestrel" } =>
            $"{addresses} cannot be used: {error.Message.ReplaceLineEndings("\n").Split('\n')[0]}",
        _ => null,
    };
}
