using FlagDashboard.Log;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

internal static class HubsSetup
{
    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions))
            // Without this call, SignalR would ignore the HubOptions<RaceHub> that the next statement sets.
            .AddHubOptions<RaceHub>(_ => { });
        services.AddOptions<HubOptions<RaceHub>>().Configure<Limits>(
            (hub, limits) => hub.MaximumReceiveMessageSize = limits.MaxHubMessageKilobytes * 1024L);
        services.AddLogging(logging => logging.AddFilter(HubStreamLoggingExtensions.SignalRLogCategory, LogLevel.None));
        services.AddSingleton<HubMetrics>();
        services.AddScoped<DownloadService>();
        return services;
    }

    public static void MapHubs(this IEndpointRouteBuilder app) => app.MapHub<RaceHub>(RaceHub.Path);
}
