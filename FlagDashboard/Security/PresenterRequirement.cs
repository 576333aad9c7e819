using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace FlagDashboard.Security;

/// <summary>The authorization requirement of all endpoints that change something: the request must come from the presenter.</summary>
internal sealed class PresenterRequirement : IAuthorizationRequirement
{
    /// <summary>The name of the authorization policy with this requirement.</summary>
    public const string PolicyName = "Presenter";

    /// <summary>The message to a viewer who tries to change something.</summary>
    public const string RefusalDetail =
        "Only the presenter may do this. Open the presenter's link, which the server printed at its start, or send its token in the header "
        + "Authorization: Bearer TOKEN.";

    /// <summary>Accepts the cookie of a browser and the bearer token of a program.</summary>
    internal sealed class Handler(PresenterAccess access) : AuthorizationHandler<PresenterRequirement>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PresenterRequirement requirement)
        {
            if (access.IsPresenter(context.User) || (context.Resource is HttpContext http && access.HasToken(http.Request)))
                context.Succeed(requirement);
            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// Answers 401 with instructions to become the presenter. By default, the framework would redirect to a page, which programs cannot
    /// use.
    /// </summary>
    internal sealed class RefusalHandler : IAuthorizationMiddlewareResultHandler
    {
        public Task HandleAsync(
            RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
        {
            if (authorizeResult.Succeeded)
                return next(context);
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return SecuritySetup.WriteProblem(context, StatusCodes.Status401Unauthorized, RefusalDetail);
        }
    }
}
