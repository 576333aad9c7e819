using FlagDashboard.Log;
using FlagDashboard.Plans;
using Microsoft.AspNetCore.SignalR;

namespace FlagDashboard.Hubs;

internal static class HubsSetup
{
    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions))
            // SignalR uses HubOptions<RaceHub>, which the next statement sets, only if AddHubOptions was called.
            .AddHubOptions<RaceHub>(_ => { });
        services.AddOptions<HubOptions<RaceHub>>().Configure<Limits>(
            (hub, limits) => hub.MaximumReceiveMessageSize = limits.MaxHubMessageKilobytes * 1024L);
        services.AddLogging(logging => logging.AddFilter(HubLog.FrameworkCategory, LogLevel.None));
        services.AddSingleton<HubMetrics>();
        services.AddScoped<DownloadService>();
        return services;
    }

    public static void MapHubs(this IEndpointRouteBuilder app) => app.MapHub<RaceHub>(RaceHub.Path);
}
