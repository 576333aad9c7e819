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

    // Blazor's own policy allows frames of the same site; the policy in Security allows none.
    public static RazorComponentsEndpointConventionBuilder MapComponents(this IEndpointRouteBuilder app) => app.MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
}
