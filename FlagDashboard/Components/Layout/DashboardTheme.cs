using FlagDashboard.Sharing;
using MudBlazor;

namespace FlagDashboard.Components.Layout;

/// <summary>The theme of MudBlazor's components. Its colours come from <see cref="DashboardColors"/>.</summary>
internal static class DashboardTheme
{
    /// <summary>The theme, with a light and a dark palette.</summary>
    public static MudTheme Value { get; } = new()
    {
        PaletteLight = Colored(new PaletteLight { Error = "#b3261e" }, DashboardColors.Light),
        // The dark theme has bright buttons, so that their text is dark.
        PaletteDark = Colored(
            new PaletteDark
            {
                Error = "#ff8a80",
                ErrorContrastText = DashboardColors.Dark.OnAccent,
                PrimaryContrastText = DashboardColors.Dark.OnAccent,
            },
            DashboardColors.Dark),
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["Inter", "system-ui", "sans-serif"] },
            Button = new ButtonTypography { TextTransform = "none", FontSize = "15px", FontWeight = "600" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };

    private static T Colored<T>(T palette, DashboardColors colors)
        where T : Palette
    {
        palette.Primary = colors.Accent;
        palette.Background = colors.Background;
        palette.Surface = colors.CardBackground;
        palette.TextPrimary = colors.Ink;
        palette.TextSecondary = colors.SecondaryInk;
        palette.Success = colors.SuccessInk;
        palette.LinesInputs = colors.InputBorder;
        palette.ActionDefault = colors.SecondaryInk;
        return palette;
    }
}
