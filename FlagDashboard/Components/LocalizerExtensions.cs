using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>Extensions of the localizer for texts that need more than one template.</summary>
internal static class LocalizerExtensions
{
    /// <summary>Returns a number with its noun, in the language of the page.</summary>
    public static string Localize(this IStringLocalizer text, Quantity quantity) =>
        quantity.Localize(text.Translate);

    /// <summary>Joins texts to a list, in the language of the page.</summary>
    public static string JoinList(this IStringLocalizer text, IEnumerable<string> items) =>
        string.Join(text[ListArg.Separator], items);

    /// <summary>Joins the first texts into a list and adds how many more there are, in the language of the page.</summary>
    /// <param name="text">The localizer.</param>
    /// <param name="items">The texts.</param>
    /// <param name="max">The largest number of texts in the list, at least 1.</param>
    public static string JoinFirst(this IStringLocalizer text, IReadOnlyCollection<string> items, int max)
    {
        var first = text.JoinList(items.Take(max));
        return items.Count > max ? text["{0} and {1} more", first, items.Count - max] : first;
    }

    /// <summary>Translates a text of a log, such as the name of a phase, into the language of the page.</summary>
    public static string LocalizeLogText(this IStringLocalizer text, string logged) => LogTextLocalizer.Localize(logged, text.Translate);

    /// <summary>Returns the country of a future or, if it has none, its label, in the language of the page.</summary>
    public static string NameOf(this IStringLocalizer text, FutureRecord future, CountryCatalog catalog) =>
        catalog.Find(future.Label) is { } country ? text[country.Name] : text.CallOf(future);

    /// <summary>
    /// Returns the country of a future with its code or, if it has none, the label of the future, in the language of the page.
    /// </summary>
    public static string NameWithCodeOf(this IStringLocalizer text, FutureRecord future, CountryCatalog catalog) =>
        catalog.Find(future.Label) is { } country ? text["{0} ({1})", text[country.Name], country.Code] : text.CallOf(future);

    // A label that consists of digits is shown as “call 3” instead of “3”, because a number alone is not clear.
    private static string CallOf(this IStringLocalizer text, FutureRecord future) =>
        future.Label.All(char.IsAsciiDigit) ? text["call {0}", future.Label] : text.LocalizeLogText(future.Label);

    /// <summary>Returns the name of a saved race. A generated name is in the language of the page.</summary>
    public static string NameOf(this IStringLocalizer text, HistoryRow row) => row.GeneratedName?.Localize(text.Translate) ?? row.Name;

    /// <summary>Returns a time of day with its date, in the language of the page.</summary>
    /// <param name="text">The localizer.</param>
    /// <param name="time">The time.</param>
    /// <param name="zone">The time zone of the reader.</param>
    public static string DateTimeOf(this IStringLocalizer text, DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString(text["d MMM yyyy HH:mm"], CultureInfo.InvariantCulture);

    /// <summary>
    /// Formats the translation of a template. This method has the signature of the delegate <see cref="Timeline.Translate"/>.
    /// </summary>
    public static string Translate(this IStringLocalizer text, string template, params object[] arguments) =>
        // Without arguments, the template is plain text that may contain braces. It is not formatted, because formatting would treat the
        // braces as placeholders.
        arguments.Length == 0 ? text[template] : text[template, arguments];
}
