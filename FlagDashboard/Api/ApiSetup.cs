using System.Text.Json.Serialization;
using FlagDashboard.Log;

namespace FlagDashboard.Api;

internal static class ApiSetup
{
    // What programs ask for: an error there is a document, everywhere else it is a page.
    private static readonly PathString[] ForPrograms = ["/api", "/openapi", "/health", "/alive"];

    /// <summary>Registers the API, its description and its health checks.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            RaceJson.Configure(options.SerializerOptions);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddSingleton<PlanBodyReader>();
        services.AddHealthChecks().AddCheck<BuiltInSiteCheck>(BuiltInSiteCheck.Name, timeout: BuiltInSiteCheck.Patience).AddCheck<HistoryCheck>(HistoryCheck.Name);
        services.AddApiDescription();
        return services;
    }

    /// <summary>Maps what can be read: by GET, and by HEAD for its headers alone.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>Turns errors of the API into problem documents, before a page is made of them.</summary>
    public static void UseApi(this IApplicationBuilder app) =>
        app.UseWhen(context => ForPrograms.Any(path => context.Request.Path.StartsWithSegments(path)), Problems.UseProblems);

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        RaceEndpoints.Map(api);
        EventEndpoints.Map(api);
        RunFlagEndpoints.Map(api);
        ShareEndpoints.Map(api);
        ImportEndpoint.Map(api);
        CatalogEndpoints.Map(api);
        HealthEndpoints.Map(app);
        ImageEndpoints.Map(app);
        app.MapOpenApi("/openapi/v1.json");
    }
}
