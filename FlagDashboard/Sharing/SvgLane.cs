using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Draws the lane of one run.</summary>
/// <param name="run">The run.</param>
/// <param name="rows">The layout of the lane.</param>
/// <param name="scale">The scale from times to positions.</param>
/// <param name="nowMs">The time at which open bars end, in ms.</param>
/// <param name="speedUp">The speed-up against the baseline; null if it is not known.</param>
/// <param name="texts">The texts in the language of the file.</param>
/// <param name="flags">The ids of the SVG symbols of the flags, by image id.</param>
internal sealed class SvgLane(
    RunState run, RowLayout rows, SvgTimeScale scale, double nowMs, double? speedUp, RaceDescription texts,
    IReadOnlyDictionary<string, string> flags)
{
    private const int MaxLabelLength = 24;
    private const double MinTextHeight = 14;
    private const double Padding = 12;
    private const double HeaderHeight = 34;

    // The estimated width of a letter in the lane's title, as a multiple of the width in other texts. The title is larger.
    private const double ModeLetterRatio = 8.8 / SvgTimeScale.LetterWidth;

    private readonly IReadOnlyList<string> _labels = LabelsOf(run, rows, texts);

    // The translated words for the kinds of bars. Cached, because the titles of thousands of bars contain them.
    private readonly IReadOnlyList<string> _words = [.. BarStyles.All.Select(style => texts.Localize(style.Word))];

    private readonly HeldBand? _band = HeldBand.Of(run, rows);

    private readonly SvgReceivedStrip _strip = new(run, scale, texts, flags);

    /// <summary>The height of the lane, in px.</summary>
    public double Height => RowsBottom + _strip.Height + Padding;

    private double RowsBottom => BandTop + BandHeight;

    private double BandTop => RowsTop + (_labels.Count * RowHeight);

    private double BandHeight => _band is null ? 0 : HeldBand.HeightInRows * RowHeight;

    private double RowsTop => HeaderHeight + (FailureText is null ? 0 : 18);

    // Rows get lower as their number grows. A lane with more than 64 rows has no text, because its rows are too low.
    private double RowHeight => _labels.Count switch { <= 24 => 22, <= 64 => 16, <= 130 => 8, _ => 4 };

    private bool HasText => RowHeight >= MinTextHeight;

    private string? FailureText => run.Outcome == Outcome.Error
        ? run.EarlyEndCause is { } by
            ? texts.Localize("Ended early by {0}: {1}", texts.LocalizeLogText(by.Label), texts.LocalizeLogText(run.FailureReason ?? ""))
            : texts.Localize("Ended early: {0}", texts.LocalizeLogText(run.FailureReason ?? ""))
        : null;

    /// <summary>The width of the column with the names of rows, in px.</summary>
    public static double LabelWidth(RaceState race, RowLayout rows, RaceDescription texts) => Padding + 8 + Math.Min(
        MaxLabelLength * SvgTimeScale.LetterWidth,
        race.Runs.SelectMany(run => LabelsOf(run, rows, texts)).Select(SvgTimeScale.WidthOf).DefaultIfEmpty(0).Max());

    /// <summary>Draws the elements of the lane, one by one, <paramref name="y"/> px below the top of the picture.</summary>
    public IEnumerable<XElement> Draw(double y) => DrawHeader(y)
        .Concat(Bars.Of(run, rows).Select(bar => DrawBar(bar, y + RowsTop, RowHeight)))
        .Concat(DrawBand(y + BandTop))
        .Concat(InterventionMarks.Of(run, rows).Select(mark => DrawMark(mark, y + RowsTop)))
        .Concat(run.FinishedAtMs is { } end
            ? [Svg.Line("through", scale.X(end), y + RowsTop - 4, scale.X(end), y + RowsBottom)]
            : [])
        .Concat(_strip.Draw(y + RowsBottom));

    private IEnumerable<XElement> DrawHeader(double y)
    {
        var (left, right) = (scale.LaneLeft, scale.LaneRight - Padding);
        yield return Svg.Rect("panel", left, y, scale.LaneRight - left, Height, Svg.Attribute("rx", 10));
        foreach (var tick in scale.Axis.TickTimesMs())
            yield return Svg.Line("grid", scale.X(tick), y + RowsTop, scale.X(tick), y + RowsBottom);
        var title = texts.Localize(run.Info.Title);
        yield return Svg.Text("mode", left + Padding, y + 23, title);
        yield return Svg.Text("mute", left + Padding + 16 + (SvgTimeScale.WidthOf(title) * ModeLetterRatio), y + 23, Subtitle);
        if (run.StartedAtMs is { } began && !run.Info.IsAuxiliary)
            yield return Svg.Text("clock end", right, y + 24, texts.FormatSeconds((run.FinishedAtMs ?? nowMs) - began));
        if (FailureText is not null)
            yield return Svg.Text("why", left + Padding, y + 42, Svg.Truncate("⚠ " + FailureText, 150));
        for (var row = 0; HasText && row < _labels.Count; row++)
        {
            yield return Svg.Text(
                "mute", left + Padding, y + RowsTop + ((row + 0.5) * RowHeight) + 4, Svg.Truncate(_labels[row], MaxLabelLength));
        }
    }

    private IEnumerable<XElement> DrawBand(double top)
    {
        if (_band is null)
            yield break;
        if (HasText)
            yield return Svg.Text("mute", scale.LaneLeft + Padding, top + (BandHeight / 2) + 4, texts.Localize("held"));
        foreach (var bar in _band.Bars)
            yield return DrawBar(bar, top, BandHeight / _band.SlotCount);
    }

    private string Subtitle => run.Info.IsAuxiliary ? texts.Localize(run.Info.Summary) : string.Join(" · ", new[]
    {
        WorkerCountText.Of(run.Info, run.Workers).Localize(texts.Translate),
        run.StartedAtMs is null ? texts.Localize("not started") : texts.OutcomeCountsOf(run),
        speedUp is { } factor ? new Sentence("{0} as fast", new FactorArg(factor)).Localize(texts.Translate) : null,
        run.Outcome == Outcome.Cancelled ? texts.Localize("cancelled")
            : run.InterruptedAtMs is not null ? texts.Localize("interrupted") : null,
    }.OfType<string>());

    private XElement DrawBar(Bar bar, double top, double rowHeight)
    {
        var style = BarStyles.Of(bar.Kind);
        var (from, to) = (scale.X(bar.FromMs), scale.X(bar.ToMs ?? nowMs));
        var thin = style.Pattern == BarPattern.ThinLine;
        var (y, height) = thin ? (top + ((bar.Row + 0.5) * rowHeight) - 0.75, 1.5)
            : (top + (bar.Row * rowHeight) + Math.Min(1, rowHeight / 8), rowHeight - Math.Min(2, rowHeight / 4));
        var width = Math.Max(to - from, thin || bar.Kind == BarKind.Held ? 0 : 1.5);
        var endText = bar.ToMs is { } end ? texts.FormatSeconds(end) : texts.Localize("still");
        var drawn = new XElement(
            Svg.Namespace + "g", new XAttribute("class", "bar"),
            Svg.Title($"{NameOf(bar)}: {_words[(int)style.Kind]}, {texts.FormatSeconds(bar.FromMs)} – {endText}"),
            // Bars of the kind Held show, for example, a result that waits to be received. If such a bar is narrower than 1.5 px, only its
            // border would show, so the bar is made invisible.
            Svg.Rect(bar.Kind == BarKind.Held && width < 1.5 ? "none" : style.CssClass, from, y, width, height));
        if (bar.Label is { } label && rowHeight >= MinTextHeight)
            drawn.Add(Content(texts.LocalizeLogText(label), style, bar.ImageHash, from, y, width, height));
        return drawn;
    }

    private XElement DrawMark(InterventionMark mark, double top)
    {
        var size = Math.Min(RowHeight - 1, 8);
        var (x, y) = (CssFormat.Number(scale.X(mark.DrawnAtMs)), CssFormat.Number(top + (mark.Row * RowHeight) + size));
        var (half, full) = (CssFormat.Number(size * 0.6), CssFormat.Number(size * 1.2));
        return new XElement(
            Svg.Namespace + "path", new XAttribute("class", "mark"),
            new XAttribute("d", $"M{x} {y}l{half} -{CssFormat.Number(size)}h-{full}z"),
            Svg.Title(InterventionText.Localize(mark.Intervention, texts.Translate)));
    }

    private static IReadOnlyList<string> LabelsOf(RunState run, RowLayout rows, RaceDescription texts) =>
        [.. Bars.RowLabels(run, rows).Select(texts.LocalizeLogText)];

    private string NameOf(Bar bar) => texts.LocalizeLogText(
        bar.FutureOrPhaseNumber >= 0
            ? run.Futures[bar.FutureOrPhaseNumber].Label : run.WorkerPhases[Bar.NegatePhaseNumber(bar.FutureOrPhaseNumber)].Name);

    // Draws the flag if it fits into the bar. The rest of the bar gets the longest text that fits: label and sign, the label alone, or the
    // sign alone.
    private IEnumerable<XElement> Content(string label, BarStyle style, string? image, double x, double y, double width, double height)
    {
        var flag = (height - 4) * 4 / 3;
        var remainingWidth = width - 6;
        if (image is not null && flags.TryGetValue(image, out var symbol) && remainingWidth >= flag - 2)
        {
            yield return new XElement(
                Svg.Namespace + "use", new XAttribute("href", "#" + symbol), Svg.Attribute("x", x + 3), Svg.Attribute("y", y + 2),
                Svg.Attribute("width", flag), Svg.Attribute("height", height - 4));
            (x, remainingWidth) = (x + flag + 4, remainingWidth - flag - 4);
        }

        var sign = SvgTheme.SignOf(style);
        string[] texts = [$"{label} {sign}".TrimEnd(), label, sign];
        if (texts.FirstOrDefault(text => text.Length > 0 && SvgTimeScale.WidthOf(text) <= remainingWidth) is { } text)
            yield return Svg.Text($"t-{style.CssClass}", x + 3, y + (height / 2) + 4.2, text);
    }
}
