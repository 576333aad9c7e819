namespace FlagDashboard.Components.Layout;

/// <summary>Which colours a person wants.</summary>
public enum ThemeChoice
{
    /// <summary>Follows the theme of the system.</summary>
    System,

    /// <summary>Dark ink on light paper.</summary>
    Light,

    /// <summary>Light ink on dark paper.</summary>
    Dark,
}

/// <summary>The chosen colours, and what the system uses.</summary>
/// <param name="Choice">The choice.</param>
/// <param name="SystemDark">Whether the system is dark.</param>
public sealed record ThemeSetting(ThemeChoice Choice, bool SystemDark)
{
    /// <summary>Whether to paint dark.</summary>
    public bool Dark => Choice == ThemeChoice.Dark || (Choice == ThemeChoice.System && SystemDark);

    /// <summary>The setting that the browser stored and sends.</summary>
    public static ThemeSetting Read(HttpRequest? request)
    {
        Enum.TryParse<ThemeChoice>(request?.Cookies["theme"], ignoreCase: true, out var choice);
        var system = request?.Headers["Sec-CH-Prefers-Color-Scheme"].ToString().Contains("dark", StringComparison.OrdinalIgnoreCase)
            ?? false;
        return new(Enum.IsDefined(choice) ? choice : ThemeChoice.System, system);
    }
}
