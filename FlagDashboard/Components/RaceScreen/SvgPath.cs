using System.Globalization;
using System.Text;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Writes curves as SVG path data.</summary>
internal static class SvgPath
{
    // A point is left out if it is less than this distance above or below the line between its neighbours. Nobody can see a difference of
    // 0.05 ms.
    private const double ToleranceMs = 0.05;

    // The curve of time over workers is drawn in a square of 1000 × 1000 units. The page stretches the square to the size of the chart.
    private const double Side = 1000;

    /// <summary>
    /// Returns the curve of estimates: x is the time since the race began and y the negative time left, because y grows downwards in SVG.
    /// Both are rounded to a tenth of a ms. Points on a straight line between their neighbours are left out.
    /// </summary>
    public static string Of(IReadOnlyList<TimeLeftPoint> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && i < points.Count - 1 && IsBetween(points[i - 1], points[i], points[i + 1]))
                continue;
            path.Append(i == 0 ? 'M' : 'L').Append(CssFormat.Number(Math.Round(points[i].AtMs, 1)))
                .Append(' ').Append(CssFormat.Number(0 - Math.Round(points[i].LeftMs, 1)));
        }

        return path.ToString();
    }

    /// <summary>Returns the curve of a sweep in a square with sides of 1000 units and the origin at its top left.</summary>
    public static string Of(Sweep sweep) => string.Join(' ', sweep.Points.Select((point, i) =>
        $"{(i == 0 ? 'M' : 'L')}{CssFormat.Number(Side * sweep.XShareOf(point.Workers))} "
                + $"{CssFormat.Number(Side * (1 - sweep.HeightShareOf(point.ElapsedMs)))}"));

    /// <summary>
    /// Returns ranges of columns as a dashed line, whose stroke is as wide as the ticks are high. Each column is one unit wide. All numbers
    /// are relative, because small numbers that repeat compress to half the bytes of rectangles.
    /// </summary>
    /// <param name="ranges">The ranges of columns, in their order.</param>
    /// <param name="y">The y coordinate of the line.</param>
    public static string Of(IEnumerable<ColumnRange> ranges, double y)
    {
        var path = new StringBuilder($"M0 {CssFormat.Number(y)}");
        var end = 0;
        foreach (var range in ranges)
        {
            path.Append(CultureInfo.InvariantCulture, $"m{range.First - end} 0h{range.Count}");
            end = range.First + range.Count;
        }

        return path.ToString();
    }

    private static bool IsBetween(TimeLeftPoint before, TimeLeftPoint point, TimeLeftPoint after)
    {
        var share = (point.AtMs - before.AtMs) / (after.AtMs - before.AtMs);
        return Math.Abs(before.LeftMs + (share * (after.LeftMs - before.LeftMs)) - point.LeftMs) < ToleranceMs;
    }
}
