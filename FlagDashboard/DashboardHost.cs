using System.Net.Sockets;
using FlagDashboard.Cli;
using FlagDashboard.Flags;
using FlagDashboard.Security;
using Microsoft.AspNetCore.Connections;

namespace FlagDashboard;

/// <summary>Sets the address of the dashboard, starts it, and explains in one line why it cannot start.</summary>
internal static class DashboardHost
{
    private const string DefaultAddress = "http://localhost:5080";

    // The longest request line that Kestrel accepts. A link to a plan with every country code fits into it.
    private const int MaxRequestLineBytes = 64 * 1024;

    /// <summary>
    /// The options of the web application. It reads its files from the program's own folder, even if environment variables name other
    /// folders.
    /// </summary>
    public static WebApplicationOptions CreateOptions(string[] settings) => new()
    {
        Args = settings,
        ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
        ContentRootPath = AppContext.BaseDirectory,
        WebRootPath = "wwwroot",
    };

    /// <summary>Uses the configured addresses, or http://localhost:5080 if none is configured.</summary>
    /// <exception cref="CommandFailedException">A configured address cannot be one of this machine.</exception>
    public static void UseDashboardAddress(this ConfigureWebHostBuilder host, IConfiguration configuration)
    {
        if (ListenAddressReader.ReadAddresses(configuration) is null)
            host.UseUrls(DefaultAddress);
        host.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes);
    }

    /// <summary>Starts the dashboard, prints its address, and waits until it is stopped.</summary>
    /// <param name="app">The dashboard.</param>
    /// <param name="signals">The signals that stop it.</param>
    /// <returns>The exit code: that of the signal if it arrived before the dashboard had started; otherwise 0.</returns>
    /// <exception cref="CommandFailedException">The dashboard cannot start.</exception>
    public static async Task<int> Serve(this WebApplication app, SignalHandler signals)
    {
        await using var stopping = signals.Token.Register(app.Lifetime.StopApplication);
        try
        {
            await app.StartAsync(signals.Token);
        }
        catch (Exception) when (signals.Token.IsCancellationRequested)
        {
            return signals.ExitCode;
        }
        catch (Exception error) when (error is not (CommandFailedException or InvalidConfigurationException))
        {
            throw new CommandFailedException(
                DescribeStartFailure(error, ListenAddressReader.ReadAddresses(app.Configuration) ?? DefaultAddress), error);
        }

        await Console.Out.WriteLineAsync($"FlagDashboard is at {string.Join(" and ", app.Urls)}  (Ctrl+C stops it)");
        var access = app.Services.GetRequiredService<PresenterAccess>();
        if (!access.IsEveryonePresenter)
        {
            var root = SelfAddress.ToReachable(app.Urls.First()).TrimEnd('/') + app.Services.GetRequiredService<ProxySettings>().BasePath;
            await Console.Out.WriteLineAsync(PresenterEndpoints.SignInInstructions(root, access));
        }

        await app.WaitForShutdownAsync();
        return ExitCode.Success;
    }

    private static string DescribeStartFailure(Exception error, string addresses) => error switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{error.Message} Another dashboard may be running. {ListenAddressReader.Advice}",
        SocketException => $"{addresses} cannot be used: {error.Message}. {ListenAddressReader.Advice}",
        // Kestrel throws this for an address that it cannot serve, for example https without a certificate. Only the first line of the
        // message gives the reason.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" or "Microsoft.AspNetCore.Server.Kestrel" } =>
            $"{addresses} cannot be used: {FirstLine(error)} {ListenAddressReader.Advice}",
        _ => $"The dashboard cannot start: {FirstLine(error)}",
    };

    private static string FirstLine(Exception error) => error.Message.ReplaceLineEndings("\n").Split('\n')[0];
}
