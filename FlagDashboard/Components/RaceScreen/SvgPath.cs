using System.Globalization;
using System.Text;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Writes curves as SVG path data.</summary>
internal static class SvgPath
{
    // A point of the curve is left out if it is nearer than this to the line between its neighbours. Nobody can see a difference of 0.05
    // ms.
    private const double ToleranceMs = 0.05;

    // The curve of a sweep is written for a square whose sides have 1000 units. The page scales this square.
    private const double Side = 1000;

    /// <summary>
    /// The curve of estimates, with x in ms since the race began and y in ms left. The y values are negative because y grows downwards in
    /// SVG. Both are rounded to a tenth of a ms, and points on a straight line between their neighbours are left out.
    /// </summary>
    public static string Of(IReadOnlyList<EstimatePoint> points)
    {
        var path = new StringBuilder();
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && i < points.Count - 1 && IsBetween(points[i - 1], points[i], points[i + 1]))
                continue;
            path.Append(i == 0 ? 'M' : 'L').Append(Css.Number(Math.Round(points[i].AtMs, 1)))
                .Append(' ').Append(Css.Number(0 - Math.Round(points[i].LeftMs, 1)));
        }

        return path.ToString();
    }

    /// <summary>The curve of a sweep in a square with sides of 1000 and the origin at its top left.</summary>
    public static string Of(Sweep sweep) => string.Join(' ', sweep.Points.Select((point, i) =>
        $"{(i == 0 ? 'M' : 'L')}{Css.Number(Side * sweep.X(point.Workers))} {Css.Number(Side * (1 - sweep.HeightShareOf(point.Ms)))}"));

    /// <summary>Runs of columns as rectangles, each column one unit wide.</summary>
    /// <param name="runs">The runs of columns.</param>
    /// <param name="top">The top of the rectangles.</param>
    /// <param name="height">Their height.</param>
    public static string Of(IEnumerable<ColumnRange> runs, int top, int height) =>
        string.Concat(runs.Select(run => string.Create(
            CultureInfo.InvariantCulture, $"M{run.First} {top}h{run.Count}v{height}h-{run.Count}z")));

    private static bool IsBetween(EstimatePoint before, EstimatePoint point, EstimatePoint after)
    {
        var share = (point.AtMs - before.AtMs) / (after.AtMs - before.AtMs);
        return Math.Abs(before.LeftMs + (share * (after.LeftMs - before.LeftMs)) - point.LeftMs) < ToleranceMs;
    }
}
