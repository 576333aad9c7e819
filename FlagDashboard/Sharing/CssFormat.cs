using System.Globalization;

namespace FlagDashboard.Sharing;

/// <summary>Formats numbers for CSS and SVG, independently of the culture.</summary>
public static class CssFormat
{
    /// <summary>A number with at most three decimals and a decimal point.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Converts a duration in ms to seconds, with at most six decimals.</summary>
    public static string SecondsNumber(double ms) => (ms / 1000).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Converts a time or duration in ms to a percentage of the width of a track that is one second long.</summary>
    public static string PercentOfSecond(double ms) => (ms / 10).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
