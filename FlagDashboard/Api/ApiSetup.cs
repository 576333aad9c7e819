using System.Text.Json.Serialization;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Security;

namespace FlagDashboard.Api;

/// <summary>Registers and maps the HTTP API.</summary>
internal static class ApiSetup
{
    // The paths that programs call. An error below one of these paths is sent as a problem document (RFC 9457). Errors at all other paths
    // are HTML pages for people.
    private static readonly PathString[] ProgramPaths = ["/api", "/openapi", "/health", "/alive"];

    /// <summary>Registers the API, its OpenAPI description and its health checks.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            RaceJson.Configure(options.SerializerOptions);
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddSingleton<PlanBodyReader>();
        services.AddSingleton<StreamedResponseLimiter>();
        services.AddSingleton<RaceDescriptionFactory>();
        services.AddSingleton<LiveRecordings>();
        services.AddHealthChecks()
            .AddCheck<BuiltInSiteCheck>(BuiltInSiteCheck.Name, timeout: BuiltInSiteCheck.Timeout)
            .AddCheck<HistoryCheck>(HistoryCheck.Name);
        services.AddRequestLimits();
        services.AddApiDescription();
        return services;
    }

    /// <summary>Maps an endpoint that only reads data. It accepts GET and HEAD; an answer to HEAD consists of headers only.</summary>
    public static RouteHandlerBuilder MapRead(this IEndpointRouteBuilder app, string pattern, Delegate handler) =>
        app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], handler);

    /// <summary>
    /// Turns errors at the addresses of the API into problem documents. Call this after adding the middleware that turns errors into HTML
    /// pages.
    /// </summary>
    public static void UseApiProblems(this IApplicationBuilder app) =>
        app.UseWhen(context => ProgramPaths.Any(path => context.Request.Path.StartsWithSegments(path)), Problems.UseProblems);

    /// <summary>Maps all endpoints of the API.</summary>
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        api.RequirePresenterForChanges();
        RaceEndpoints.Map(api);
        SeriesEndpoints.Map(api);
        EventEndpoint.Map(api);
        InterventionEndpoint.Map(api);
        DownloadedFlagEndpoint.Map(api);
        ShareEndpoints.Map(api);
        ImportEndpoint.Map(api);
        LiveRecordingEndpoints.Map(api);
        CatalogEndpoints.Map(api);
        HealthEndpoints.Map(app);
        ImageEndpoint.Map(app);
        RecorderScriptEndpoint.Map(app);
        app.MapOpenApi("/openapi/v1.json").AcceptHead();
    }
}
