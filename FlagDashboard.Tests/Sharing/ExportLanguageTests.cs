using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Sharing;

/// <summary>Tests that exported files are in the language that was asked for.</summary>
public class ExportLanguageTests
{
    // A language in which every text begins with a mark.
    private static readonly ExportLanguage Marked = new("zh-Hans", (template, arguments) => "✓" + English.Format(template, arguments));

    private static readonly RaceEvent[] Log =
    [
        First(new(
            ["item 1", "item 2"],
            [new("a", "Mode A", "The first.", ReceiveOrder.CallOrder),
                new("b", "Aside", "Beside it.", ReceiveOrder.CallOrder, IsAuxiliary: true)],
            new RacePlan { Countries = ["BR"], Modes = ["async"] })) with { Seq = 1 },
        RunStarted(0) with { Seq = 2 },
        Phase(0, 1, "starting") with { Seq = 3 },
        Submitted(1, 0) with { Seq = 4 },
        Started(1, 0) with { Seq = 5 },
        Finished(2, 0) with { Seq = 6 },
        Received(3, 0) with { Seq = 7 },
        Submitted(3, 1) with { Seq = 8 },
    ];

    private static readonly RaceState Race = RaceState.At(Log, double.MaxValue);

    private static string Replay(RaceDescription? texts = null) =>
        Encoding.UTF8.GetString(HtmlReplay.Of("abc", Log, Race, EmbeddedImages.None, texts ?? new(Race, Marked)).ToBytes());

    private static JsonElement Data(string page) =>
        JsonElement.Parse(Regex.Match(page, """<script type="application/json" id="race">(.*)</script>""").Groups[1].Value);

    [Fact]
    public void TimelineSvg_OtherLanguage_HasNoEnglishText()
    {
        var svg = XElement.Parse(Encoding.UTF8.GetString(TimelineSvg.Of(
            "abc", Race, RowLayout.ByWorker, SvgTheme.Light, new([], 2), new(Race, Marked)).ToBytes()));
        Assert.Equal("zh-Hans", (string?)svg.Attribute("lang"));
        // The names of workers are codes, and the numbers of the axis have a unit that all languages share.
        Assert.All(
            svg.Descendants().Where(e => e.Name.LocalName is "text" or "title").Select(e => e.Value)
                .Where(text => !CodePattern.IsMatch(text)),
            text => Assert.Contains('✓', text));
        Assert.Contains(svg.Descendants(), e => e.Value.StartsWith("✓starting: ✓phase", StringComparison.Ordinal));
    }

    private static readonly Regex CodePattern = new(@"^(w\d|[\d.]+\u00a0m?s)$");

    [Fact]
    public void HtmlReplay_OtherLanguage_HasNoEnglishText()
    {
        var page = Replay();
        Assert.Contains("<html lang=\"zh-Hans\">", page, StringComparison.Ordinal);
        var body = Regex.Replace(page, "(?s)<style>.*?</style>|<script.*?</script>", "");
        Assert.All(
            Regex.Matches(body, @">([^<>]*[A-Za-z]{2}[^<>]*)<|aria-label=""([^""]*)""|title=""([^""]*[A-Za-z][^""]*)""").ToList(),
            text => Assert.Contains('✓', text.Value));
        var data = Data(page);
        Assert.All(data.GetProperty("texts").EnumerateObject(), text => Assert.StartsWith("✓", text.Value.GetString()));
        Assert.All(data.GetProperty("styles").EnumerateArray(), style => Assert.StartsWith("✓", style.GetProperty("word").GetString()));
        Assert.Equal(["✓Mode A", "✓Aside"], data.GetProperty("definition").GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("title").GetString()));
        Assert.Equal("✓starting", data.GetProperty("logged").GetProperty("starting").GetString());
        Assert.Equal("✓item 1", data.GetProperty("logged").GetProperty("item 1").GetString());
        Assert.Equal("item 1", data.GetProperty("definition").GetProperty("items")[0].GetString());
    }

    [Fact]
    public void Files_OtherLanguage_WordTheReasonsOfFailures()
    {
        RaceEvent[] log =
        [
            .. Log[..5],
            Finished(2, 0, Outcome.Error) with { Seq = 6, Reason = "host not found" },
            Received(3, 0) with { Seq = 7, Status = Outcome.Error },
            Finished(3, 1, Outcome.Cancelled) with { Seq = 8 },
            RunFinished(3, Outcome.Error) with { Seq = 9, Future = 0, Reason = "host not found" },
        ];
        var race = RaceState.At(log, double.MaxValue);
        var svg = Encoding.UTF8.GetString(TimelineSvg.Of(
            "abc", race, RowLayout.ByWorker, SvgTheme.Light, new([], 2), new(race, Marked)).ToBytes());
        Assert.Contains(": ✓host not found", svg, StringComparison.Ordinal);
        var page = Encoding.UTF8.GetString(HtmlReplay.Of("abc", log, race, EmbeddedImages.None, new(race, Marked)).ToBytes());
        Assert.Equal("✓host not found", Data(page).GetProperty("logged").GetProperty("host not found").GetString());
    }

    [Fact]
    public void HtmlReplay_English_RepeatsNoTextOfTheLog() =>
        Assert.Empty(Data(Replay(new(Race, ExportLanguage.English))).GetProperty("logged").EnumerateObject());

    [Fact]
    public void HtmlReplay_EveryTextOfItsScript_ComesFromTheServer()
    {
        var script = Regex.Match(Replay(), "(?s)<script>(.*)</script>").Groups[1].Value;
        var names = ReplayTexts.ForScript(new(Race, Marked)).Keys;
        Assert.All(names, name => Assert.Contains($"'{name}'", script, StringComparison.Ordinal));
        Assert.Subset(names.ToHashSet(), Regex.Matches(script, @"say\('(\w+)'").Select(call => call.Groups[1].Value).ToHashSet());
    }

    [Fact]
    public void Description_FactsOfExperiment_AreTranslated()
    {
        var race = RaceState.At([First(new([], [], Experiment: new("x", "An experiment", "1 call", "/experiments/x")))], 0);
        Assert.StartsWith("✓1 call · ", new RaceDescription(race, Marked, new Sentence("1 call")).Summary, StringComparison.Ordinal);
        Assert.StartsWith("1 call · ", new RaceDescription(race, Marked).Summary, StringComparison.Ordinal);
        Assert.Equal("✓An experiment", new RaceDescription(race, Marked).Title);
    }
}
