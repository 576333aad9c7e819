using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>Extensions of the localizer for texts that need more than one template.</summary>
internal static class LocalizerExtensions
{
    /// <summary>A number with its noun, in the language of the page.</summary>
    public static string Localize(this IStringLocalizer text, Quantity quantity) =>
        quantity.Localize((template, arguments) => text[template, arguments]);
}
