using System.Xml.Linq;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The colours and patterns of a picture.</summary>
/// <param name="Colors">The palette.</param>
/// <param name="PictureBackground">The background of the picture.</param>
/// <param name="LaneBackground">The background of a lane.</param>
/// <param name="GridColor">The colour of the axis lines in a lane.</param>
internal sealed record SvgTheme(DashboardColors Colors, string PictureBackground, string LaneBackground, string GridColor)
{
    /// <summary>The theme for paper and light slides. It has a white background.</summary>
    public static SvgTheme Light { get; } =
        new(DashboardColors.Light, DashboardColors.Light.CardBackground, DashboardColors.Light.Background, DashboardColors.Light.Grid);

    /// <summary>The theme for dark slides.</summary>
    public static SvgTheme Dark { get; } =
        new(DashboardColors.Dark, DashboardColors.Dark.Background, DashboardColors.Dark.CardBackground, DashboardColors.Dark.CardBorder);

    /// <summary>
    /// Returns the sign that a bar shows. A running future also has a sign, because its bar is not animated as it is on the page.
    /// </summary>
    public static string SignOf(BarStyle style) => style.Kind == BarKind.Running ? style.Sign : style.BarSign;

    /// <summary>
    /// Fonts with Chinese characters on the common systems. They follow the Latin fonts, because a browser takes each character from the
    /// first font that has it.
    /// </summary>
    public const string ChineseFonts = "\"Noto Sans SC\",\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\"";

    /// <summary>The style sheet of the picture.</summary>
    public string Css() => $$"""
        text{font:12px Inter,system-ui,"Segoe UI",Helvetica,Arial,{{ChineseFonts}},sans-serif;fill:{{Colors.Ink}}}
        .title{font-size:22px;font-weight:700}.mode{font-size:15px;font-weight:650}.clock{font-size:20px;font-weight:700}
        .mute{fill:{{Colors.SecondaryInk}}}.why{fill:{{Colors.ErrorInk}}}.end{text-anchor:end}.mid{text-anchor:middle}
        .panel{fill:{{LaneBackground}}}.grid{stroke:{{GridColor}}}.through{stroke:{{Colors["time"]}};stroke-width:2}.none{fill:none}
        .verdict{font-size:15px;font-weight:650}.cell{fill:none;stroke:{{GridColor}}}.got{stroke:{{Colors["finished"]}}}
        .awaited{stroke:{{Colors["running"]}};stroke-width:2}.failed{stroke:{{Colors["error"]}};stroke-dasharray:3 2}
        .missing{stroke:{{Colors.SecondaryInk}}}
        .given-up{stroke:{{Colors["pending"]}};stroke-dasharray:2 2}
        .mark{fill:{{Colors.Ink}};stroke:{{LaneBackground}}}
        {{string.Join('\n', BarStyles.All.Select(RulesOf))}}
        """.ReplaceLineEndings("\n");

    /// <summary>The SVG patterns with which bars are filled.</summary>
    public IEnumerable<XElement> Patterns() =>
        BarStyles.All.Where(style => style.Pattern is not (BarPattern.Solid or BarPattern.ThinLine)).Select(PatternOf);

    private static string PatternId(BarStyle style) => $"pattern-{style.CssClass}";

    private string RulesOf(BarStyle style)
    {
        var color = Colors[style.ColorToken];
        var onPattern = $"text.t-{style.CssClass}{{paint-order:stroke;stroke:{LaneBackground};stroke-width:3px;stroke-linejoin:round}}";
        return style.Pattern switch
        {
            BarPattern.ThinLine => $".{style.CssClass}{{fill:{color}}}",
            BarPattern.Solid =>
                $".{style.CssClass}{{fill:{color};stroke:{LaneBackground}}}"
                + $"text.t-{style.CssClass}{{fill:{Colors["on-" + style.ColorToken]}}}",
            BarPattern.LightStripes => $".{style.CssClass}{{fill:url(#{PatternId(style)});stroke:{LaneBackground}}}"
                + $"text.t-{style.CssClass}{{fill:{Colors["on-" + style.ColorToken]}}}",
            BarPattern.CrossHatch => $".{style.CssClass}{{fill:url(#{PatternId(style)});stroke:{LaneBackground}}}"
                + $"text.t-{style.CssClass}{{fill:{Colors["on-" + style.ColorToken]};"
                + $"paint-order:stroke;stroke:{color};stroke-width:3px;stroke-linejoin:round}}",
            BarPattern.Hatch or BarPattern.Stripes => $".{style.CssClass}{{fill:url(#{PatternId(style)});stroke:{color}}}{onPattern}",
            _ => $".{style.CssClass}{{fill:url(#{PatternId(style)});stroke:{LaneBackground}}}{onPattern}",
        };
    }

    // Returns the colour of the stripes in a bar: black under white text, and white under dark text. The stripes contrast more with the
    // text than the colour of the bar does, so the text stays readable.
    private string StripeOn(BarStyle style) => Colors["on-" + style.ColorToken] == "#ffffff" ? "#000" : "#fff";

    private XElement PatternOf(BarStyle style)
    {
        var color = Colors[style.ColorToken];
        return style.Pattern switch
        {
            BarPattern.LightStripes => Pattern(8, Rect(color), Line("M-1 9L9 -1", StripeOn(style), "0.25")),
            BarPattern.CrossHatch => Pattern(8, Rect(color), Line("M0 0L8 8M0 8L8 0", "#000", "0.27")),
            BarPattern.Hatch => Pattern(7, Rect(LaneBackground), Line("M-1 8L8 -1", color)),
            BarPattern.UprightDashes => Pattern(8, Rect(LaneBackground), Line("M2 0V8", color, width: 4)),
            BarPattern.Stripes => Pattern(7, Rect(LaneBackground), Line("M-1 -1L8 8", Colors[style.ColorToken + "-fill"], width: 3)),
            _ => Pattern(6, Rect(LaneBackground), Dot(color)),
        };

        XElement Pattern(double size, params object[] content) => new(
            Svg.Namespace + "pattern", new XAttribute("id", PatternId(style)), Svg.Attribute("width", size), Svg.Attribute("height", size),
            new XAttribute("patternUnits", "userSpaceOnUse"), content);

        static XElement Rect(string fill) => new(
            Svg.Namespace + "rect", Svg.Attribute("width", 8), Svg.Attribute("height", 8), new XAttribute("fill", fill));

        static XElement Dot(string fill) => new(
            Svg.Namespace + "circle", Svg.Attribute("cx", 3), Svg.Attribute("cy", 3), Svg.Attribute("r", 1.2),
            new XAttribute("fill", fill));

        static XElement Line(string path, string stroke, string opacity = "1", double width = 1.5) => new(
            Svg.Namespace + "path", new XAttribute("d", path), new XAttribute("stroke", stroke), new XAttribute("stroke-opacity", opacity),
            Svg.Attribute("stroke-width", width));
    }
}
