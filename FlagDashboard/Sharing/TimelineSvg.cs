using System.Text;
using System.Xml;
using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Exports the timeline of a race as a self-contained SVG with the bars and the axis of the page.</summary>
internal static class TimelineSvg
{
    private const double Width = 1280;
    private const double Margin = 24;

    /// <summary>Draws the timeline. Open bars end at the last event. The output depends only on the arguments.</summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="race">The fold of the race, which may still be running.</param>
    /// <param name="rows">The layout of the lanes.</param>
    /// <param name="theme">The colours and patterns.</param>
    /// <param name="images">The flags to embed.</param>
    public static byte[] Of(string id, RaceState race, RowLayout rows, SvgTheme theme, EmbeddedImages images)
    {
        var axis = race.FinishedAt is { } end ? TimeAxis.ForFinishedRace(end) : TimeAxis.ForRunningRace(race.LastEventAtMs);
        var flags = images.ByImage.Keys.Select((image, number) => (image, number))
            .ToDictionary(flag => flag.image, flag => $"flag-{flag.number}");
        var results = RaceResults.Of(race);
        var scale = new SvgScale(axis, Margin, Width - Margin, SvgLane.LabelWidth(race, rows));
        var y = 118.0;
        var lanes = new List<XElement>();
        foreach (var run in race.Runs)
        {
            var lane = new SvgLane(run, rows, scale, race.LastEventAtMs, results.For(run)?.SpeedUp, flags);
            lanes.Add(lane.Draw(y));
            y += lane.Height + 10;
        }

        var omitted = images.OmittedCount > 0 ? $" · {images.OmittedCount} flags are left out: deleted, or too large" : "";
        var root = new XElement(
            Svg.Xml + "svg", Svg.Attribute("width", Width), Svg.Attribute("height", y + 30),
                new XAttribute("viewBox", $"0 0 {Css.Number(Width)} {Css.Number(y + 30)}"), new XAttribute("role", "img"),
            Svg.Title($"{RaceDescription.Title(race)}: {RaceDescription.Status(race)}"),
            new XElement(Svg.Xml + "defs", new XElement(Svg.Xml + "style", theme.Css()), theme.Patterns(),
                images.ByImage.Select(flag => Symbol(flags[flag.Key], flag.Value))),
            new XElement(Svg.Xml + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"),
                new XAttribute("fill", theme.Page)),
            Svg.Text("title", Margin, 38, RaceDescription.Title(race)),
            Svg.Text("mute", Margin, 60,
                string.Join(" · ", new[] { RaceDescription.SettingsSummary(race), RaceDescription.Status(race) }
                    .Where(text => text.Length > 0))),
            LegendOf(race),
            axis.Ticks().Select(tick =>
                Svg.Text(scale.X(tick) > Width - 60 ? "mute end" : "mute mid", Math.Min(scale.X(tick), Width - Margin), 110,
                axis.Label(tick))),
            lanes,
            Svg.Text("mute", Margin, y + 12, $"FlagDashboard · race {id}{omitted}"));
        return Bytes(root);
    }

    private static XElement LegendOf(RaceState race)
    {
        var legend = new XElement(Svg.Xml + "g", new XAttribute("class", "legend"));
        var x = Margin;
        foreach (var style in BarStyles.Legend(isDownload: race.Plan is not null))
        {
            var isLine = style.Pattern == BarPattern.Line;
            var text = $"{style.Word} {SvgTheme.SignOf(style)}".TrimEnd();
            legend.Add(Svg.Rect(style.Class, x, isLine ? 81 : 76, 26, isLine ? 2 : 12), Svg.Text("", x + 32, 86.5, text));
            x += 52 + (text.Length * SvgScale.LetterWidth);
        }

        return legend;
    }

    private static XElement Symbol(string id, string uri) => new(
        Svg.Xml + "symbol", new XAttribute("id", id), new XAttribute("viewBox", "0 0 4 3"),
        new XElement(Svg.Xml + "image", new XAttribute("href", uri), Svg.Attribute("width", 4), Svg.Attribute("height", 3)));

    private static byte[] Bytes(XElement root)
    {
        using var svg = new MemoryStream();
        using (var writer = XmlWriter.Create(
            svg, new() { Encoding = new UTF8Encoding(false), Indent = true, IndentChars = "", NewLineChars = "\n" }))
            root.WriteTo(writer);
        return svg.ToArray();
    }
}
