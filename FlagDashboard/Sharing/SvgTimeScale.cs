using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Converts times to horizontal positions in px.</summary>
/// <param name="Axis">The time axis that all lanes share.</param>
/// <param name="LaneLeft">The left edge of a lane, in px.</param>
/// <param name="LaneRight">The right edge of a lane, in px.</param>
/// <param name="RowLabelWidth">The width of the column with the names of rows, in px.</param>
internal sealed record SvgTimeScale(TimeAxis Axis, double LaneLeft, double LaneRight, double RowLabelWidth)
{
    /// <summary>The estimated width of a letter, in px. The real width depends on the fonts of the reader, which are not known.</summary>
    public const double LetterWidth = 7.2;

    // The estimated width of a Chinese character and of other wide ones, in px.
    private const double WideLetterWidth = 12.5;

    /// <summary>The estimated width of a text of 12 px, in px.</summary>
    public static double WidthOf(string text)
    {
        var width = 0.0;
        foreach (var letter in text)
            width += IsWide(letter) ? WideLetterWidth : LetterWidth;
        return width;
    }

    /// <summary>Whether a character is as wide as it is high, as in Chinese. A line may break after it.</summary>
    public static bool IsWide(char letter) => letter >= '\u2E80';

    /// <summary>The horizontal position of a time in ms.</summary>
    public double X(double ms) => LaneLeft + RowLabelWidth + (Axis.ShareOf(ms) * (LaneRight - 12 - LaneLeft - RowLabelWidth));
}
