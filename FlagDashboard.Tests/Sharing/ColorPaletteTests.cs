using System.Text.RegularExpressions;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Sharing;

public class ColorPaletteTests
{
    /// <summary>app.css repeats the colours, so that they are available before any script or component runs.</summary>
    [Fact]
    public void CssProperties_All_EqualThoseOfAppCss()
    {
        var root = Regex.Match(File.ReadAllText(Path.Combine(WebRoot.Folder, "app.css")), @":root \{(?<rules>[^}]*)\}").Groups[
            "rules"].Value;
        Assert.Equal(Properties(ColorPalette.CssProperties), Properties(root));
    }

    [Fact]
    public void Indexer_UnknownToken_IsRefused() => Assert.Throws<KeyNotFoundException>(() => ColorPalette.Light["glitter"]);

    private static IEnumerable<string> Properties(string css) =>
        Regex.Matches(css, @"--[\w-]+: [^;]+;").Select(property => property.Value).Order();
}
