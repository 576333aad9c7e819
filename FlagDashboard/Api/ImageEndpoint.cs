using FlagDashboard.Flags;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>/images/{image}: serves a saved flag to the pages. {image} is the hash of the flag's content.</summary>
internal static class ImageEndpoint
{
    // The address of an image contains the hash of its content. Other content would have another address, so browsers may keep an image for
    // a year.
    private static readonly TimeSpan CacheDuration = TimeSpan.FromDays(365);

    /// <summary>Maps the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapRead("/images/{image}", Image).ExcludeFromDescription();

    /// <summary>
    /// Sends a saved flag that browsers may cache for a year. The headers keep a browser from running a script in the image, because the
    /// image may come from a hostile site.
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
