using FlagDashboard.Flags;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/images/{image}: serves saved flags by the hash of their content, for the pages.</summary>
internal static class ImageEndpoints
{
    // The address contains the hash of the content, so the content never changes and browsers may keep it for a year.
    private static readonly TimeSpan CacheDuration = TimeSpan.FromDays(365);

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapRead("/images/{image}", Image).ExcludeFromDescription();

    /// <summary>
    /// Sends a saved flag, cacheable for a year. Its headers keep a browser from running scripts in it, because the bytes
    /// come from a site that may be hostile.
    /// </summary>
    public static IResult Send(StoredFlagFile file, string image, HttpResponse response)
    {
        response.Headers.CacheControl = $"public, max-age={(int)CacheDuration.TotalSeconds}, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.File(file.Path, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{image}\""));
    }

    private static IResult Image(string image, FlagStore store, HttpResponse response) =>
        store.Find(image) is { } file && File.Exists(file.Path) ? Send(file, image, response) : Results.NotFound();
}
