using FlagDashboard.Components.Guessing;
using FlagDashboard.Components.RaceScreen;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace FlagDashboard.Components;

internal static class ComponentsSetup
{
    // The longest message of a browser to its page. The default, 32 KB, is less than a list that a person may paste, and a longer message
    // ends the connection. The largest message is an input event of that list, which contains the text twice. JSON needs at most six bytes
    // for a character: 2 * 6 * 20,001 bytes.
    private const long MaxMessageBytes = 256 * 1024;

    public static IServiceCollection AddComponents(this IServiceCollection services)
    {
        services.AddTexts();
        services.AddMudServices();
        services.AddScoped<EstimateSmoothing>().AddScoped<ViewPreferences>().AddScoped<ViewerTime>().AddScoped<Guesses>();
        services.AddScoped<CircuitConnection>().AddScoped<CircuitHandler>(page => page.GetRequiredService<CircuitConnection>());
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessageBytes);
        services.AddOptions<CircuitOptions>().PostConfigure<IHostEnvironment>((options, environment) =>
        {
            options.DetailedErrors &= environment.IsDevelopment();
            // A call to the browser is lost if the connection is cut at that moment. If such a call of the framework timed out, for
            // example a navigation, the framework would end the circuit, although the connection is back. BrowserModule has a timeout of
            // its own.
            options.JSInteropDefaultCallTimeout = Timeout.InfiniteTimeSpan;
        });
        return services;
    }

    public static RazorComponentsEndpointConventionBuilder MapComponents(this IEndpointRouteBuilder app)
    {
        // Blazor adds a policy that allows frames of the same site. That policy is turned off here, because SecurityHeaders sets a stricter
        // one.
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        // No page handles a form, so that only GET is left of the methods that Blazor maps.
        pages.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get]));
        });
        return pages;
    }
}
