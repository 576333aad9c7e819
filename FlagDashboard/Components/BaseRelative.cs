namespace FlagDashboard.Components;

/// <summary>
/// Makes links relative to the base address of the page. A proxy may serve the dashboard under a path such as /flags-demo/, and a link that
/// begins with a slash would leave that path.
/// </summary>
internal static class BaseRelative
{
    /// <summary>Returns the link, such as ./race/a for /race/a.</summary>
    /// <param name="address">An address that begins with a slash.</param>
    public static string Of(string address) => "." + address;
}
