using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Draws the header of an exported picture: the title, the settings, the verdict, the legend and the labels of the axis.</summary>
/// <param name="race">The race.</param>
/// <param name="texts">The texts in the language of the file.</param>
/// <param name="scale">The scale from times to positions.</param>
/// <param name="rows">The layout of the lanes.</param>
internal sealed class SvgHeader(RaceState race, RaceDescription texts, SvgTimeScale scale, RowLayout rows)
{
    private const double SummaryBottom = 60;
    private const double LineHeight = 18;

    // The width of a letter in the headline, as a multiple of the width in other texts. The headline is larger and bolder.
    private const double HeadlineLetterRatio = 1.3;

    private readonly IReadOnlyList<string> _headline =
        [.. Svg.Wrap(texts.VerdictHeadline ?? "", (scale.LaneRight - scale.LaneLeft) / HeadlineLetterRatio)];

    private readonly IReadOnlyList<string> _reason = [.. Svg.Wrap(texts.VerdictReason ?? "", scale.LaneRight - scale.LaneLeft)];

    /// <summary>The height of the header, in px.</summary>
    public double Height => VerdictBottom + 58;

    private double VerdictBottom => SummaryBottom + ((_headline.Count + _reason.Count) * LineHeight) + (_headline.Count > 0 ? 8 : 0);

    /// <summary>Draws the elements of the header.</summary>
    public IEnumerable<XElement> Draw()
    {
        yield return Svg.Text("title", scale.LaneLeft, 38, texts.Title);
        yield return Svg.Text("mute", scale.LaneLeft, SummaryBottom, texts.Summary);
        var y = SummaryBottom + 8;
        foreach (var line in _headline)
            yield return Svg.Text("verdict", scale.LaneLeft, y += LineHeight, line);
        foreach (var line in _reason)
            yield return Svg.Text("", scale.LaneLeft, y += LineHeight, line);
        yield return Legend(VerdictBottom + 16);
        foreach (var tick in scale.Axis.TickTimesMs())
        {
            yield return Svg.Text(
                scale.X(tick) > scale.LaneRight - 36
                    ? "mute end" : "mute mid", Math.Min(scale.X(tick), scale.LaneRight), VerdictBottom + 50,
                scale.Axis.Label(tick));
        }
    }

    private XElement Legend(double y)
    {
        var legend = new XElement(Svg.Namespace + "g", new XAttribute("class", "legend"));
        var x = scale.LaneLeft;
        foreach (var entry in RaceLegend.Of([race], rows).Where(entry => entry is { Kind: not null, SwatchClass: not null }))
        {
            var style = BarStyles.Of(entry.Kind!.Value);
            var isLine = style.Pattern == BarPattern.ThinLine;
            var text = $"{texts.Localize(entry.Word)} {SvgTheme.SignOf(style)}".TrimEnd();
            legend.Add(Svg.Rect(style.CssClass, x, isLine ? y + 5 : y, 26, isLine ? 2 : 12), Svg.Text("", x + 32, y + 10.5, text));
            x += 52 + SvgTimeScale.WidthOf(text);
        }

        if (race.Runs.Any(run => run.FinishedAtMs is not null))
        {
            legend.Add(Svg.Line("through", x + 6, y - 1, x + 6, y + 13), Svg.Text("", x + 14, y + 10.5, texts.Localize("end of the run")));
        }

        return legend;
    }
}
