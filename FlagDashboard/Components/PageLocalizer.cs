using System.Globalization;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components;

/// <summary>
/// Writes the texts of one page in the language of the request that opened it. Thread-safe. It keeps the language, because an update of
/// the page may run on a thread with another culture: the event of a race, for example, comes from a worker.
/// </summary>
internal sealed class PageLocalizer : IStringLocalizer<SharedResource>
{
    private readonly string _language = Languages.Of(CultureInfo.CurrentUICulture);
    private readonly Translate _translate;

    /// <summary>Takes the language of the thread.</summary>
    public PageLocalizer() => _translate = Translations.Into(_language);

    /// <inheritdoc/>
    public LocalizedString this[string name] => this[name, []];

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments] =>
        new(name, _translate(name, arguments), resourceNotFound: Translations.Find(name, _language) is null);

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => throw new NotSupportedException();
}
