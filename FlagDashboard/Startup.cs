using Microsoft.AspNetCore.Connections;

namespace FlagDashboard;

/// <summary>Where the dashboard listens, and what a person is told about it.</summary>
internal static class Startup
{
    private const string DefaultAddress = "http://localhost:5080";

    // Room for a link that carries every code; anything longer is refused by the server itself.
    private const int LongestRequestLine = 64 * 1024;

    public static void UseDashboardAddress(this ConfigureWebHostBuilder host, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[WebHostDefaults.ServerUrlsKey]))
            host.UseUrls(DefaultAddress);
        host.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = LongestRequestLine);
    }

    /// <summary>Runs until stopped.</summary>
    /// <returns>The exit code: 1 if the address cannot be used.</returns>
    public static async Task<int> Serve(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"FlagDashboard is at {string.Join(" and ", app.Urls)}  (Ctrl+C stops it)"));
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{error.Message} Another dashboard may be running; or choose another address: --urls http://localhost:5081");
            return 1;
        }
    }
}
