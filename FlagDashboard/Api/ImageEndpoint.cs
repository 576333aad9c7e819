using FlagDashboard.Flags;
using Microsoft.Net.Http.Headers;

namespace FlagDashboard.Api;

/// <summary>
/// /images/{image}: serves a saved flag to the pages. {image} is the hash of the flag's content. /images/built-in.css names the built-in
/// flags.
/// </summary>
internal static class ImageEndpoint
{
    // The time for which browsers may keep an image or the style sheet without asking again. Their addresses contain the hash of the
    // content, so other content would have another address.
    private static readonly TimeSpan CacheDuration = TimeSpan.FromDays(365);

    /// <summary>Maps the endpoints.</summary>
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapRead("/images/{image}", Image).ExcludeFromDescription();
        app.MapRead(BuiltInFlagStyleSheet.Path, Sheet).ExcludeFromDescription();
    }

    /// <summary>
    /// Sends a saved flag that browsers may cache for a year. The headers keep a browser from running a script in the image, because the
    /// image may come from a hostile site.
    /// </summary>
    public static IResult Send(StoredFlagFile file, string image, HttpResponse response)
    {
        MayBeKept(response);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return Results.File(file.Path, file.ContentType, entityTag: new EntityTagHeaderValue($"\"{image}\""));
    }

    private static IResult Sheet(BuiltInFlagStyleSheet sheet, HttpResponse response)
    {
        MayBeKept(response);
        return Results.Text(sheet.Css, "text/css");
    }

    private static void MayBeKept(HttpResponse response) =>
        response.Headers.CacheControl = $"public, max-age={(int)CacheDuration.TotalSeconds}, immutable";

    private static IResult Image(string image, FlagStore store, HttpResponse response) =>
        store.Find(image) is { } file && File.Exists(file.Path) ? Send(file, image, response) : Results.NotFound();
}
