namespace FlagDashboard.Sharing;

/// <summary>
/// The only definition of colours, which the MudBlazor theme, the SVG and the offline replay share. A test checks that the custom
/// properties in app.css are equal to it. Colours are written as #rrggbb. Immutable.
/// </summary>
public sealed class DashboardColors
{
    // The colours that show the states of futures come from the palette of Okabe and Ito, because colour-blind readers can tell these
    // colours apart.
    private static readonly (string Token, string Light, string Dark)[] Colors =
    [
        ("bg", "#f4f5f8", "#12151a"),
        ("panel", "#ffffff", "#1b1f26"),
        ("sunk", "#eef0f4", "#14171d"),
        ("ink", "#171b21", "#e9ecf0"),
        ("mute", "#515a65", "#a6b0bb"),
        ("line", "#dce1e7", "#2d333d"),
        ("grid", "#dfe3ea", "#262c35"),
        ("input-line", "#8a94a0", "#6c7683"),
        ("accent", "#5138c9", "#b3a4ff"),
        ("on-accent", "#ffffff", "#171b21"),
        ("time", "#b5006e", "#ff7ac6"),
        ("pending", "#767676", "#999999"),
        ("running", "#0072b2", "#56b4e9"),
        ("on-running", "#ffffff", "#06131c"),
        ("finished", "#009e73", "#009e73"),
        ("on-finished", "#03130e", "#03130e"),
        ("error", "#d55e00", "#d55e00"),
        ("on-error", "#1b0c00", "#1b0c00"),
        ("error-ink", "#a14500", "#ff9a57"),
        ("held", "#7a5c00", "#e5c34a"),
        ("held-fill", "#e3c75f", "#7d6616"),
        ("good", "#00704f", "#3fd0a0"),
    ];

    private readonly Dictionary<string, string> _colors;

    private DashboardColors(Func<(string Token, string Light, string Dark), string> color) =>
        _colors = Colors.ToDictionary(row => row.Token, color);

    /// <summary>The light palette: dark text on light surfaces.</summary>
    public static DashboardColors Light { get; } = new(row => row.Light);

    /// <summary>The dark palette: light text on dark surfaces.</summary>
    public static DashboardColors Dark { get; } = new(row => row.Dark);

    /// <summary>The colours as CSS custom properties that follow the colour scheme of the page, one per line.</summary>
    public static string CssProperties { get; } =
        string.Concat(Colors.Select(row => $"  --{row.Token}: light-dark({row.Light}, {row.Dark});\n"));

    /// <summary>The background colour of the page.</summary>
    public string Background => this["bg"];

    /// <summary>The background colour of a card.</summary>
    public string CardBackground => this["panel"];

    /// <summary>The colour of text.</summary>
    public string Ink => this["ink"];

    /// <summary>The colour of secondary text.</summary>
    public string SecondaryInk => this["mute"];

    /// <summary>The colour of the borders of cards.</summary>
    public string CardBorder => this["line"];

    /// <summary>The colour of the lines of the time axis.</summary>
    public string Grid => this["grid"];

    /// <summary>The colour of the borders of inputs.</summary>
    public string InputBorder => this["input-line"];

    /// <summary>The colour of links and of buttons.</summary>
    public string Accent => this["accent"];

    /// <summary>The colour of text on a background in the accent colour.</summary>
    public string OnAccent => this["on-accent"];

    /// <summary>The colour of text that reports an error.</summary>
    public string ErrorInk => this["error-ink"];

    /// <summary>The colour of text that reports a success.</summary>
    public string SuccessInk => this["good"];

    /// <summary>The colour of a token. A token is the name of a CSS custom property without its two leading dashes.</summary>
    /// <exception cref="KeyNotFoundException">No colour has this token.</exception>
    public string this[string token] => _colors[token];
}
