using FlagDashboard.Log;

namespace FlagDashboard.Hubs;

internal static class HubsSetup
{
    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions));
        services.AddScoped<DownloadService>();
        return services;
    }

    public static void MapHubs(this IEndpointRouteBuilder app) => app.MapHub<RaceHub>(RaceHub.Path);
}
