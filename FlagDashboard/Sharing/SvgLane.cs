using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>One run, drawn.</summary>
/// <param name="run">The run.</param>
/// <param name="rows">How it is laid out.</param>
/// <param name="scale">Where its times are.</param>
/// <param name="nowMs">Where what is open ends, in ms.</param>
/// <param name="speedUp">How many times faster than the baseline; null where that is not known.</param>
/// <param name="flags">The ids of the flags' symbols, by content.</param>
internal sealed class SvgLane(
    RunState run, RowLayout rows, SvgScale scale, double nowMs, double? speedUp, IReadOnlyDictionary<string, string> flags)
{
    private const int MaxLabelLength = 24;
    private const double Pad = 12;
    private const double Head = 34;

    private readonly IReadOnlyList<string> _labels = Bars.RowLabels(run, rows);

    /// <summary>How high it is, in px.</summary>
    public double Height => Top + (_labels.Count * Row) + Pad;

    private double Top => Head + (Why is null ? 0 : 18);

    // Down to where text has room, and beyond that as thin as many rows have to be.
    private double Row => _labels.Count switch { <= 24 => 22, <= 64 => 16, <= 130 => 8, _ => 4 };

    private bool HasText => Row >= 16;

    private string? Why => run.Outcome == Outcome.Error ? $"Ended early{(run.EndedBy is { } by ? $" by {by.Label}" : "")}: {run.Reason}"
        : null;

    /// <summary>How much room the names of all rows take, in px.</summary>
    public static double LabelWidth(RaceState race, RowLayout rows) => Pad + 8 + (SvgScale.Letter * Math.Min(
        MaxLabelLength, race.Runs.SelectMany(run => Bars.RowLabels(run, rows)).Select(label => label.Length).DefaultIfEmpty(0).Max()));

    /// <summary>Draws it, <paramref name="y"/> px from the top.</summary>
    public XElement Draw(double y)
    {
        var (left, right, bottom) = (scale.Left, scale.Right - Pad, y + Height);
        var lane = new XElement(
            Svg.Xml + "g", new XAttribute("class", "lane"), Svg.Rect("panel", left, y, scale.Right - left, Height, Svg.At("rx", 10)));
        lane.Add(scale.Axis.Ticks().Select(tick => Svg.Line("grid", scale.X(tick), y + Top, scale.X(tick), bottom - Pad)));
        lane.Add(Svg.Text("mode", left + Pad, y + 23, run.Info.Title));
        lane.Add(Svg.Text("mute", left + Pad + 16 + (run.Info.Title.Length * 8.8), y + 23, About));
        if (run.StartedAt is { } began && !run.Info.IsAuxiliary)
            lane.Add(Svg.Text("clock end", right, y + 24, RaceDescription.Seconds((run.FinishedAt ?? nowMs) - began)));
        if (Why is not null)
            lane.Add(Svg.Text("why", left + Pad, y + 42, Svg.Cut("⚠ " + Why, 150)));
        if (HasText)
            lane.Add(_labels.Select(
                (label, row) => Svg.Text("mute", left + Pad, y + Top + ((row + 0.5) * Row) + 4, Svg.Cut(label, MaxLabelLength))));
        lane.Add(Bars.Of(run, rows).Select(bar => Draw(bar, y + Top)));
        if (run.FinishedAt is { } end)
            lane.Add(Svg.Line("through", scale.X(end), y + Top - 4, scale.X(end), bottom - Pad));
        return lane;
    }

    private string About => run.Info.IsAuxiliary ? run.Info.Summary : string.Join(" · ", new[]
    {
        Quantity.Workers(run.Workers).ToString(),
        run.StartedAt is null ? "not begun" : RaceDescription.Counts(run),
        speedUp is { } faster ? FormattableString.Invariant($"×{faster:0.0}") : null,
        run.Outcome == Outcome.Cancelled ? "cancelled" : run.InterruptedAt is not null ? "interrupted" : null,
    }.OfType<string>());

    private XElement Draw(Bar bar, double top)
    {
        var style = BarStyles.Of(bar.Kind);
        var (from, to) = (scale.X(bar.FromMs), scale.X(bar.ToMs ?? nowMs));
        var thin = style.Pattern == BarPattern.Line;
        var (y, height) = thin ? (top + ((bar.Row + 0.5) * Row) - 0.75, 1.5) : (top + (bar.Row * Row) + 1, Row - 2);
        var width = Math.Max(to - from, thin || bar.Kind == BarKind.Held ? 0 : 1.5);
        var drawn = new XElement(
            Svg.Xml + "g", new XAttribute("class", "bar"),
            Svg.Title(
                $"{Name(bar)}: {style.Word}, {RaceDescription.Seconds(bar.FromMs)} – "
                + (bar.ToMs is { } end ? RaceDescription.Seconds(end) : "still")),
            // A result that was held for almost no time is not drawn, because only the edges of its bar would be visible.
            Svg.Rect(bar.Kind == BarKind.Held && width < 1.5 ? "none" : style.Class, from, y, width, height));
        if (bar.Label is { } label && HasText)
            drawn.Add(Content(label, style, bar.Image, from, y, width, height));
        return drawn;
    }

    private string Name(Bar bar) => bar.Future >= 0 ? run.Futures[bar.Future].Label : run.Phases[Bar.PhaseOf(bar.Future)].Name;

    // Whole, or not there.
    private IEnumerable<XElement> Content(string label, BarStyle style, string? image, double x, double y, double width, double height)
    {
        var flag = (height - 4) * 4 / 3;
        var room = width - 6;
        if (image is not null && flags.TryGetValue(image, out var symbol) && room >= flag - 2)
        {
            yield return new XElement(
                Svg.Xml + "use", new XAttribute("href", "#" + symbol), Svg.At("x", x + 3), Svg.At("y", y + 2), Svg.At("width", flag),
                    Svg.At("height", height - 4));
            (x, room) = (x + flag + 4, room - flag - 4);
        }

        var sign = SvgTheme.SignOf(style);
        string[] texts = [$"{label} {sign}".TrimEnd(), label, sign];
        if (texts.FirstOrDefault(text => text.Length > 0 && text.Length * SvgScale.Letter <= room) is { } text)
            yield return Svg.Text($"t-{style.Class}", x + 3, y + (height / 2) + 4.2, text);
    }
}
