using FlagDashboard.Flags;

namespace FlagDashboard.Api;

internal static class ApiSetup
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    public static void MapApi(this IEndpointRouteBuilder app) => app.MapGet("/images/{image}", Image);

    /// <summary>A saved flag by its content: it can never change, and is never anything but an image to the browser.</summary>
    private static IResult Image(string image, FlagStore store, HttpResponse response)
    {
        if (store.Find(image) is not { } found || !File.Exists(found.Path))
            return Results.NotFound();

        response.Headers.CacheControl = $"public, max-age={(int)Forever.TotalSeconds}, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.File(found.Path, found.ContentType);
    }
}
