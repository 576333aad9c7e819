using Microsoft.AspNetCore.HostFiltering;

namespace FlagDashboard.Security;

/// <summary>Registers and adds what protects the dashboard and its visitors from other sites: see SECURITY.md.</summary>
internal static class SecuritySetup
{
    /// <summary>Registers the checks of host and origin, and makes cookies secure wherever the page comes by https.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<HostPolicy>();
        services.AddSingleton<OriginPolicy>();
        // The framework's own filter lets every host through, because HostPolicy replaces it. That filter neither knows the bound address
        // nor adds headers to its refusals.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        services.AddAntiforgery(options =>
        {
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>
    /// Sets the headers of every answer, and refuses requests for foreign hosts and from foreign origins.
    /// Add it before all other middleware, so that it covers every answer.
    /// </summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.Use(SecurityHeaders.Set);
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerFailure });
        app.Use(app.Services.GetRequiredService<HostPolicy>().Check);
        app.Use(app.Services.GetRequiredService<OriginPolicy>().Check);
    }

    /// <summary>Answers with a problem document.</summary>
    internal static Task Refuse(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    // The message of an exception may contain internals, so it goes only to the log.
    private static Task AnswerFailure(HttpContext context) =>
        Refuse(context, StatusCodes.Status500InternalServerError, "The server failed; its log has the reason.");
}
