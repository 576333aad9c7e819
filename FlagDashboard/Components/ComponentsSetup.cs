using FlagDashboard.Components.RaceScreen;
using Microsoft.AspNetCore.Components.Server;
using MudBlazor.Services;

namespace FlagDashboard.Components;

internal static class ComponentsSetup
{
    public static IServiceCollection AddComponents(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddMudServices();
        services.AddScoped<SmoothingChoice>();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddOptions<CircuitOptions>().PostConfigure<IHostEnvironment>(
            (options, environment) => options.DetailedErrors &= environment.IsDevelopment());
        return services;
    }

    public static void MapComponents(this IEndpointRouteBuilder app) => app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}
