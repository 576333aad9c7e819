using System.Globalization;

namespace FlagDashboard.Components;

/// <summary>Times and numbers for people, in their culture.</summary>
public static class Format
{
    /// <summary>A time in ms as seconds with two decimals, or as ms where that would say nothing.</summary>
    public static string Seconds(double ms) => ms is >= 100 or 0
        ? (ms / 1000).ToString("0.00", CultureInfo.CurrentCulture) + " s"
        : ms.ToString(ms >= 10 ? "0" : "0.0", CultureInfo.CurrentCulture) + " ms";

    /// <summary>A time in ms that is only estimated: no more digits than that is worth.</summary>
    public static string About(double ms) =>
        ms < 100 ? Seconds(ms) : (ms / 1000).ToString(ms >= 9950 ? "0" : "0.0", CultureInfo.CurrentCulture) + " s";

    /// <summary>How many times faster.</summary>
    public static string Times(double factor) => "×" + factor.ToString(factor >= 100 ? "0" : "0.0", CultureInfo.CurrentCulture);

    /// <summary>One decimal.</summary>
    public static string Rate(double value) => value.ToString(value >= 100 ? "0" : "0.0", CultureInfo.CurrentCulture);
}
