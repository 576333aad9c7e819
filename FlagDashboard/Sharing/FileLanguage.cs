using System.Globalization;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The language of an exported file. Immutable.</summary>
/// <param name="Tag">One of <see cref="Languages.All"/>.</param>
/// <param name="Translate">Writes texts in this language, whatever the culture of the thread.</param>
internal sealed record FileLanguage(string Tag, Translate Translate)
{
    /// <summary>English.</summary>
    public static FileLanguage English { get; } = new(Languages.All[0], Timeline.English.Format);

    /// <summary>The language with that tag.</summary>
    /// <param name="tag">One of <see cref="Languages.All"/>.</param>
    /// <param name="translate">Writes texts in the language of the thread's culture.</param>
    public static FileLanguage Of(string tag, Translate translate)
    {
        if (tag == English.Tag)
            return English;
        var culture = CultureInfo.GetCultureInfo(tag);
        return new(tag, (template, arguments) => In(culture, () => translate(template, arguments)));
    }

    // A file is written piece by piece, and other work of the thread between two pieces keeps its own culture.
    private static string In(CultureInfo culture, Func<string> write)
    {
        var (texts, numbers) = (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = culture;
            return write();
        }
        finally
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = (texts, numbers);
        }
    }
}
