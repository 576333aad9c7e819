using FlagDashboard.Cli;
using FlagDashboard.Security;

namespace FlagDashboard;

/// <summary>Ends the dashboard within about two seconds, however many pages are open.</summary>
internal static class Shutdown
{
    private const string CircuitLogs = "Microsoft.AspNetCore.Components.Server.Circuits";

    // The longest time that the host waits at shutdown for connections that do not end by themselves. ASP.NET Core's default of 30 s is
    // longer than anybody waits after Ctrl+C.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Limits the time that the host waits at shutdown, and leaves the handling of signals to <paramref name="signals"/>.
    /// </summary>
    public static void UsePromptShutdown(this WebApplicationBuilder builder, SignalHandler signals)
    {
        // While the server stops, disconnected pages still render and fail, because their services are disposed. The filter below keeps
        // these failures out of the log.
        var stopping = signals.Token;
        builder.Logging.AddFilter(CircuitLogs, level => level >= LogLevel.Warning && !stopping.IsCancellationRequested);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout);
        builder.Services.AddSingleton<IHostLifetime, NullLifetime>();
    }

    /// <summary>
    /// Refuses requests while the server stops. Otherwise a disconnected page would connect again at once and keep the server from ending.
    /// </summary>
    public static void UseShutdownResponse(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) => stopping.IsCancellationRequested ? Refuse(context) : next(context));
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return SecuritySetup.WriteProblem(
            context, StatusCodes.Status503ServiceUnavailable, "This server is stopping. Try again when it has started again.");
    }

    // SignalHandler handles Ctrl+C and SIGTERM. This class replaces the host's console lifetime, which would handle them a second time.
    private sealed class NullLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
