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
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(Languages.Of(CultureInfo.CurrentUICulture));

    /// <inheritdoc/>
    public LocalizedString this[string name] =>
        Translations.Find(name, _culture.Name) is { } text ? new(name, text) : new(name, name, resourceNotFound: true);

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var text = this[name];
            return new(name, string.Format(_culture, text.Value, arguments), text.ResourceNotFound);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => throw new NotSupportedException();
}
