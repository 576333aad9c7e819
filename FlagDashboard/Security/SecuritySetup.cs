using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace FlagDashboard.Security;

/// <summary>
/// Registers the services and the middleware that protect the dashboard and its visitors from other sites. See SECURITY.md.
/// </summary>
internal static class SecuritySetup
{
    /// <summary>
    /// Registers the checks of host, origin and presenter, and the trusted proxies. Cookies are secure if the page was requested by https.
    /// </summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddSingleton<HostPolicy>();
        services.AddSingleton<OriginPolicy>();
        services.AddSingleton(provider => ProxySettings.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<PathBaseMiddleware>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<ProxySettings>((options, proxy) => proxy.Configure(options));
        // HostPolicy checks the host, so the host filter of the framework is made to let every host through. That filter does not know the
        // bound address, and its refusals lack the security headers.
        services.Configure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);
        services.AddSingleton<PresenterAccess>();
        services.AddScoped<ICurrentUser, CircuitUser>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.HttpOnly = true;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // With Lax, the browser also sends the cookie when a presenter follows a link on another site, such as a web mail. If another
            // site sends a request that would change something, OriginPolicy refuses the request.
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        // The name of the cookie contains the port, because browsers send a cookie to all ports of a host. With the same name, signing in
        // to a second dashboard on this computer would sign the person out of the first. This code runs at the first request, when the port
        // is known.
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<IServer>(
            (options, server) => options.Cookie.Name = $"FlagDashboard.Presenter.{PortOf(server)}");
        services.AddAuthorizationBuilder().AddPolicy(
            PresenterRequirement.PolicyName, policy => policy.AddRequirements(new PresenterRequirement()));
        services.AddSingleton<IAuthorizationHandler, PresenterRequirement.Handler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PresenterRequirement.RefusalHandler>();
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
    /// Sets the headers of every answer, applies the forwarded headers of trusted proxies, and refuses requests for foreign hosts and from
    /// foreign origins. Call it before all other middleware is added, so that it covers every answer.
    /// </summary>
    public static void UseSecurity(this WebApplication app)
    {
        app.Use(SecurityHeaders.Set);
        if (!app.Environment.IsDevelopment())
            app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerFailure });
        var hosts = app.Services.GetRequiredService<HostPolicy>();
        app.Use(hosts.Check);
        app.UseForwardedHeaders();
        // The host is checked a second time, because X-Forwarded-Host may have replaced it. The first check is needed too: a page that
        // reaches this server by DNS rebinding can put an allowed host into X-Forwarded-Host, but not into Host.
        app.Use(hosts.Check);
        app.Use(app.Services.GetRequiredService<PathBaseMiddleware>().Apply);
        // Routing begins here, after the base path is removed. Without this call, the framework would route each request before all
        // middleware.
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<OriginPolicy>().Check);
        // PresenterAccess checks the configured token when it is created. Creating it here keeps a server with an invalid token from
        // starting.
        app.Services.GetRequiredService<PresenterAccess>();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    /// <summary>
    /// Requires the presenter for all endpoints of a group whose HTTP method changes something, so that no new endpoint can be forgotten.
    /// </summary>
    public static void RequirePresenterForChanges(this RouteGroupBuilder group) => ((IEndpointConventionBuilder)group).Add(endpoint =>
    {
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().SelectMany(metadata => metadata.HttpMethods);
        if (methods.Any(method => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method)))
            endpoint.Metadata.Add(new AuthorizeAttribute(PresenterRequirement.PolicyName));
    });

    /// <summary>Answers with a problem document (RFC 9457).</summary>
    internal static Task WriteProblem(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    // The message of an exception may contain internals, so it goes only to the log.
    private static Task AnswerFailure(HttpContext context) =>
        WriteProblem(context, StatusCodes.Status500InternalServerError, "The server failed; its log has the reason.");

    private static int PortOf(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? BindingAddress.Parse(address).Port : 0;
}
