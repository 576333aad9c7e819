namespace FlagDashboard.Security;

/// <summary>
/// Finds the base path of each request: the part of its public address that belongs to the proxy. It is the setting <c>BasePath</c>, which
/// the proxy leaves in the path, or the header <c>X-Forwarded-Prefix</c> of a proxy that removes it from the path.
/// </summary>
/// <remarks>Requests without the base path are answered too, so that the dashboard can also be opened without the proxy.</remarks>
internal sealed class BasePathPolicy(ProxySettings proxy)
{
    /// <summary>Middleware: moves the base path from the path of the request to its path base, from which links are made.</summary>
    public Task Apply(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (ProxySettings.NormalizeBasePath(request.PathBase.Value ?? "") is not { } forwarded)
        {
            return SecuritySetup.WriteProblem(
                context, StatusCodes.Status400BadRequest, "The proxy sent an X-Forwarded-Prefix that is no plain path.");
        }

        request.PathBase = forwarded;
        if (proxy.BasePath.HasValue && request.Path.StartsWithSegments(proxy.BasePath, out var matched, out var rest))
        {
            // A proxy may name the prefix in the header and still leave it in the path.
            if (!forwarded.Equals(matched))
                request.PathBase = forwarded.Add(matched);
            request.Path = rest;
        }

        // The base of the page ends in a slash. An address without that slash would not lie below the base, so it is redirected.
        if (!request.Path.HasValue && HttpMethods.IsGet(request.Method))
        {
            context.Response.Redirect($"{request.PathBase}/{request.QueryString}");
            return Task.CompletedTask;
        }

        return next(context);
    }
}
