using System.Text;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace FlagDashboard.Components.Layout;

/// <summary>
/// A style element with the colours that MudBlazor's components have in a dark system. The server learns the theme of the system from a
/// header that no browser sends at its first visit, or else from the circuit, which starts after the first paint. The browser itself
/// applies these colours from the first paint on, as long as the visitor has not chosen a theme. Set the theme and <c>IsDarkMode</c>.
/// </summary>
public sealed class DarkSystemStyle : MudThemeProvider
{
    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var theme = new StringBuilder();
        GenerateTheme(theme);
        var colors = theme.ToString().Split('\n').Where(line =>
            line.StartsWith("--mud-palette-", StringComparison.Ordinal) || line.StartsWith("--mud-native-", StringComparison.Ordinal));
        var dark = $":root[data-theme=\"system\"] {{ {string.Join(' ', colors.Select(line => line.Trim()))} }}";
        builder.AddMarkupContent(0, $"<style>@media (prefers-color-scheme: dark) {{ {dark} }}</style>");
    }
}
