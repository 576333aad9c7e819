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
    /// <summary>A number with its noun, in the language of the page.</summary>
    public static string Localize(this IStringLocalizer text, Quantity quantity) =>
        quantity.Localize(text.Translate);

    /// <summary>Texts as a list, in the language of the page.</summary>
    public static string List(this IStringLocalizer text, IEnumerable<string> items) => string.Join(text[ListArg.Separator], items);

    /// <summary>A text of a log, such as the name of a phase, in the language of the page.</summary>
    public static string LocalizeLogText(this IStringLocalizer text, string logged) => LoggedText.Localize(logged, text.Translate);

    /// <summary>The country of a future, or else its name, in the language of the page.</summary>
    public static string NameOf(this IStringLocalizer text, FutureRecord future, CountryCatalog catalog) =>
        catalog.Find(future.Label) is { } country ? text[country.Name] : text.CallOf(future);

    /// <summary>The country of a future with its code, or else the name of the future, in the language of the page.</summary>
    public static string NameWithCodeOf(this IStringLocalizer text, FutureRecord future, CountryCatalog catalog) =>
        catalog.Find(future.Label) is { } country ? text["{0} ({1})", text[country.Name], country.Code] : text.CallOf(future);

    // A number alone does not say what it counts.
    private static string CallOf(this IStringLocalizer text, FutureRecord future) =>
        future.Label.All(char.IsAsciiDigit) ? text["call {0}", future.Label] : text.LocalizeLogText(future.Label);

    /// <summary>The name of a saved race. A name that the product made is in the language of the page.</summary>
    public static string NameOf(this IStringLocalizer text, HistoryRow row) => row.GeneratedName?.Localize(text.Translate) ?? row.Name;

    /// <summary>Formats the translation of a template; it is a <see cref="Timeline.Translate"/>.</summary>
    public static string Translate(this IStringLocalizer text, string template, params object[] arguments) =>
        // Without arguments the template is a text of a log or a plain text, which may contain braces.
        arguments.Length == 0 ? text[template] : text[template, arguments];
}
