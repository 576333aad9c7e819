using FlagDashboard.Flags;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>Saved flags by their content, for pages.</summary>
internal static class ImageEndpoints
{
    private static readonly TimeSpan Forever = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/images/{image}", Image).ExcludeFromDescription();

    /// <summary>A saved flag: it can never change, and is never anything but an image to the browser.</summary>
    public static IResult Send(StoredFlagFile found, string image, HttpResponse response)
    {
        response.Headers.CacheControl = $"public, max-age={(int)Forever.TotalSeconds}, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.File(found.Path, found.ContentType, entityTag: new EntityTagHeaderValue($"\"{image}\""));
    }

    private static IResult Image(string image, FlagStore store, HttpResponse response) =>
        store.Find(image) is { } found && File.Exists(found.Path) ? Send(found, image, response) : Results.NotFound();
}
