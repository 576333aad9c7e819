using System.Text;
using System.Xml;
using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The timeline of a race as one SVG that needs nothing else: the bars and the axis of the page, printed.</summary>
internal static class TimelineSvg
{
    private const double Width = 1280;
    private const double Edge = 24;

    /// <summary>The picture of <paramref name="race"/>, the same for the same race. What is open ends at its last event.</summary>
    /// <param name="id">The race's id.</param>
    /// <param name="race">The race, as far as it is.</param>
    /// <param name="rows">How lanes are laid out.</param>
    /// <param name="theme">Its colours and patterns.</param>
    /// <param name="pictures">The flags in it.</param>
    public static byte[] Of(string id, RaceState race, RowLayout rows, SvgTheme theme, EmbeddedImages pictures)
    {
        var axis = race.FinishedAt is { } end ? TimeAxis.Finished(end) : TimeAxis.Live(race.LastAt);
        var flags = pictures.ByImage.Keys.Select((image, number) => (image, number))
            .ToDictionary(flag => flag.image, flag => $"flag-{flag.number}");
        var results = RaceResults.Of(race);
        var scale = new SvgScale(axis, Edge, Width - Edge, SvgLane.LabelWidth(race, rows));
        var y = 118.0;
        var lanes = new List<XElement>();
        foreach (var run in race.Runs)
        {
            var lane = new SvgLane(run, rows, scale, race.LastAt, results.For(run)?.SpeedUp, flags);
            lanes.Add(lane.Draw(y));
            y += lane.Height + 10;
        }

        var root = new XElement(
            Svg.Xml + "svg", Svg.At("width", Width), Svg.At("height", y + 30),
                new XAttribute("viewBox", $"0 0 {Css.Number(Width)} {Css.Number(y + 30)}"), new XAttribute("role", "img"),
            Svg.Title($"{RaceDescription.Title(race)}: {RaceDescription.End(race)}"),
            new XElement(Svg.Xml + "defs", new XElement(Svg.Xml + "style", theme.Css()), theme.Patterns(),
                pictures.ByImage.Select(flag => Symbol(flags[flag.Key], flag.Value))),
            new XElement(Svg.Xml + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"),
                new XAttribute("fill", theme.Page)),
            Svg.Text("title", Edge, 38, RaceDescription.Title(race)),
            Svg.Text("mute", Edge, 60,
                string.Join(" · ", new[] { RaceDescription.Facts(race), RaceDescription.End(race) }.Where(text => text.Length > 0))),
            LegendOf(race),
            axis.Ticks().Select(tick =>
                Svg.Text(scale.X(tick) > Width - 60 ? "mute end" : "mute mid", Math.Min(scale.X(tick), Width - Edge), 110,
                axis.Label(tick))),
            lanes,
            Svg.Text("mute", Edge, y + 12,
                $"FlagDashboard · race {id}"
                + (pictures.LeftOut > 0 ? $" · {pictures.LeftOut} flags are left out: deleted, or too large" : "")));
        return Bytes(root);
    }

    private static XElement LegendOf(RaceState race)
    {
        var legend = new XElement(Svg.Xml + "g", new XAttribute("class", "legend"));
        var x = Edge;
        foreach (var style in BarStyles.Legend(isDownload: race.Plan is not null))
        {
            var isLine = style.Pattern == BarPattern.Line;
            var text = $"{style.Word} {SvgTheme.SignOf(style)}".TrimEnd();
            legend.Add(Svg.Rect(style.Class, x, isLine ? 81 : 76, 26, isLine ? 2 : 12), Svg.Text("", x + 32, 86.5, text));
            x += 52 + (text.Length * SvgScale.Letter);
        }

        return legend;
    }

    private static XElement Symbol(string id, string uri) => new(
        Svg.Xml + "symbol", new XAttribute("id", id), new XAttribute("viewBox", "0 0 4 3"),
        new XElement(Svg.Xml + "image", new XAttribute("href", uri), Svg.At("width", 4), Svg.At("height", 3)));

    private static byte[] Bytes(XElement root)
    {
        using var svg = new MemoryStream();
        using (var writer = XmlWriter.Create(
            svg, new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "", NewLineChars = "\n" }))
            root.WriteTo(writer);
        return svg.ToArray();
    }
}
