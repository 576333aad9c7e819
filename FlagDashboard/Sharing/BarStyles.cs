using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The fill of a bar. It differs between states, so that a state can be recognised without its colour.</summary>
public enum BarPattern
{
    /// <summary>One colour.</summary>
    Solid,

    /// <summary>A thin line instead of a bar.</summary>
    Line,

    /// <summary>Filled, with lines in both diagonal directions.</summary>
    CrossHatch,

    /// <summary>Hollow, with lines in one diagonal direction.</summary>
    Hatch,

    /// <summary>Diagonal stripes.</summary>
    Stripes,

    /// <summary>Vertical dashes.</summary>
    Dashes,

    /// <summary>Dots.</summary>
    Dots,
}

/// <summary>The appearance of one kind of bar on the page and in exported files.</summary>
/// <param name="Kind">The kind of bar.</param>
/// <param name="Class">The CSS class: one letter, because the server sends thousands of bars to a page.</param>
/// <param name="Word">The name of the state in English, which is the key of its translations.</param>
/// <param name="Color">The token of the colour in <see cref="ColorPalette"/>.</param>
/// <param name="Pattern">The fill.</param>
/// <param name="Sign">The sign in the legend; empty for phases, whose bars show their names instead.</param>
/// <param name="IsSignInBar">Whether bars also show the sign, after their label.</param>
/// <param name="Meaning">The text of the legend; null if it is <paramref name="Word"/>.</param>
public sealed record BarStyle(
    BarKind Kind, string Class, string Word, string Color, BarPattern Pattern, string Sign = "", bool IsSignInBar = false,
        string? Meaning = null)
{
    /// <summary>The text of the legend in English, which is the key of its translations.</summary>
    public string LegendText => Meaning ?? Word;

    /// <summary>The sign that a bar shows; empty if it shows none.</summary>
    public string BarSign => IsSignInBar ? Sign : "";
}

/// <summary>The appearance of all kinds of bars, which the page, the legend, the SVG and the offline replay share.</summary>
public static class BarStyles
{
    /// <summary>One style for each kind of bar, in the order of <see cref="BarKind"/>.</summary>
    public static IReadOnlyList<BarStyle> All { get; } =
    [
        new(BarKind.Pending, "p", "pending", "pending", BarPattern.Line, "…"),
        new(BarKind.Running, "r", "running", "running", BarPattern.Solid, "▸"),
        new(BarKind.Finished, "f", "finished", "finished", BarPattern.Solid, "✓", IsSignInBar: true),
        new(BarKind.NotFound, "n", "not found", "error", BarPattern.Hatch, "∅", IsSignInBar: true),
        new(BarKind.Error, "e", "error", "error", BarPattern.CrossHatch, "✕", IsSignInBar: true),
        new(BarKind.Cancelled, "c", "cancelled", "pending", BarPattern.Dashes, "⊘"),
        new(BarKind.Held, "h", "held", "held", BarPattern.Stripes, "◷", Meaning: "held: not yet received"),
        new(BarKind.Phase, "s", "phase", "mute", BarPattern.Dots),
        new(BarKind.Busy, "w", "busy", "accent", BarPattern.Solid),
    ];

    /// <summary>
    /// The kinds that a legend explains, in the order of the legend. The legend of a lane of phases lists its phases instead.
    /// </summary>
    public static IReadOnlyList<BarKind> LegendOrder { get; } =
        [BarKind.Pending, BarKind.Running, BarKind.Finished, BarKind.Held, BarKind.Error, BarKind.NotFound, BarKind.Cancelled];

    /// <summary>The style of a kind of bar.</summary>
    public static BarStyle Of(BarKind kind) => All[(int)kind];

    /// <summary>The legend of a race.</summary>
    /// <param name="isDownload">Whether the race downloads flags. In other races the state “not found” does not occur.</param>
    public static IEnumerable<BarStyle> Legend(bool isDownload) =>
        LegendOrder.Where(kind => kind != BarKind.NotFound || isDownload).Select(Of);
}
