using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components;

/// <summary>
/// Looks up the translations of English texts. Thread-safe. Each language has three resource files beside this file, whose keys are the
/// English texts. SharedResource and LowercaseTexts contain the texts of the product. These are two files, because a resource file cannot
/// have two keys that differ only in case, such as “Run” and “run”. CountryNames contains the names of the countries from CLDR.
/// </summary>
internal static partial class TranslationCatalog
{
    private static readonly IEnumerable<ResourceManager> Resources =
        from file in (string[])["SharedResource", "LowercaseTexts", "CountryNames"]
        select new ResourceManager($"FlagDashboard.Components.{file}", typeof(SharedResource).Assembly);

    private static readonly Dictionary<string, Dictionary<string, string>> ByLanguage =
        InterfaceLanguages.All.ToDictionary(language => language, language => Read(CultureInfo.GetCultureInfo(language)));

    /// <summary>Returns the translation of a text; null if there is none, as for every text in English.</summary>
    /// <param name="text">The English text or template.</param>
    /// <param name="language">One of <see cref="InterfaceLanguages.All"/>.</param>
    public static string? Find(string text, string language) => ByLanguage[language].GetValueOrDefault(text);

    /// <summary>
    /// Returns the function that translates texts and formats their numbers in a language, whatever the culture of the thread.
    /// </summary>
    /// <param name="language">One of <see cref="InterfaceLanguages.All"/>.</param>
    public static Translate ForLanguage(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return (template, arguments) =>
        {
            var translation = Find(template, language) ?? FindTitle(template, language);
            return arguments.Length == 0 ? translation ?? template
                : string.Format(culture, translation is null ? template : JoinHan(translation, arguments), arguments);
        };
    }

    /// <summary>Returns all translations of a language, with the English texts as keys.</summary>
    /// <param name="language">One of <see cref="InterfaceLanguages.All"/>.</param>
    public static IReadOnlyDictionary<string, string> All(string language) => ByLanguage[language];

    private static Dictionary<string, string> Read(CultureInfo language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resources in Resources)
        {
            // English has no resources, because its texts are the keys.
            if (resources.GetResourceSet(language, createIfNotExists: true, tryParents: false) is not { } set)
                continue;
            foreach (System.Collections.DictionaryEntry entry in set)
                texts[(string)entry.Key] = (string)entry.Value!;
        }

        return texts;
    }

    // A Chinese translation has spaces around its placeholders, because an argument is often a number or a Latin word. Two Chinese
    // characters have no space between them, so this removes the space where an argument begins or ends with a Chinese character or with
    // punctuation of full width, such as the bracket of “埃及（EG）”.
    private static string JoinHan(string text, object?[] arguments) => SpacedPlaceholder().Replace(text, match =>
    {
        var argument =
            arguments.ElementAtOrDefault(int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture))?.ToString() ?? "";
        var before = IsFullWidth(argument.FirstOrDefault()) ? "" : match.Groups["before"].Value;
        var after = IsFullWidth(argument.LastOrDefault()) ? "" : match.Groups["after"].Value;
        return before + match.Groups["placeholder"].Value + after;
    });

    private static bool IsFullWidth(char letter) =>
        letter is (>= '\u4e00' and <= '\u9fff') or (>= '\u3000' and <= '\u303f') or (>= '\uff00' and <= '\uff60');

    // The title of a Python run ends with a version number, such as 3.14 in “· Python 3.14”. The translations contain the title without
    // this number. The number is therefore removed for the lookup, and then added again.
    private static string? FindTitle(string text, string language) =>
        VersionOfTitle().Match(text) is { Success: true } match && Find(text[..match.Index], language) is { } title
            ? title + match.Value : null;

    [GeneratedRegex(
        @"(?<before>(?<=\p{IsCJKUnifiedIdeographs}) )?(?<placeholder>\{(?<number>\d+)[^}]*\})(?<after> (?=\p{IsCJKUnifiedIdeographs}))?")]
    private static partial Regex SpacedPlaceholder();

    [GeneratedRegex(@"(?<= · Python) \d+\.\d+t?\z")]
    private static partial Regex VersionOfTitle();
}
