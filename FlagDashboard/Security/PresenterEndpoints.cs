using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace FlagDashboard.Security;

/// <summary>Makes a browser the presenter's, and a viewer's again.</summary>
internal static class PresenterEndpoints
{
    /// <summary>The address of the presenter's link, without its token.</summary>
    public const string SignInPath = "/presenter/sign-in";

    /// <summary>The address to which a form is sent to become a viewer again.</summary>
    public const string SignOutPath = "/presenter/sign-out";

    /// <summary>Maps the endpoints.</summary>
    public static void MapPresenter(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPath, SignIn).ExcludeFromDescription();
        // The form needs no antiforgery token, because OriginPolicy refuses forms that other sites send, and the sender has to know the
        // presenter's token anyway.
        app.MapPost(SignInPath, SignInByForm).DisableAntiforgery().ExcludeFromDescription();
        app.MapPost(SignOutPath, SignOut).ExcludeFromDescription();
    }

    /// <summary>Returns the line that tells the person at the console how to become the presenter.</summary>
    /// <param name="address">The address of the server, such as http://localhost:5080.</param>
    /// <param name="access">Has the token. A configured one is a secret that the console does not repeat.</param>
    public static string SignInInstructions(string address, PresenterAccess access) =>
        $"Everybody can watch. To present, open {address.TrimEnd('/')}"
        + (access.IsTokenConfigured ? "/presenter and type the token of Presenter:Token." : $"{SignInPath}?token={access.Token}");

    private static Task SignInByForm(HttpContext context, PresenterAccess access, [FromForm] string? token) =>
        SignIn(context, access, token, returnUrl: null);

    private static async Task SignIn(HttpContext context, PresenterAccess access, string? token, string? returnUrl)
    {
        if (!access.IsEveryonePresenter && !access.IsValidToken(token))
        {
            context.Response.Redirect(context.Request.PathBase + "/presenter?wrong=1");
            return;
        }

        await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, access.CreatePresenter());
        // The redirect also removes the token, which the link contains, from the address bar.
        context.Response.Redirect(context.Request.PathBase + (LocalUrl.Escape(returnUrl) ?? "/"));
    }

    private static async Task SignOut(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.Redirect(context.Request.PathBase + "/");
    }
}
