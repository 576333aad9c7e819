namespace FlagDashboard.Components.Layout;

/// <summary>The themes that a visitor can choose.</summary>
public enum ThemeChoice
{
    /// <summary>Follows the theme of the operating system.</summary>
    System,

    /// <summary>Dark text on a light background.</summary>
    Light,

    /// <summary>Light text on a dark background.</summary>
    Dark,
}

/// <summary>The theme that the visitor chose, and the theme of the operating system.</summary>
/// <param name="Choice">The visitor's choice.</param>
/// <param name="IsSystemDark">Whether the operating system uses a dark theme.</param>
public sealed record VisitorTheme(ThemeChoice Choice, bool IsSystemDark)
{
    /// <summary>Whether the page uses the dark palette.</summary>
    public bool UsesDarkPalette => Choice == ThemeChoice.Dark || (Choice == ThemeChoice.System && IsSystemDark);

    /// <summary>Reads the visitor's choice from a cookie, and the theme of the operating system from a client hint header.</summary>
    public static VisitorTheme Read(HttpRequest? request)
    {
        Enum.TryParse<ThemeChoice>(request?.Cookies["theme"], ignoreCase: true, out var choice);
        var system = request?.Headers["Sec-CH-Prefers-Color-Scheme"].ToString().Contains("dark", StringComparison.OrdinalIgnoreCase)
            ?? false;
        return new(Enum.IsDefined(choice) ? choice : ThemeChoice.System, system);
    }
}
