using FlagDashboard.Components.Guessing;
using FlagDashboard.Components.RaceScreen;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using MudBlazor.Services;

namespace FlagDashboard.Components;

internal static class ComponentsSetup
{
    // The maximum size of a SignalR message from a browser, in bytes; a longer message ends the connection. The default of 32 KB is too
    // small for a pasted list of 20,000 characters. The message with this list contains it twice, with up to six bytes per character.
    private const long MaxMessageBytes = 256 * 1024;

    public static IServiceCollection AddComponents(this IServiceCollection services)
    {
        services.AddLocalizedTexts();
        services.AddMudServices();
        services.AddScoped<ChosenSmoothing>().AddScoped<CircuitViewState>().AddScoped<VisitorTimeZone>().AddScoped<VisitorGuesses>();
        services.AddScoped<CircuitReconnection>().AddScoped<CircuitHandler>(page => page.GetRequiredService<CircuitReconnection>());
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessageBytes);
        services.AddOptions<CircuitOptions>().PostConfigure<IHostEnvironment>((options, environment) =>
        {
            options.DetailedErrors &= environment.IsDevelopment();
            // A JavaScript call never gets an answer if the connection is cut during the call. A timeout would then throw in Blazor's own
            // calls, such as a navigation, and end the circuit even if the browser has connected again. Calls through BrowserModule have
            // their own timeout.
            options.JSInteropDefaultCallTimeout = Timeout.InfiniteTimeSpan;
        });
        return services;
    }

    public static RazorComponentsEndpointConventionBuilder MapComponents(this IEndpointRouteBuilder app)
    {
        // By default, Blazor sends a policy that lets pages of the same site show this app in a frame. It is turned off here, because the
        // class SecurityHeaders sends a stricter policy.
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
