using System.Text.RegularExpressions;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Architecture;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Sharing;

public class DashboardColorsTests
{
    /// <summary>app.css repeats the colours, so that they are available before any script or component runs.</summary>
    [Fact]
    public void CssProperties_All_EqualThoseOfAppCss()
    {
        var root = Regex.Match(File.ReadAllText(Path.Combine(WebRoot.Folder, "app.css")), @":root \{(?<rules>[^}]*)\}").Groups[
            "rules"].Value;
        Assert.Equal(Properties(DashboardColors.CssProperties), Properties(root));
    }

    [Fact]
    public void Time_NoStateOfABar_HasItsColor() => Assert.All([DashboardColors.Light, DashboardColors.Dark], palette =>
        Assert.DoesNotContain(palette["time"], BarStyles.All.Select(style => palette[style.ColorToken])));

    /// <summary>The page, the offline replay and the exported picture draw the line at the time shown in the same colour.</summary>
    [Fact]
    public void Time_LineAtTheTimeShown_HasItsColorEverywhere()
    {
        var page = File.ReadAllText(Path.Combine(WebRoot.Folder, "app.css"));
        var replay = string.Join('\n', SourceFiles.Lines("FlagDashboard/Sharing/Replay/replay.css"));
        Assert.Matches(@"\.now::before \{[^}]*border-left: 2px solid var\(--time\)", page);
        Assert.Matches(@"\.legend \.time \{ border-left: 2px solid var\(--time\)", page);
        Assert.Matches(@"\.now \{[^}]*border-left: 2px solid var\(--time\)", replay);
        Assert.Matches(@"\.legend \.time \{[^}]*background: var\(--time\)", replay);
        Assert.Contains($".through{{stroke:{DashboardColors.Light["time"]};", SvgTheme.Light.Css(), StringComparison.Ordinal);
    }

    [Fact]
    public void RunEnd_LineAtTheEndOfALane_LooksAsInTheLegend()
    {
        var page = File.ReadAllText(Path.Combine(WebRoot.Folder, "app.css"));
        Assert.Matches(@"\.done \.now::before \{[^}]*border-left: 1px solid var\(--pending\)", page);
        Assert.Matches(@"\.legend \.end \{ border-left: 1px solid var\(--pending\)", page);
    }

    [Fact]
    public void Indexer_UnknownToken_IsRefused() => Assert.Throws<KeyNotFoundException>(() => DashboardColors.Light["glitter"]);

    private static IEnumerable<string> Properties(string css) =>
        Regex.Matches(css, @"--[\w-]+: [^;]+;").Select(property => property.Value).Order();
}
