using System.Globalization;

namespace FlagDashboard.Timeline;

/// <summary>The languages in which the texts of the product exist.</summary>
public static class InterfaceLanguages
{
    /// <summary>The tags of all languages (BCP 47). The first is English, which is the default.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "zh-Hans"];

    /// <summary>Finds a language by its tag, in upper or lower case; null if there is no such language.</summary>
    public static string? FindExact(string tag) => All.FirstOrDefault(known => known.Equals(tag, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The language of the page for a person of a culture: zh-Hans for zh-CN, and English if the page has no closer language.
    /// </summary>
    public static string Of(CultureInfo culture)
    {
        for (var parent = culture; parent.Name.Length > 0; parent = parent.Parent)
        {
            if (FindExact(parent.Name) is { } found)
                return found;
        }

        return All[0];
    }
}
