using System.Text.RegularExpressions;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Sharing;

public class ColorPaletteTests
{
    /// <summary>The style sheet of the page is text of its own, so that it is there before anything else runs.</summary>
    [Fact]
    public void CssProperties_AreThoseOfThePage()
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
