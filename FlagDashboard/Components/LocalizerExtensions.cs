using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>Extensions of the localizer for texts that need more than one template.</summary>
internal static class LocalizerExtensions
{
    /// <summary>A number with its noun, in the language of the page.</summary>
    public static string Localize(this IStringLocalizer text, Quantity quantity) =>
        quantity.Localize(text.Translate);

    /// <summary>A text of a log, such as the name of a phase, in the language of the page.</summary>
    public static string Logged(this IStringLocalizer text, string logged) => LoggedText.Localize(logged, text.Translate);

    /// <summary>Formats the translation of a template; it is a <see cref="Timeline.Translate"/>.</summary>
    public static string Translate(this IStringLocalizer text, string template, params object[] arguments) =>
        // Without arguments the template is a text of a log or a plain text, which may contain braces.
        arguments.Length == 0 ? text[template] : text[template, arguments];
}
