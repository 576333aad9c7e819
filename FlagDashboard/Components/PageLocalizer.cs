using System.Globalization;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>
/// Translates the texts of one page into the language of the request that opened it. Does not use the culture of the current thread,
/// because the event of a race, for example, updates the page from a worker's thread. Thread-safe.
/// </summary>
internal sealed class PageLocalizer : IStringLocalizer<SharedResource>
{
    private readonly string _language = InterfaceLanguages.Of(CultureInfo.CurrentUICulture);
    private readonly Translate _translate;

    /// <summary>Creates a localizer for the language of the current thread.</summary>
    public PageLocalizer() => _translate = TranslationCatalog.ForLanguage(_language);

    /// <inheritdoc/>
    public LocalizedString this[string name] => this[name, []];

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments] =>
        new(
            name, UnitSpacing.KeepTogether(_translate(name, arguments)),
            resourceNotFound: TranslationCatalog.Find(name, _language) is null);

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => throw new NotSupportedException();
}
