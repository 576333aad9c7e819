using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace FlagDashboard.Components.Layout;

/// <summary>
/// The layout of every page: the header, the theme, a banner for problems with saving races, and the page itself in an error boundary.
/// </summary>
public sealed partial class MainLayout
{
    private MudThemeProvider _provider = null!;
    private VisitorTheme _theme = new(ThemeChoice.System, false);

    [CascadingParameter]
    private VisitorTheme? Initial { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _theme = Initial ?? _theme;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await _provider.WatchSystemDarkModeAsync(OnSystemThemeChanged);
        await OnSystemThemeChanged(await _provider.GetSystemDarkModeAsync());
    }

    private void Reload() => Navigation.NavigateTo(Navigation.Uri, forceLoad: true);

    private Task OnSystemThemeChanged(bool dark) => InvokeAsync(() =>
    {
        if (dark == _theme.IsSystemDark)
            return;
        _theme = _theme with { IsSystemDark = dark };
        StateHasChanged();
    });

    private async Task Choose(ThemeChoice choice)
    {
        _theme = _theme with { Choice = choice };
        try
        {
            await Js.InvokeVoidAsync("flagDashboard.setTheme", choice.ToString().ToLowerInvariant());
        }
        catch (Exception error) when (error is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // The browser did not store the chosen theme. This page uses it all the same, but the next page to load uses the stored theme.
        }
    }
}
