using System.Globalization;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components;

/// <summary>Formats times and numbers for people, by the rules of the current culture.</summary>
public static class Format
{
    /// <summary>Formats a time in ms as seconds with two decimals or, below 100 ms, as ms.</summary>
    public static string Duration(double ms) => new DurationArg(ms).Localize(InCulture);

    /// <summary>Formats a time in ms as seconds with two decimals.</summary>
    public static string Seconds(double ms) => InCulture("{0:0.00} s", ms / 1000);

    /// <summary>
    /// Formats a time in ms as seconds with three decimals or, below 100 ms, as ms. For times that are compared and differ by little.
    /// </summary>
    public static string PreciseSeconds(double ms) =>
        ms < 100 ? Duration(ms) : InCulture("{0:0.000} s", ms / 1000);

    /// <summary>Formats a time in ms as ms with two decimals.</summary>
    public static string PreciseMilliseconds(double ms) => InCulture("{0:0.00} ms", ms);

    /// <summary>Formats an estimated time in ms as seconds with at most one decimal or, below 100 ms, as ms.</summary>
    public static string ApproximateSeconds(double ms) =>
        ms < 100 ? Duration(ms) : InCulture(ms >= 9950 ? "{0:0} s" : "{0:0.0} s", ms / 1000);

    /// <summary>Formats a factor, such as a speed-up, with the sign ×.</summary>
    public static string Factor(double factor) => new FactorArg(factor).Localize(InCulture);

    /// <summary>Formats a share, from 0 to 1, as whole percent, such as 25%.</summary>
    public static string Percent(double share) => share.ToString("0%", CultureInfo.CurrentCulture);

    /// <summary>Formats a rate with one decimal if it is below 100, otherwise without decimals.</summary>
    public static string Rate(double value) => value.ToString(value >= 100 ? "0" : "0.0", CultureInfo.CurrentCulture);

    // Inserts the arguments into the template, with numbers in the format of the current culture. The template, such as “{0} s”, is not
    // translated, because units are the same in all languages.
    private static string InCulture(string template, params object[] arguments) =>
        UnitSpacing.KeepTogether(string.Format(CultureInfo.CurrentCulture, template, arguments));
}
