using System.Text;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Curves as SVG path data.</summary>
internal static class SvgPath
{
    // A deviation, in ms of time left, that nobody can see.
    private const double ToleranceMs = 0.05;

    // The side of the square that a sweep is drawn in.
    private const double Side = 1000;

    /// <summary>
    /// A curve of estimates: x in ms since the race began, y in ms left, upwards (negative), both to a tenth of a ms. Points on a
    /// straight line with their neighbours are left out.
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

    /// <summary>The curve of a sweep in a square of 1000 with 0 at its top left.</summary>
    public static string Of(Sweep sweep) => string.Join(' ', sweep.Points.Select((point, i) =>
        $"{(i == 0 ? 'M' : 'L')}{Css.Number(Side * sweep.X(point.Workers))} {Css.Number(Side * (1 - sweep.Y(point.Ms)))}"));

    private static bool IsBetween(EstimatePoint before, EstimatePoint point, EstimatePoint after)
    {
        var share = (point.AtMs - before.AtMs) / (after.AtMs - before.AtMs);
        return Math.Abs(before.LeftMs + (share * (after.LeftMs - before.LeftMs)) - point.LeftMs) < ToleranceMs;
    }
}
