using System.Text.Json;
using System.Text.RegularExpressions;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Sharing;

public class BarStylesTests
{
    private static readonly string AppCss = File.ReadAllText(Path.Combine(WebRoot.Folder, "app.css"));

    private static string Replay(RaceEvent[] log) =>
        System.Text.Encoding.UTF8.GetString(HtmlReplay.Of("abc", log, RaceState.At(log, double.MaxValue), EmbeddedImages.None).ToBytes());

    [Fact]
    public void Of_EveryKind_ReturnsStyleOfThatKind() =>
        Assert.All(Enum.GetValues<BarKind>(), kind => Assert.Equal(kind, BarStyles.Of(kind).Kind));

    [Fact]
    public void All_ClassesWordsAndSigns_AreDifferent()
    {
        Assert.Distinct(BarStyles.All.Select(style => style.CssClass));
        Assert.Distinct(BarStyles.All.Select(style => style.Word));
        Assert.Distinct(BarStyles.All.Select(style => style.Sign).Where(sign => sign.Length > 0));
    }

    [Fact]
    public void All_KindsWithSameColor_DifferInPattern() =>
        Assert.Distinct(BarStyles.All.Select(style => (style.ColorToken, style.Pattern)));

    [Fact]
    public void AppCss_EveryKind_HasARuleInItsColour() => Assert.All(BarStyles.All, style =>
        Assert.Matches($@"(?m)^\.b\.{style.CssClass} \{{[^}}]*var\(--{style.ColorToken}\)", AppCss));

    [Fact]
    public void AppCss_RunningWhilePresenting_HasTheSignOfTheTable() =>
        Assert.Contains($".track .b.r::after {{ content: \" {BarStyles.Of(BarKind.Running).Sign}\"; }}", AppCss, StringComparison.Ordinal);

    [Fact]
    public void HtmlReplay_EveryKind_HasStyleAndRuleWithItsColor()
    {
        var page = Replay([new(1, 0, RaceEventKind.RaceStarted) { Definition = new RaceDefinition(["BR"], []) }]);
        var data = JsonElement.Parse(Regex.Match(page, """<script type="application/json" id="race">(.*)</script>""").Groups[1].Value);
        Assert.Equal(
            BarStyles.All.Select(style =>
                (JsonNamingPolicy.CamelCase.ConvertName($"{style.Kind}"), style.CssClass, style.Word, style.BarSign)),
            data.GetProperty("styles").EnumerateArray()
                .Select(row => (Text(row, "kind"), Text(row, "class"), Text(row, "word"), Text(row, "sign"))));
        Assert.All(BarStyles.All, style => Assert.Matches($@"(?m)^\.b\.{style.CssClass} \{{[^}}]*var\(--{style.ColorToken}\)", page));
        Assert.Contains("""<i class="b h"></i>held ◷</li>""", page, StringComparison.Ordinal);

        static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
    }
}
