using System.Globalization;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components;

/// <summary>Formats times and numbers for people, in their culture.</summary>
public static class Format
{
    /// <summary>A time in ms as seconds with two decimals or, below 100 ms, as ms.</summary>
    public static string Seconds(double ms) => new DurationArg(ms).Localize(InCulture);

    /// <summary>An estimated time in ms, as seconds with at most one decimal or, below 100 ms, as ms.</summary>
    public static string ApproximateSeconds(double ms) =>
        ms < 100 ? Seconds(ms) : (ms / 1000).ToString(ms >= 9950 ? "0" : "0.0", CultureInfo.CurrentCulture) + " s";

    /// <summary>A factor, such as a speed-up, with the sign ×.</summary>
    public static string Factor(double factor) => new FactorArg(factor).Localize(InCulture);

    /// <summary>A number with one decimal below 100, and with none from there on.</summary>
    public static string Rate(double value) => value.ToString(value >= 100 ? "0" : "0.0", CultureInfo.CurrentCulture);

    // The units are the same in all languages, so that only the numbers depend on the culture.
    private static string InCulture(string template, params object[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, template, arguments);
}
