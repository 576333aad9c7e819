using System.Security.Cryptography;

namespace FlagDashboard.Security;

/// <summary>
/// Sets response headers that restrict what the pages of this server may do in a browser. The reasons are in docs/decisions/0022.
/// </summary>
internal static class SecurityHeaders
{
    // The content security policy of every answer that is not a page, such as data or a picture. These answers need no scripts, so no
    // script may run, even if somebody opens the data as a page.
    private const string DataPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    private static readonly object NonceKey = new();

    /// <summary>
    /// Returns the nonce of this answer: 128 random bits in base64. A script element with this nonce may run, because the content security
    /// policy of the answer contains it.
    /// </summary>
    public static string NonceOf(HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return nonce;
    }

    /// <summary>Middleware: sets the headers when the answer starts, because error handlers clear headers that were set earlier.</summary>
    public static Task Set(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state => WriteHeaders((HttpContext)state), context);
        return next(context);
    }

    private static Task WriteHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = PermissionsPolicy;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Endpoints that send files which may contain scripts, such as flags of other sites, have already set a stricter policy. It must
        // not be overwritten.
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
            headers.ContentSecurityPolicy = isPage ? PagePolicy(context) : DataPolicy;
        }

        return Task.CompletedTask;
    }

    private static string PagePolicy(HttpContext context) => string.Join("; ",
        "default-src 'none'",
        // The import map is the only inline script of a page, and its nonce allows it.
        context.Items[NonceKey] is string nonce ? $"script-src 'self' 'nonce-{nonce}'" : "script-src 'self'",
        // Inline styles are allowed, because MudThemeProvider writes style elements without a nonce and bars are positioned by style
        // attributes.
        "style-src 'self' 'unsafe-inline'",
        // data: allows the icons in MudBlazor's style sheet. blob: allows the picture that is exported as PNG.
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'");
}
