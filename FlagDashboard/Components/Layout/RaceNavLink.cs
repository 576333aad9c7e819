using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace FlagDashboard.Components.Layout;

/// <summary>The link to a new race, which is marked as the current page while any race is shown.</summary>
public sealed class RaceNavLink : NavLink
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute) =>
        base.ShouldMatch(uriAbsolute)
        || Navigation.ToBaseRelativePath(uriAbsolute).StartsWith("race/", StringComparison.Ordinal);
}
