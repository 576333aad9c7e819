using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace FlagDashboard.Components.Layout;

/// <summary>The link to a new race in the navigation. It is marked as current while the page shows any race.</summary>
public sealed class RaceNavLink : NavLink
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute) =>
        base.ShouldMatch(uriAbsolute)
        || Navigation.ToBaseRelativePath(uriAbsolute).StartsWith("race/", StringComparison.Ordinal);
}
