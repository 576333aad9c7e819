using FlagDashboard.Components.Guessing;
using FlagDashboard.Components.RaceScreen;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace FlagDashboard.Components;

internal static class ComponentsSetup
{
    // The maximum size of a SignalR message from a browser, in bytes. A longer message ends the connection. The default of 32 KB is too
    // small for a pasted list of countries. The largest message reports a change of the text field with that list, and contains the text
    // twice. JSON needs at most six bytes for a character, so that message has at most about 2 * 6 * 20,001 bytes.
    private const long MaxMessageBytes = 256 * 1024;

    public static IServiceCollection AddComponents(this IServiceCollection services)
    {
        services.AddLocalizedTexts();
        services.AddMudServices();
        services.AddScoped<EstimateSmoothing>().AddScoped<ViewPreferences>().AddScoped<ViewerTime>().AddScoped<Guesses>();
        services.AddScoped<CircuitConnection>().AddScoped<CircuitHandler>(page => page.GetRequiredService<CircuitConnection>());
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessageBytes);
        services.AddOptions<CircuitOptions>().PostConfigure<IHostEnvironment>((options, environment) =>
        {
            options.DetailedErrors &= environment.IsDevelopment();
            // A call to the browser gets no answer if the connection is cut during the call. With a timeout, such a call of the framework
            // itself, for example a navigation, would fail and end the circuit, although the connection is back. BrowserModule sets its own
            // timeout.
            options.JSInteropDefaultCallTimeout = Timeout.InfiniteTimeSpan;
        });
        return services;
    }

    public static RazorComponentsEndpointConventionBuilder MapComponents(this IEndpointRouteBuilder app)
    {
        // Blazor adds a policy that allows frames of the same site. It is turned off, because SecurityHeaders sets a stricter policy.
        var pages = app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        // Blazor also maps POST for every page. No page handles a form, so only GET is allowed.
        pages.Add(endpoint =>
        {
            if (endpoint.Metadata.OfType<ComponentTypeMetadata>().Any())
                endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get]));
        });
        return pages;
    }
}
