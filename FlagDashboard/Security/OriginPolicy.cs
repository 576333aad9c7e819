using FlagDashboard.Flags;
using FlagDashboard.Plans;

namespace FlagDashboard.Security;

/// <summary>
/// Refuses two kinds of requests that a page of another site sends through a visitor's browser: requests that change something, and
/// connections to the hubs, which the same-origin policy of browsers does not cover. The setting AllowedOrigins lists further origins that
/// are trusted, separated by semicolons, such as <c>https://flags.example</c>.
/// </summary>
/// <remarks>A request without an Origin header comes from a program rather than a page, and is let through.</remarks>
internal sealed class OriginPolicy(IConfiguration configuration)
{
    private static readonly PathString[] Hubs = ["/hubs", "/_blazor"];

    private readonly string[] _allowed = [.. (configuration["AllowedOrigins"] ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(RequireOrigin)];

    /// <summary>Middleware: answers 403 to a change or a connection that comes from another site.</summary>
    public Task Check(HttpContext context, RequestDelegate next) =>
        context.Request.Headers.Origin is { Count: > 0 } origin && RequiresOriginCheck(context.Request)
            && !IsTrustedOrigin(origin.ToString(), context.Request.Host)
            ? SecuritySetup.WriteProblem(
                context, StatusCodes.Status403Forbidden,
                "A page of another site sent this request. Add its origin to AllowedOrigins if you trust that site.")
            : next(context);

    // A GET, HEAD or OPTIONS request changes nothing, so its origin is not checked. A request to a hub is always checked, because GET can
    // open a WebSocket there.
    private static bool RequiresOriginCheck(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || Hubs.Any(hub => request.Path.StartsWithSegments(hub));

    // Compares host and port but not the scheme, because the browser may use https up to a proxy that forwards requests as http.
    private bool IsTrustedOrigin(string origin, HostString host) =>
        (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" }
            && host.Host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase)
            && (host.Port ?? (uri.Scheme == Uri.UriSchemeHttps ? 443 : 80)) == uri.Port)
        || _allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private static string RequireOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            && uri.GetLeftPart(UriPartial.Authority).Equals(text.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
            ? text.TrimEnd('/')
            : throw new InvalidConfigurationException(
                $"AllowedOrigins: “{SafeText.Excerpt(text)}” is not an origin, such as https://flags.example.");
}
