using System.Net.Sockets;
using FlagDashboard.Cli;
using FlagDashboard.Security;
using Microsoft.AspNetCore.Connections;

namespace FlagDashboard;

/// <summary>Sets the address of the dashboard, starts it, and explains in one line why it cannot start.</summary>
internal static class Startup
{
    private const string DefaultAddress = "http://localhost:5080";

    // Long enough for a link with every country code. Kestrel refuses longer ones.
    private const int MaxRequestLineBytes = 64 * 1024;

    private const string Advice = "Choose another address: --urls http://localhost:5081";

    /// <summary>Uses the configured address, or http://localhost:5080 if none is configured.</summary>
    /// <exception cref="FailureException">The configured address is not an http or https address.</exception>
    public static void UseDashboardAddress(this ConfigureWebHostBuilder host, IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } addresses)
            Check(addresses);
        else
            host.UseUrls(DefaultAddress);
        host.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes);
    }

    /// <summary>Starts the dashboard, prints its address, and waits until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="FailureException">The address cannot be used.</exception>
    public static async Task<int> Serve(this WebApplication app)
    {
        var exitCode = await Start(app);
        if (exitCode == ExitCode.Success)
        {
            await Console.Out.WriteLineAsync($"FlagDashboard is at {string.Join(" and ", app.Urls)}  (Ctrl+C stops it)");
            var access = app.Services.GetRequiredService<PresenterAccess>();
            if (!access.IsOpen)
                await Console.Out.WriteLineAsync(PresenterEndpoints.Invitation(ServerAddress.Reachable(app.Urls.First()), access));
            await app.WaitForShutdownAsync();
        }

        return exitCode;
    }

    private static async Task<int> Start(WebApplication app)
    {
        // A signal during the start cancels it. What is half started then fails in many ways, none of which is worth a message.
        using var signals = new SignalHandler();
        try
        {
            await app.StartAsync(signals.Token);
        }
        catch (Exception) when (signals.Token.IsCancellationRequested)
        {
            return signals.ExitCode;
        }
        catch (Exception error) when (Reason(error, app.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultAddress) is { } reason)
        {
            throw new FailureException($"{reason} {Advice}", error);
        }

        return signals.ExitCode;
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
        // For example, https without a certificate. The first line of the message gives the reason.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" or "Microsoft.AspNetCore.Server.Kestrel" } =>
            $"{addresses} cannot be used: {error.Message.ReplaceLineEndings("\n").Split('\n')[0]}",
        _ => null,
    };
}
