using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// The fill of a bar. Each state of a future has its own pattern, so that people can recognise the state without its colour.
/// </summary>
public enum BarPattern
{
    /// <summary>One colour.</summary>
    Solid,

    /// <summary>Filled, with thin diagonal lines in a slightly lighter or darker shade.</summary>
    LightStripes,

    /// <summary>A thin line instead of a bar.</summary>
    ThinLine,

    /// <summary>Filled, with lines in both diagonal directions.</summary>
    CrossHatch,

    /// <summary>Hollow, with lines in one diagonal direction.</summary>
    Hatch,

    /// <summary>Diagonal stripes.</summary>
    Stripes,

    /// <summary>Short upright strokes.</summary>
    UprightDashes,

    /// <summary>Dots.</summary>
    Dots,
}

/// <summary>The appearance of one kind of bar on the page and in exported files.</summary>
/// <param name="Kind">The kind of bar.</param>
/// <param name="CssClass">The CSS class: one letter, because the server sends thousands of bars to a page.</param>
/// <param name="Word">The name of the state in English, which is the key of its translations.</param>
/// <param name="ColorToken">The token of the colour in <see cref="DashboardColors"/>.</param>
/// <param name="Pattern">The fill.</param>
/// <param name="Sign">The sign in the legend; empty for phases, whose bars show their names instead.</param>
/// <param name="ShowsSignOnBar">Whether bars also show the sign, after their label.</param>
/// <param name="Explanation">The explanation of the state in English, which is the key of its translations.</param>
public sealed record BarStyle(
    BarKind Kind, string CssClass, string Word, string ColorToken, BarPattern Pattern, string Explanation, string Sign = "",
    bool ShowsSignOnBar = false)
{
    /// <summary>The sign that a bar shows; empty if it shows none.</summary>
    public string BarSign => ShowsSignOnBar ? Sign : "";
}

/// <summary>The appearance of all kinds of bars, which the page, the legend, the SVG and the offline replay share.</summary>
public static class BarStyles
{
    /// <summary>One style for each kind of bar, in the order of <see cref="BarKind"/>.</summary>
    public static IReadOnlyList<BarStyle> All { get; } =
    [
        new(BarKind.Pending, "p", "pending", "pending", BarPattern.ThinLine, "The future waits for a worker.", "…"),
        new(BarKind.Running, "r", "running", "running", BarPattern.LightStripes, "A worker runs the call.", "▸"),
        new(BarKind.Succeeded, "f", "finished", "finished", BarPattern.Solid,
            "The call has returned a result. The code may not have received it yet.", "✓", ShowsSignOnBar: true),
        new(BarKind.NotFound, "n", "not found", "error", BarPattern.Hatch,
            "The site answered that it has no such flag. That is an answer and not an error.", "∅", ShowsSignOnBar: true),
        new(BarKind.Error, "e", "error", "error", BarPattern.CrossHatch, "The call raised an exception.", "✕", ShowsSignOnBar: true),
        new(BarKind.Cancelled, "c", "cancelled", "pending", BarPattern.UprightDashes,
            "The future was cancelled before it ran, or given up while it ran.", "⊘"),
        new(BarKind.Held, "h", "held", "held", BarPattern.Stripes,
            "Finished, and not yet received: in call order, a result waits for the ones before it.", "◷"),
        new(BarKind.OtherPhase, "s", "phase", "mute", BarPattern.Dots, "What a worker does besides running calls, such as its start."),
        new(BarKind.BusyPhase, "w", "busy", "accent", BarPattern.Solid, "The worker works."),
    ];

    /// <summary>The sign of a future that brought no flag: that of an error, unless the site has no such flag.</summary>
    public static string SignOfFailure(FutureRecord future) =>
        Of(future.Status == Outcome.NotFound ? BarKind.NotFound : BarKind.Error).Sign;

    /// <summary>The style of a kind of bar.</summary>
    public static BarStyle Of(BarKind kind) => All[(int)kind];
}
