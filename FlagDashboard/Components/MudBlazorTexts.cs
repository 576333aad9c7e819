using Microsoft.Extensions.Localization;
using MudBlazor;

namespace FlagDashboard.Components;

/// <summary>
/// Translates the texts of MudBlazor's components, such as the label of a button that closes a message. MudBlazor writes its own English
/// text if there is no translation.
/// </summary>
/// <param name="texts">The translations of the dashboard. They include MudBlazor's texts, under the keys that MudBlazor uses.</param>
internal sealed class MudBlazorTexts(IStringLocalizer<SharedResource> texts) : MudLocalizer
{
    /// <inheritdoc/>
    public override LocalizedString this[string key] => texts[key];
}
