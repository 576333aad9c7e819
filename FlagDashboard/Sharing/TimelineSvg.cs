using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>
/// Exports the timeline of a race as a self-contained SVG with the verdict, the bars, the received flags and the axis of the page.
/// </summary>
internal static class TimelineSvg
{
    private const double Width = 1280;
    private const double Margin = 24;
    private const double LaneGap = 10;

    /// <summary>
    /// Draws the timeline, element by element. Open bars end at the last event. The output depends only on the arguments. A chunk is valid
    /// until the next one is requested.
    /// </summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="race">The fold of the race, which may still be running.</param>
    /// <param name="rows">The layout of the lanes.</param>
    /// <param name="theme">The colours and patterns.</param>
    /// <param name="images">The flags to embed.</param>
    /// <param name="description">The texts about the race in the language of the file; null for English.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(
        string id, RaceState race, RowLayout rows, SvgTheme theme, EmbeddedImages images, RaceDescription? description = null)
    {
        var texts = description ?? new RaceDescription(race, ExportLanguage.English);
        var axis = TimeAxis.Of(race, race.LastEventAtMs);
        var flags =
            images.All.Select((image, number) => (image.Hash, number)).ToDictionary(flag => flag.Hash, flag => $"flag-{flag.number}");
        var results = RaceResults.Of(race);
        var scale = new SvgTimeScale(axis, Margin, Width - Margin, SvgLane.LabelWidth(race, rows, texts));
        var lanes = LaneOrder.Of(race).Select(lane =>
            new SvgLane(lane.Run, rows, scale, race.LastEventAtMs, results.ResultOf(lane.Run)?.SpeedUp, texts, flags)).ToList();
        var header = new SvgHeader(race, texts, scale, rows);
        var height = header.Height + lanes.Sum(lane => lane.Height + LaneGap) + 30;
        using var file = new XmlChunkWriter();
        file.WriteStartElement(
            "svg", Svg.Attribute("width", Width), Svg.Attribute("height", height),
            new("viewBox", $"0 0 {CssFormat.Number(Width)} {CssFormat.Number(height)}"), new("role", "img"),
            new("lang", texts.Language.Tag));
        file.WriteElement(Svg.Title($"{texts.Title}: {texts.Status}"));
        file.WriteStartElement("defs");
        file.WriteElement(new XElement(Svg.Namespace + "style", theme.Css()));
        foreach (var pattern in theme.Patterns())
            file.WriteElement(pattern);
        foreach (var piece in images.All.SelectMany(image => Symbol(file, flags[image.Hash], image)))
            yield return piece;
        file.WriteEndElement();
        file.WriteElement(new XElement(
            Svg.Namespace + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"),
                new XAttribute("fill", theme.PictureBackground)));
        foreach (var element in header.Draw())
            file.WriteElement(element);

        var y = header.Height;
        foreach (var lane in lanes)
        {
            file.WriteStartElement("g", new XAttribute("class", "lane"));
            foreach (var element in lane.Draw(y))
            {
                file.WriteElement(element);
                yield return file.TakeChunk();
            }

            file.WriteEndElement();
            y += lane.Height + LaneGap;
        }

        file.WriteElement(Svg.Text("mute", Margin, y + 12, images.OmittedCount > 0
            ? texts.Localize("FlagDashboard · race {0} · {1} flags are left out: deleted, or too large", id, images.OmittedCount)
            : texts.Localize("FlagDashboard · race {0}", id)));
        file.WriteEndElement();
        yield return file.TakeChunk();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Symbol(XmlChunkWriter file, string id, EmbeddedImage image)
    {
        file.WriteStartElement("symbol", new("id", id), new("viewBox", "0 0 4 3"));
        file.WriteStartElement("image");
        foreach (var piece in file.WriteAttribute("href", image.DataUriParts()))
            yield return piece;
        file.WriteAttributes(Svg.Attribute("width", 4), Svg.Attribute("height", 3));
        file.WriteEndElement();
        file.WriteEndElement();
    }
}
