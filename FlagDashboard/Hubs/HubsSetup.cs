using FlagDashboard.Log;
using Microsoft.AspNetCore.Hosting.Server;

namespace FlagDashboard.Hubs;

internal static class HubsSetup
{
    public static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.AddSignalR().AddJsonProtocol(options => RaceJson.Configure(options.PayloadSerializerOptions));
        services.AddScoped<DownloadService>();
        services.AddSingleton(provider => new HubAddress(provider.GetRequiredService<IServer>(), RaceHub.Path));
        return services;
    }

    public static void MapHubs(this IEndpointRouteBuilder app) => app.MapHub<RaceHub>(RaceHub.Path);
}
