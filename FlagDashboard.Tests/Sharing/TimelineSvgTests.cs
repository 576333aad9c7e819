using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Timeline;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Sharing;

public class TimelineSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly RaceState Small = Fold(
        ["sequential", "threads-map"], ["BR", "CN", "<i>"],
        RunStarted(0), RunStarted(0, 2, 1), Submitted(0, 0), Started(0, 0), Submitted(0, 0, 1), Submitted(0, 1, 1), Submitted(0, 2, 1),
            Started(0, 0, 1, 1), Started(0, 1, 2, 1),
        Finished(150, 1, run: 1), Started(150, 2, 2, 1), Finished(200, 2, Outcome.Error, 1), Finished(400, 0), Received(400, 0),
            Finished(410, 0, run: 1),
        Received(410, 0, 1), Received(410, 1, 1), RunFinished(411, run: 1), Submitted(420, 1), Started(420, 1),
            Finished(600, 1, Outcome.NotFound));

    private static string Text(
        RaceState race, RowLayout rows = RowLayout.ByWorker, SvgTheme? theme = null, EmbeddedImages? pictures = null) =>
        Encoding.UTF8.GetString(TimelineSvg.Of("abc", race, rows, theme ?? SvgTheme.Light, pictures ?? EmbeddedImages.None).ToBytes());

    private static XElement Draw(RaceState race, RowLayout rows = RowLayout.ByWorker, EmbeddedImages? pictures = null) =>
        XElement.Parse(Text(race, rows, pictures: pictures));

    private static IEnumerable<XElement> Of(XElement svg, string style) =>
        svg.Descendants().Where(e => (string?)e.Attribute("class") == style);

    private static double At(XElement e, string name) => double.Parse(e.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [Fact]
    public void Of_SmallRace_MatchesSnapshotInEveryCulture() => Culture.WithCommas(() => Assert.Equal(Snapshot(), Text(Small)));

    // To update the snapshot, delete the file, run the test twice, and look at the picture.
    private static string Snapshot([CallerFilePath] string test = "")
    {
        var path = Path.ChangeExtension(test, ".svg");
        if (File.Exists(path))
            return File.ReadAllText(path);
        File.WriteAllText(path, Text(Small));
        return "There was no snapshot: now there is.";
    }

    [Theory]
    [InlineData(RowLayout.ByWorker)]
    [InlineData(RowLayout.ByFuture)]
    public void Of_AnyLog_HasEveryBarOfThePageWithinThePicture(RowLayout rows) => Logs.Any.Sample(
        log =>
        {
            var race = RaceState.At(log, double.MaxValue);
            var svg = Draw(race, rows);
            var lanes = Of(svg, "lane").ToList();
            Assert.Equal(race.Runs.Count, lanes.Count);
            Assert.All(race.Runs.Zip(lanes), pair => Assert.Equal(
                Bars.Of(pair.First, rows).Count() + (HeldBand.Of(pair.First, rows)?.Bars.Count ?? 0), Of(pair.Second, "bar").Count()));
            Assert.All(svg.Descendants(Svg + "rect").Where(rect => rect.Attribute("x") is not null), rect =>
            {
                Assert.InRange(At(rect, "x"), 0, At(svg, "width"));
                Assert.InRange(At(rect, "x") + At(rect, "width"), 0, At(svg, "width"));
                Assert.InRange(At(rect, "y") + At(rect, "height"), 0, At(svg, "height"));
            });
        },
        iter: 300);

    [Fact]
    public void Of_AnyLabel_IsWellFormedAndNothingButText() => Gen.String.Sample(label =>
    {
        var text = Text(Fold([label, "</title><script>alert(1)</script>"], RunStarted(0), Phase(0, 1, label), Submitted(0, 0),
            Started(1, 0), Named(1, 1, label)), RowLayout.ByFuture);
        Assert.DoesNotContain(XElement.Parse(text).Descendants(), e => e.Name.LocalName is "script" or "foreignObject" or "a");
    });

    [Fact]
    public void Of_CharactersInvalidInXml_AreReplaced() =>
        Assert.Contains("a\uFFFDb\uFFFDc",
            Draw(Fold(["a\u0001b\uFFFEc"], RunStarted(0), Submitted(0, 0), Started(1, 0), Finished(500, 0)), RowLayout.ByFuture).Value,
            StringComparison.Ordinal);

    [Fact]
    public void Of_AnyText_HasAtLeast12Pixels() => Assert.DoesNotMatch(@"font(-size)?:\s*([0-9]|1[01])px", SvgTheme.Light.Css());

    [Fact]
    public void Of_Race_RequestsNoOtherFiles()
    {
        var svg = Draw(Small, pictures: new([new("sha0", "deleted", "image/png"), new("sha1", "deleted", "image/png")], 3));
        var links = svg.DescendantsAndSelf().Attributes().Where(a => a.Name.LocalName == "href").Select(a => a.Value).ToList();
        Assert.All(links, link => Assert.Matches("^(data:|#flag-[01]$)", link));
        Assert.Equal(2, links.Count(link => link.StartsWith("data:", StringComparison.Ordinal)));
        // Each flag is in its bar and in the strip of its lane.
        Assert.Equal(6, links.Count(link => link[0] == '#'));
        Assert.Contains("3 flags are left out", svg.Value, StringComparison.Ordinal);
        Assert.DoesNotMatch("@import|url\\((?!#)", svg.Value);
    }

    [Fact]
    public void Of_Bars_AreWhereTheirTimesAre()
    {
        var race = Fold(["BR"], RunStarted(0), Submitted(0, 0), Started(250, 0), Finished(750, 0), Received(1000, 0), RunFinished(1000),
            RaceFinished(1000));
        var bars = Of(Draw(race, RowLayout.ByFuture), "bar").Select(bar => bar.Element(Svg + "rect")!).ToList();
        Assert.Equal(["p", "f", "h"], bars.Select(bar => (string)bar.Attribute("class")!));
        Assert.Equal(2, At(bars[1], "width") / At(bars[0], "width"), 2);
        Assert.Equal(1, At(bars[2], "width") / At(bars[0], "width"), 2);
        Assert.Equal(At(bars[0], "x") + At(bars[0], "width"), At(bars[1], "x"), 2);
    }

    [Fact]
    public void Of_RunningRace_IsMarkedAsRunning()
    {
        var svg = Draw(Small);
        Assert.Contains("still running when exported at 0.60\u00a0s", svg.Value, StringComparison.Ordinal);
        Assert.Contains(Of(svg, "bar"), bar => bar.Value.StartsWith("<i>: error, 0.15\u00a0s – 0.20\u00a0s", StringComparison.Ordinal));
    }

    private static readonly RaceState Finished = Fold(
        ["sequential", "threads-map"], ["BR", "CN"],
        RunStarted(0), RunStarted(0, 2, 1), Submitted(0, 0), Started(0, 0), Submitted(0, 0, 1), Submitted(0, 1, 1), Started(0, 0, 1, 1),
        Started(0, 1, 2, 1), Finished(100, 1, Outcome.Error, 1), Finished(250, 0, run: 1), Received(250, 0, 1), Received(250, 1, 1),
        RunFinished(250, run: 1), Finished(500, 0), Received(500, 0), Submitted(500, 1), Started(500, 1), Finished(1000, 1),
        Received(1000, 1), RunFinished(1000), RaceFinished(1000));

    [Fact]
    public void Of_FinishedRace_HasTheVerdictOfThePage()
    {
        var svg = Draw(Finished);
        Assert.Equal("Thread pool · map won in 0.25\u00a0s: ×4.0 as fast as Sequential.", Of(svg, "verdict").Single().Value);
        Assert.Contains(
            svg.Descendants(Svg + "text"), e => e.Value == "It waited for up to 2 answers at once, not for one after another.");
        Assert.Empty(Of(Draw(Small), "verdict"));
    }

    [Fact]
    public void Of_LongConclusion_IsBrokenIntoLinesWithinThePicture()
    {
        var conclusion = new Sentence(string.Join(' ', Enumerable.Repeat("words and more words", 20)));
        var texts = new RaceDescription(Finished, ExportLanguage.English, null, new RaceVerdict(conclusion, conclusion));
        var svg = XElement.Parse(Encoding.UTF8.GetString(
            TimelineSvg.Of("abc", Finished, RowLayout.ByWorker, SvgTheme.Light, EmbeddedImages.None, texts).ToBytes()));
        var lines = svg.Elements(Svg + "text").Where(e => e.Value.StartsWith("words", StringComparison.Ordinal)).ToList();
        Assert.InRange(lines.Count, 5, 12);
        Assert.Equal(lines.Select(line => At(line, "y")).Order().Distinct(), lines.Select(line => At(line, "y")));
        Assert.InRange(lines.Max(line => At(line, "y")), 0, Of(svg, "legend").Single().Elements(Svg + "text").Min(e => At(e, "y")));
    }

    [Theory]
    [InlineData("one two three", 60, "one two", "three")]
    [InlineData("one two", 1, "one", "two")]
    [InlineData("", 60)]
    [InlineData("没有更快。每个都一样。", 60, "没有更", "快。每个", "都一样。")]
    [InlineData("a😀b😀c", 1, "a😀", "b😀", "c")]
    public void Wrap_Text_BreaksAtSpacesAndWideCharacters(string text, double width, params string[] lines) =>
        Assert.Equal(lines, FlagDashboard.Sharing.Svg.Wrap(text, width));

    [Fact]
    public void Of_Lanes_HaveOneCellForEachFutureInTheOrderOfTheStrip() => Logs.Any.Sample(
        log =>
        {
            var race = RaceState.At(log, double.MaxValue);
            var lanes = Of(Draw(race), "lane").ToList();
            Assert.All(race.Runs.Zip(lanes), pair => Assert.Equal(
                pair.First.Info.IsAuxiliary ? [] : ReceivedStrip.Of(pair.First, pair.First.Info.ReceiveOrder).Cells
                    .Select(cell => cell.Future?.Label),
                Of(pair.Second, "strip").Select(cell => cell.Element(Svg + "title")?.Value.Split(": ")[0])));
        },
        iter: 200);

    [Fact]
    public void Of_HeldFlag_IsHatchedInItsCellAndInItsBar()
    {
        var svg = Draw(Fold(["threads-map"], ["BR", "CN"], RunStarted(0, 2), Submitted(0, 0), Submitted(0, 1), Started(0, 0),
            Started(0, 1, 2), Finished(100, 1), Phase(500, 1, "later")), RowLayout.ByFuture);
        Assert.Equal(
            ["BR: awaited", "CN: held: not yet received"], Of(svg, "strip").Select(cell => cell.Element(Svg + "title")!.Value));
        Assert.Equal(2, svg.Descendants(Svg + "g").Count(g => g.Elements(Svg + "rect").Any(rect => (string?)rect.Attribute("class") == "h"))
            - Of(svg, "legend").Count());
    }

    [Fact]
    public void Of_DarkTheme_HasOtherColours() => Assert.NotEqual(Text(Small), Text(Small, theme: SvgTheme.Dark));
}
