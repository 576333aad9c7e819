using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>How a bar is filled, so that no state is told by its colour alone.</summary>
public enum BarPattern
{
    /// <summary>One colour.</summary>
    Solid,

    /// <summary>A thin line instead of a bar.</summary>
    Line,

    /// <summary>Full, with lines in both diagonals.</summary>
    CrossHatch,

    /// <summary>Hollow, with lines in one diagonal.</summary>
    Hatch,

    /// <summary>Diagonal stripes.</summary>
    Stripes,

    /// <summary>Upright dashes.</summary>
    Dashes,

    /// <summary>Dots.</summary>
    Dots,
}

/// <summary>How bars of one kind look in the page and in every file.</summary>
/// <param name="Kind">The kind of bar.</param>
/// <param name="Class">Its CSS class: one letter, because a page is sent thousands of bars.</param>
/// <param name="Word">What a person calls that state, in English: the key of its translations.</param>
/// <param name="Color">The token of its colour in <see cref="ColorPalette"/>.</param>
/// <param name="Pattern">How it is filled.</param>
/// <param name="Sign">Its sign in the legend; empty for phases, whose bars carry their name.</param>
/// <param name="IsSignInBar">Whether its bars carry that sign too, after their label.</param>
/// <param name="Meaning">What the legend says, if that is more than the word.</param>
public sealed record BarStyle(
    BarKind Kind, string Class, string Word, string Color, BarPattern Pattern, string Sign = "", bool IsSignInBar = false,
        string? Meaning = null)
{
    /// <summary>What the legend says of it, in English: the key of its translations.</summary>
    public string LegendText => Meaning ?? Word;

    /// <summary>The sign that a bar carries; empty if it carries none.</summary>
    public string BarSign => IsSignInBar ? Sign : "";
}

/// <summary>The one table of how bars look: page, legend, picture and offline replay read it.</summary>
public static class BarStyles
{
    /// <summary>Every kind of bar once, in the order of <see cref="BarKind"/>.</summary>
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

    /// <summary>The kinds that a legend explains, in its order. The legend of a lane of phases names its phases instead.</summary>
    public static IReadOnlyList<BarKind> LegendOrder { get; } =
        [BarKind.Pending, BarKind.Running, BarKind.Finished, BarKind.Held, BarKind.Error, BarKind.NotFound, BarKind.Cancelled];

    /// <summary>How bars of that kind look.</summary>
    public static BarStyle Of(BarKind kind) => All[(int)kind];

    /// <summary>The legend of a race.</summary>
    /// <param name="isDownload">Whether the race is one of downloads: nothing else is ever not found.</param>
    public static IEnumerable<BarStyle> Legend(bool isDownload) =>
        LegendOrder.Where(kind => kind != BarKind.NotFound || isDownload).Select(Of);
}
