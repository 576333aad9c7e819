using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace FlagDashboard.Security;

/// <summary>Endpoints that sign a browser in as the presenter, and out again.</summary>
internal static class PresenterEndpoints
{
    /// <summary>The path that signs a browser in as the presenter.</summary>
    public const string SignInPath = "/presenter/sign-in";

    /// <summary>The path that signs a browser out, so that its user is a viewer again.</summary>
    public const string SignOutPath = "/presenter/sign-out";

    /// <summary>Maps the endpoints.</summary>
    public static void MapPresenter(this IEndpointRouteBuilder app)
    {
        app.MapGet(SignInPath, SignIn).ExcludeFromDescription();
        // The form needs no antiforgery token, because OriginPolicy refuses forms that other sites send, and the sender has to know the
        // presenter's token anyway.
        app.MapPost(SignInPath, SignInByForm).DisableAntiforgery().ExcludeFromDescription();
        // A body of another type than a form comes here. Without this line, the answer would be 405, because the path also has a GET.
        app.MapPost(SignInPath, () => Results.StatusCode(StatusCodes.Status415UnsupportedMediaType)).ExcludeFromDescription();
        app.MapPost(SignOutPath, SignOut).ExcludeFromDescription();
    }

    /// <summary>Returns the line that the server prints on the console to say how to sign in as the presenter.</summary>
    /// <param name="address">The address of the server, such as http://localhost:5080.</param>
    /// <param name="access">Provides the token. The line does not contain a configured token, because that is a secret.</param>
    public static string SignInInstructions(string address, PresenterAccess access) =>
        $"Everybody can watch. To present, open {address.TrimEnd('/')}"
        + (access.IsTokenFromConfiguration ? "/presenter and type the token of Presenter:Token." : $"{SignInPath}?token={access.Token}");

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
        // The address of the sign-in link contains the token. This redirect replaces the address in the browser, so that nobody can read
        // the token there.
        context.Response.Redirect(context.Request.PathBase + (LocalUrl.EscapeForHeader(returnUrl) ?? "/"));
    }

    private static async Task SignOut(HttpContext context, PresenterAccess access)
    {
        access.EndSignIn(context.User);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.Redirect(context.Request.PathBase + "/");
    }
}
