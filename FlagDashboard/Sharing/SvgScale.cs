using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>From times to places, in px.</summary>
/// <param name="Axis">The axis of all lanes.</param>
/// <param name="Left">Where a lane begins.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Labels">How wide the names of its rows are.</param>
internal sealed record SvgScale(TimeAxis Axis, double Left, double Right, double Labels)
{
    /// <summary>About the width of a letter: whoever opens the file has fonts of their own.</summary>
    public const double Letter = 7.2;

    /// <summary>Where a time is.</summary>
    public double X(double ms) => Left + Labels + ((ms - Axis.FromMs) / Axis.SpanMs * (Right - 12 - Left - Labels));
}
