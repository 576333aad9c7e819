using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace FlagDashboard.Components.Layout;

/// <summary>
/// A link in the navigation. It is marked as current on the other pages of its section too, although their addresses begin otherwise.
/// </summary>
public sealed class SectionNavLink : NavLink
{
    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>How the addresses of the other pages begin, relative to the start page and separated by spaces.</summary>
    [Parameter, EditorRequired]
    public required string OtherPagePrefixes { get; set; }

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute)
    {
        var address = Navigation.ToBaseRelativePath(uriAbsolute);
        return base.ShouldMatch(uriAbsolute)
            || OtherPagePrefixes.Split(' ').Any(prefix => address.StartsWith(prefix, StringComparison.Ordinal));
    }
}
