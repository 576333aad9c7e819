using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>The language of an exported file. Immutable.</summary>
/// <param name="Tag">One of <see cref="InterfaceLanguages.All"/>.</param>
/// <param name="Translate">Writes texts in this language, whatever the culture of the thread.</param>
internal sealed record ExportLanguage(string Tag, Translate Translate)
{
    /// <summary>English.</summary>
    public static ExportLanguage English { get; } = new(InterfaceLanguages.All[0], Timeline.English.Format);
}
