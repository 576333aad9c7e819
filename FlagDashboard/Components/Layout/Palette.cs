using MudBlazor;

namespace FlagDashboard.Components.Layout;

/// <summary>MudBlazor's part of the colours; app.css has the same ones under their own names.</summary>
internal static class Palette
{
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#5138c9",
            Background = "#f4f5f8",
            Surface = "#ffffff",
            TextPrimary = "#171b21",
            TextSecondary = "#515a65",
            Error = "#b3261e",
            Success = "#00704f",
            LinesInputs = "#8a94a0",
            ActionDefault = "#515a65",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#b3a4ff",
            PrimaryContrastText = "#171b21",
            Background = "#12151a",
            Surface = "#1b1f26",
            TextPrimary = "#e9ecf0",
            TextSecondary = "#a6b0bb",
            Error = "#ff8a80",
            Success = "#3fd0a0",
            LinesInputs = "#6c7683",
            ActionDefault = "#a6b0bb",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = ["Inter", "system-ui", "sans-serif"] },
            Button = new ButtonTypography { TextTransform = "none", FontSize = "15px", FontWeight = "600" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
