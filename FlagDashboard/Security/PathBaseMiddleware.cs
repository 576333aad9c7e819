namespace FlagDashboard.Security;

/// <summary>
/// Finds the base path of each request: the first part of the path in the public address, which belongs to the proxy. If the proxy leaves
/// it in the path, the setting <c>BasePath</c> gives it. If the proxy removes it, the header <c>X-Forwarded-Prefix</c> gives it.
/// </summary>
/// <remarks>Requests without the base path are answered too, so that the dashboard can also be opened without the proxy.</remarks>
internal sealed class PathBaseMiddleware(ProxySettings proxy)
{
    /// <summary>Middleware: moves the base path from Path of the request to PathBase, with which all links begin.</summary>
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
            // A proxy may send the base path in the header X-Forwarded-Prefix and also leave it in the path of the request. The base path
            // must then be added only once.
            if (!forwarded.Equals(matched))
                request.PathBase = forwarded.Add(matched);
            request.Path = rest;
        }

        // The base address of pages ends in a slash. A request for the base path without the slash is redirected, because the browser would
        // otherwise resolve relative links wrongly.
        if (!request.Path.HasValue && HttpMethods.IsGet(request.Method))
        {
            context.Response.Redirect($"{request.PathBase}/{request.QueryString}");
            return Task.CompletedTask;
        }

        return next(context);
    }
}
