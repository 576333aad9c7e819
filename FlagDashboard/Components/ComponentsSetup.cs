using FlagDashboard.Components.RaceScreen;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace FlagDashboard.Components;

internal static class ComponentsSetup
{
    public static IServiceCollection AddComponents(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddMudServices();
        services.AddScoped<SmoothingChoice>();
        services.AddScoped<CircuitConnection>().AddScoped<CircuitHandler>(page => page.GetRequiredService<CircuitConnection>());
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddOptions<CircuitOptions>().PostConfigure<IHostEnvironment>(
            (options, environment) => options.DetailedErrors &= environment.IsDevelopment());
        return services;
    }

    // Blazor would add a policy that allows frames of the same site. It is turned off, because SecurityHeaders sets a stricter one.
    public static RazorComponentsEndpointConventionBuilder MapComponents(this IEndpointRouteBuilder app) => app.MapRazorComponents<App>()
        .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
}
