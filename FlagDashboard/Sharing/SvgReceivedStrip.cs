using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Draws the strip of received flags below the bars of a lane, as the page does.</summary>
/// <param name="run">The run.</param>
/// <param name="scale">The scale, which has the edges of the lane.</param>
/// <param name="texts">The texts in the language of the file.</param>
/// <param name="flags">The ids of the SVG symbols of the flags, by image id.</param>
internal sealed class SvgReceivedStrip(
    RunState run, SvgTimeScale scale, RaceDescription texts, IReadOnlyDictionary<string, string> flags)
{
    private const double Padding = 12;
    private const double Gap = 3;
    private const double MaxCellWidth = 110;

    private readonly string _title = texts.Localize("received, in order");

    // Cells get smaller as their number grows. Only large cells have room for a name.
    private readonly double _cellHeight = run.Futures.Count switch { <= 60 => 21, <= 250 => 15, _ => 9 };

    /// <summary>The height of the strip with the space above it, in px; 0 if the run has no strip.</summary>
    public double Height => IsEmpty ? 0 : 8 + (Rows * (_cellHeight + Gap));

    private bool IsEmpty => run.Info.IsAuxiliary || run.Futures.Count == 0;

    private double Left => scale.LaneLeft + Padding + SvgTimeScale.WidthOf(_title) + 8;

    private double CellWidth { get; } = CellWidthOf(run, texts);

    private int PerRow => Math.Max(1, (int)((scale.LaneRight - Padding - Left + Gap) / (CellWidth + Gap)));

    private int Rows => (run.Futures.Count + PerRow - 1) / PerRow;

    /// <summary>Draws the cells, one by one, <paramref name="y"/> px below the top of the picture.</summary>
    public IEnumerable<XElement> Draw(double y)
    {
        if (IsEmpty)
            yield break;
        yield return Svg.Text("mute", scale.LaneLeft + Padding, y + 8 + Math.Max(_cellHeight / 2, 7) + 4, _title);
        foreach (var (number, cell) in ReceivedStrip.Of(run, run.Info.ReceiveOrder).Cells.Index())
        {
            var (row, column) = Math.DivRem(number, PerRow);
            yield return Draw(cell, Left + (column * (CellWidth + Gap)), y + 8 + (row * (_cellHeight + Gap)));
        }
    }

    // Returns the width of each cell, in px. It is the width of a flag: four thirds of the height. With at most 60 futures, cells without a
    // flag show a name, and if the longest of these names needs more room, all cells get the width of this name.
    private static double CellWidthOf(RunState run, RaceDescription texts) => run.Futures.Count switch
    {
        > 250 => 12,
        > 60 => 20,
        _ => Math.Clamp(
            run.Futures.Where(future => future.ImageHash is null && future.Label.Length > 2)
                .Select(future => SvgTimeScale.WidthOf(texts.LocalizeLogText(future.Label)) + 6).DefaultIfEmpty(0).Max(), 28, MaxCellWidth),
    };

    private XElement Draw(ReceivedCell cell, double x, double y)
    {
        var drawn = new XElement(Svg.Namespace + "g", new XAttribute("class", "strip"));
        if (cell.Future is not { } future)
        {
            drawn.Add(Svg.Rect("cell", x, y, CellWidth, _cellHeight));
            return drawn;
        }

        var label = texts.LocalizeLogText(future.Label);
        var flag = cell.Kind is ReceivedCellKind.Received or ReceivedCellKind.Held
            ? flags.GetValueOrDefault(future.ImageHash ?? "") : null;
        drawn.Add(Svg.Title($"{label}: {WordOf(cell.Kind, future)}"), Svg.Rect(ClassOf(cell.Kind, future), x, y, CellWidth, _cellHeight));
        if (flag is not null)
        {
            var isHeld = cell.Kind == ReceivedCellKind.Held;
            drawn.Add(new XElement(
                Svg.Namespace + "use", new XAttribute("href", "#" + flag), Svg.Attribute("x", x), Svg.Attribute("y", y),
                Svg.Attribute("width", CellWidth), Svg.Attribute("height", _cellHeight),
                isHeld ? new XAttribute("opacity", "0.5") : null));
            return drawn;
        }

        var sign = BarStyles.SignOfFailure(future);
        string[] names = cell.Kind == ReceivedCellKind.Failed ? [$"{sign}{label}", sign] : [label];
        if (_cellHeight >= 15 && Array.Find(names, name => SvgTimeScale.WidthOf(name) <= CellWidth - 2) is { } name)
            drawn.Add(Svg.Text("mid", x + (CellWidth / 2), y + (_cellHeight / 2) + 4.2, name));
        return drawn;
    }

    private string WordOf(ReceivedCellKind kind, FutureRecord future) => kind switch
    {
        ReceivedCellKind.Held => texts.Localize("held: not yet received"),
        ReceivedCellKind.HeadOfLine => texts.Localize("awaited"),
        ReceivedCellKind.Failed => future.Status == Outcome.NotFound ? texts.Localize("not found") : texts.Localize("error"),
        ReceivedCellKind.Cancelled => texts.Localize("cancelled"),
        _ => texts.Localize("received"),
    };

    private static string ClassOf(ReceivedCellKind kind, FutureRecord future) => kind switch
    {
        ReceivedCellKind.Held => BarStyles.Of(BarKind.Held).CssClass,
        ReceivedCellKind.HeadOfLine => "cell awaited",
        ReceivedCellKind.Failed => future.Status == Outcome.NotFound ? "cell missing" : "cell failed",
        ReceivedCellKind.Cancelled => "cell given-up",
        _ => "cell got",
    };
}
