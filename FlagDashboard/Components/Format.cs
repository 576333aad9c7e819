using System.Globalization;

namespace FlagDashboard.Components;

/// <summary>Formats times and numbers for people, in their culture.</summary>
public static class Format
{
    /// <summary>A time in ms as seconds with two decimals or, below 100 ms, as ms.</summary>
    public static string Seconds(double ms) => ms is >= 100 or 0
        ? (ms / 1000).ToString("0.00", CultureInfo.CurrentCulture) + " s"
        : ms.ToString(ms >= 10 ? "0" : "0.0", CultureInfo.CurrentCulture) + " ms";

    /// <summary>An estimated time in ms, as seconds with at most one decimal or, below 100 ms, as ms.</summary>
    public static string ApproximateSeconds(double ms) =>
        ms < 100 ? Seconds(ms) : (ms / 1000).ToString(ms >= 9950 ? "0" : "0.0", CultureInfo.CurrentCulture) + " s";

    /// <summary>A factor, such as a speed-up, with the sign ×.</summary>
    public static string Factor(double factor) => "×" + factor.ToString(
        factor switch { >= 100 => "0", >= 0.095 => "0.0", >= 0.0095 => "0.00", _ => "0.000" }, CultureInfo.CurrentCulture);

    /// <summary>A number with one decimal below 100, and with none from there on.</summary>
    public static string Rate(double value) => value.ToString(value >= 100 ? "0" : "0.0", CultureInfo.CurrentCulture);
}
