using System.Globalization;

namespace FlagDashboard.Sharing;

/// <summary>Numbers as CSS and SVG want them, whatever the culture.</summary>
public static class Css
{
    /// <summary>At most three decimals, with a point.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The position of a time, or the width of a duration, in ms, in a track that is one second wide.</summary>
    public static string Percent(double ms) => (ms / 10).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
