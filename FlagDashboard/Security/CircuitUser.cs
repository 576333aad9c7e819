using Microsoft.AspNetCore.Components.Authorization;

namespace FlagDashboard.Security;

/// <summary>
/// The person who opened the circuit, recognised by the cookie of the request. Each circuit has its own instance. Not thread-safe.
/// </summary>
internal sealed class CircuitUser(PresenterAccess access, AuthenticationStateProvider authentication) : ICurrentUser
{
    // The framework sets the authentication state before it renders a component. While there is no state yet, the person counts as a
    // viewer.
    public bool IsPresenter => access.IsEveryonePresenter
        || (authentication.GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } state
            && access.IsPresenter(state.Result.User));
}
