using System.Text;
using System.Text.Json;
using FlagDashboard.Components;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

/// <summary>The marks of interventions on the page and in every file.</summary>
public class InterventionMarksTests
{
    private static readonly Intervention Reset = new(InterventionAct.Reset);

    // Brazil is running when it is changed, China is pending and runs later, Germany is cancelled while it is pending.
    private static readonly RaceEvent[] Changed = Logs.Log(
        ["threads-map", "async"], ["BR", "CN", "DE"],
        RunStarted(0, 2), RunStarted(0, 2, run: 1), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(10, 0, 2),
        Intervened(20, 0, Reset), Intervened(30, 1, new(InterventionAct.Slow, 2500), RaceEvent.None),
        Intervened(40, 2, new(InterventionAct.Cancel)), Finished(40, 2, Outcome.Cancelled), Started(50, 1));

    private static RaceState Race => RaceState.At(Changed, double.MaxValue);

    private static IEnumerable<(string, int, double)> Of(RowLayout rows) =>
        InterventionMarks.Of(Race.Runs[0], rows).Select(mark => (mark.Intervention.Future.Label, mark.Row, mark.DrawnAtMs));

    [Fact]
    public void Of_ByFuture_MarksLieAtTimesOfInterventions() =>
        Assert.Equal([("BR", 0, 20.0), ("CN", 1, 30.0), ("DE", 2, 40.0)], Of(RowLayout.ByFuture));

    [Fact]
    public void Of_ByWorker_MarksLieOnBarsOfTheirFutures() =>
        Assert.Equal([("BR", 1, 20.0), ("CN", 0, 50.0)], Of(RowLayout.ByWorker));

    [Fact]
    public void Of_InterventionForEveryRun_IsInEachLane() =>
        Assert.Equal(
            [("CN", 1)], InterventionMarks.Of(Race.Runs[1], RowLayout.ByFuture).Select(mark => (mark.Intervention.Future.Label, mark.Row)));

    [Fact]
    public void BarMarkup_OfMark_HasPositionRowAndFuture() => Assert.Equal(
        """<i class="mk" style="left:2%;--r:0" data-f="0"></i>""",
        BarMarkup.Of(InterventionMarks.Of(Race.Runs[0], RowLayout.ByFuture).Take(1)).Value);

    [Fact]
    public void Exports_RaceWithIntervention_AllMentionIt()
    {
        const string Sentence = "At 0.03 s the presenter made CN slower by 2.50 s in every mode.";
        Assert.Contains(Sentence, Encoding.UTF8.GetString(RaceCsv.Of("abc", Race, WebRoot.Catalog).ToBytes()), StringComparison.Ordinal);
        Assert.Contains(Sentence, Encoding.UTF8.GetString(ChromeTrace.Of("abc", Race).ToBytes()), StringComparison.Ordinal);
        var forPeople = UnitSpacing.KeepTogether(Sentence);
        var replay = Encoding.UTF8.GetString(HtmlReplay.Of("abc", Changed, Race, EmbeddedImages.None).ToBytes());
        Assert.Contains(JsonEncodedText.Encode(forPeople).Value, replay, StringComparison.Ordinal);
        var svg = Encoding.UTF8.GetString(TimelineSvg.Of("abc", Race, RowLayout.ByFuture, SvgTheme.Light, EmbeddedImages.None).ToBytes());
        Assert.Equal((4, 2), (svg.Split("class=\"mark\"").Length - 1, svg.Split(forPeople).Length - 1));
        var imported = LogReader.Read(LogFile.ToBytes(Changed));
        Assert.Equal(Changed, imported.Events.Take(Changed.Length));
    }

    [Theory]
    [InlineData("\"act\":\"slow\"", "\"act\":\"explode\"", "is not an event")]
    [InlineData("2500", "0", "This is no intervention")]
    [InlineData("2500", "60001", "This is no intervention")]
    [InlineData(",\"delayMs\":2500", "", "This is no intervention")]
    [InlineData("\"by\":\"presenter\"", "\"by\":\"<b>\"", "This is no intervention")]
    [InlineData("\"by\":\"presenter\"", "\"by\":null", "This is no intervention")]
    public void Read_InvalidIntervention_IsRefused(string from, string to, string reason)
    {
        var lines = Encoding.UTF8.GetString(LogFile.ToBytes(Changed)).Split('\n');
        var (right, wrong) = (Escaped(from), Escaped(to));
        lines[8] = lines[8].Replace(right, wrong, StringComparison.Ordinal);
        var refused = Assert.Throws<ImportRefusedException>(() => LogReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        Assert.Equal(9, refused.Line);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"future\":1,", "\"future\":3,")]
    [InlineData("\"future\":1,", "\"future\":1,\"run\":2,")]
    [InlineData("\"future\":1,", "\"future\":1,\"worker\":1,")]
    [InlineData("\"future\":1,", "\"future\":1,\"status\":\"ok\",")]
    [InlineData("\"future\":1,", "")]
    [InlineData("\"detail\"", "\"other\"")]
    public void Read_InterventionWithWrongFields_IsRefused(string from, string to)
    {
        var lines = Encoding.UTF8.GetString(LogFile.ToBytes(Changed)).Split('\n');
        Assert.Contains(from, lines[8], StringComparison.Ordinal);
        lines[8] = lines[8].Replace(from, to, StringComparison.Ordinal);
        Assert.Equal(9, Assert.Throws<ImportRefusedException>(
            () => LogReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)))).Line);
    }

    [Fact]
    public void Read_TooManyInterventions_IsRefused()
    {
        RaceEvent[] More(int count) => Logs.Log(
            ["async"], ["BR"], [RunStarted(0), .. Enumerable.Repeat(Intervened(1, 0, Reset), count)]);
        Assert.NotEmpty(LogReader.Read(LogFile.ToBytes(More(Intervention.MaxPerRace))).Events);
        Assert.Throws<ImportRefusedException>(() => LogReader.Read(LogFile.ToBytes(More(Intervention.MaxPerRace + 1))));
    }

    // The detail of an event is JSON in a JSON string, so its quotes are escaped.
    private static string Escaped(string text) => text.Replace("\"", "\\u0022", StringComparison.Ordinal)
        .Replace("<", "\\u003C", StringComparison.Ordinal).Replace(">", "\\u003E", StringComparison.Ordinal);
}
