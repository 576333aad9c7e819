using System.Globalization;

namespace FlagDashboard.Timeline;

/// <summary>Numbers as style sheets and SVG want them, whatever the culture.</summary>
public static class Css
{
    /// <summary>At most three decimals, with a point.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Where a time lies in a track one second wide.</summary>
    public static string Percent(double ms) => (ms / 10).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
