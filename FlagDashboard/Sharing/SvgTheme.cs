using System.Xml.Linq;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The colours of a picture, as the page has them.</summary>
/// <param name="Page">Behind everything.</param>
/// <param name="Panel">Behind a lane.</param>
/// <param name="Ink">Text.</param>
/// <param name="Mute">Text beside it.</param>
/// <param name="Grid">Lines of the axis.</param>
/// <param name="Running">A running future, and the text on it.</param>
/// <param name="Pending">What waits.</param>
/// <param name="Held">The lines of what is held.</param>
/// <param name="HeldFill">Between them.</param>
/// <param name="Accent">Phases.</param>
/// <param name="OnAccent">The text on a busy one.</param>
internal sealed record SvgTheme(
    string Page, string Panel, string Ink, string Mute, string Grid, (string Fill, string Ink) Running, string Pending, string Held, string HeldFill, string Accent, string OnAccent)
{
    private const string Error = "#d55e00";
    private const string Finished = "#009e73";

    /// <summary>For paper and light slides.</summary>
    public static SvgTheme Light { get; } = new("#ffffff", "#f4f5f8", "#171b21", "#515a65", "#dfe3ea", ("#0072b2", "#ffffff"), "#767676", "#7a5c00", "#e3c75f", "#5138c9", "#ffffff");

    /// <summary>For dark slides.</summary>
    public static SvgTheme Dark { get; } = new("#12151a", "#1b1f26", "#e9ecf0", "#a6b0bb", "#2d333d", ("#56b4e9", "#06131c"), "#999999", "#e5c34a", "#7d6616", "#b3a4ff", "#171b21");

    /// <summary>The style class of a bar, and what it says besides its name: no state is told by its colour alone.</summary>
    public static (string Class, string Sign, string Word) Of(BarKind kind) => kind switch
    {
        BarKind.Pending => ("p", "", "pending"),
        BarKind.Running => ("r", "…", "running"),
        BarKind.Finished => ("f", "✓", "finished"),
        BarKind.NotFound => ("n", "∅", "not found"),
        BarKind.Error => ("e", "✕", "error"),
        BarKind.Cancelled => ("c", "", "cancelled"),
        BarKind.Held => ("h", "", "held"),
        BarKind.Busy => ("w", "", "busy"),
        _ => ("s", "", "phase"),
    };

    /// <summary>The style sheet of the picture.</summary>
    public string Css() => $$"""
        text{font:12px Inter,system-ui,"Segoe UI",Helvetica,Arial,sans-serif;fill:{{Ink}}}
        .title{font-size:22px;font-weight:700}.mode{font-size:15px;font-weight:650}.clock{font-size:20px;font-weight:700}
        .mute{fill:{{Mute}}}.why{fill:{{(this == Light ? "#a14500" : "#ff9a57")}}}.end{text-anchor:end}.mid{text-anchor:middle}
        .panel{fill:{{Panel}}}.grid{stroke:{{Grid}}}.through{stroke:{{Mute}};stroke-dasharray:3 3}
        .p{fill:{{Pending}}}.r{fill:{{Running.Fill}}}.f{fill:{{Finished}}}.e{fill:url(#error)}.n{fill:url(#missing);stroke:{{Error}}}
        .c{fill:url(#cancelled)}.h{fill:url(#held);stroke:{{Held}}}.s{fill:url(#phase)}.w{fill:{{Accent}}}
        .none{fill:none}.f,.r,.e,.c,.s,.w{stroke:{{Panel}}}
        text.t-n,text.t-c,text.t-s,text.t-e{paint-order:stroke;stroke:{{Panel}};stroke-width:3px;stroke-linejoin:round}text.t-e{stroke:{{Error}}}
        text.t-r{fill:{{Running.Ink}}}text.t-f{fill:#03130e}text.t-e{fill:#1b0c00}text.t-w{fill:{{OnAccent}}}
        """.ReplaceLineEndings("\n");

    /// <summary>The patterns that its states are drawn with.</summary>
    public IEnumerable<XElement> Patterns()
    {
        yield return Pattern("error", 8, Rect(Error), Line("M0 0L8 8M0 8L8 0", "#000", "0.27"));
        yield return Pattern("missing", 7, Rect(Panel), Line("M-1 8L8 -1", Error));
        yield return Pattern("cancelled", 8, Rect(Panel), Line("M2 0V8", Pending, width: 4));
        yield return Pattern("held", 7, Rect(Panel), Line("M-1 -1L8 8", HeldFill, width: 3));
        yield return Pattern("phase", 6, Rect(Panel), new XElement(Svg.Xml + "circle", Svg.At("cx", 3), Svg.At("cy", 3), Svg.At("r", 1.2), new XAttribute("fill", Mute)));

        static XElement Pattern(string id, double size, params object[] content) => new(
            Svg.Xml + "pattern", new XAttribute("id", id), Svg.At("width", size), Svg.At("height", size), new XAttribute("patternUnits", "userSpaceOnUse"), content);

        static XElement Rect(string fill) => new(Svg.Xml + "rect", Svg.At("width", 8), Svg.At("height", 8), new XAttribute("fill", fill));

        static XElement Line(string path, string stroke, string opacity = "1", double width = 1.5) => new(
            Svg.Xml + "path", new XAttribute("d", path), new XAttribute("stroke", stroke), new XAttribute("stroke-opacity", opacity), Svg.At("stroke-width", width));
    }
}
