using Microsoft.Extensions.Localization;
using MudBlazor;

namespace FlagDashboard.Components;

/// <summary>
/// Translates the texts of MudBlazor's components, such as the label of a button that closes a message. MudBlazor writes its own English
/// text if there is no translation.
/// </summary>
/// <param name="texts">The texts of the page, which also have those of MudBlazor, by MudBlazor's keys.</param>
internal sealed class MudBlazorTexts(IStringLocalizer<SharedResource> texts) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => texts[key];
}
