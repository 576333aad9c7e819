using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Flags;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Sharing;

public class HtmlReplayTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--\u2028{title}";

    private static string Page(RaceEvent[] log, EmbeddedImages? pictures = null) =>
        Encoding.UTF8.GetString(HtmlReplay.Of("abc", log, RaceState.At(log, double.MaxValue), pictures ?? EmbeddedImages.None).ToBytes());

    private static RaceEvent[] Log(string label) =>
    [
        new(1, 0, RaceEventKind.RaceStarted) { Definition =
        new RaceDefinition([label], Definition(["async"], []).Runs, null, new("map", label, label, "/experiments/map")) },
        RunStarted(0) with { Seq = 2 },
        Submitted(0, 0) with { Seq = 3 },
        Started(0, 0) with { Seq = 4 },
        Finished(5, 0, Outcome.Error) with { Seq = 5, Reason = label },
    ];

    private static JsonElement Data(string page) =>
        JsonElement.Parse(Regex.Match(page, """<script type="application/json" id="race">(.*)</script>""").Groups[1].Value);

    [Fact]
    public void Of_HostileNames_AreEscaped()
    {
        var (page, plain) = (Page(Log(Hostile)), Page(Log("plain")));
        Assert.Equal(Regex.Count(plain, "<"), Regex.Count(page, "<"));
        Assert.Equal(2, Regex.Count(page, "</script>"));
        Assert.DoesNotContain("\u2028", Regex.Match(page, """id="race">(?s).*""").Value, StringComparison.Ordinal);
        Assert.Equal(Hostile, Data(page).GetProperty("definition").GetProperty("items")[0].GetString());
        Assert.Equal(Hostile, Data(page).GetProperty("events")[4].GetProperty("detail").GetString());
    }

    [Fact]
    public void Of_Log_HasAllEventsAndTheDefinitionOnce()
    {
        var data = Data(Page(Log("BR")));
        Assert.Equal(5, data.GetProperty("events").GetArrayLength());
        Assert.Equal(5, data.GetProperty("end").GetDouble());
        Assert.False(data.GetProperty("events")[0].TryGetProperty("detail", out _));
    }

    [Fact]
    public void Of_Flags_EmbedsEachOnceAndRequestsNothing()
    {
        var page = Page(Log("BR"), new([new("sha0", Path.Combine(WebRoot.Folder, "flags", "br.png"), "image/png")], 2));
        Assert.Equal(
            "data:image/png;base64," + Convert.ToBase64String(WebRoot.Flag("BR")),
            Data(page).GetProperty("pictures").GetProperty("sha0").GetString());
        Assert.DoesNotMatch("""(src|href)\s*=\s*["'](?!data:)|https?://|@import|url\(""", page);
        Assert.Matches(
            "Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-[A-Za-z0-9+/=]{44}'; "
                + "style-src 'unsafe-inline'; img-src data:;",
            page);
        Assert.Contains("2 flags are left out", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FinishedRace_HasTheVerdictOfThePage()
    {
        RaceEvent[] log = [.. Log("BR")[..4], Finished(500, 0) with { Seq = 5 }, RunFinished(500) with { Seq = 6 },
            RaceFinished(500) with { Seq = 7 }];
        Assert.Contains("<p class=\"verdict\"><b>Finished in 0.50&#160;s.</b> </p>", Page(log), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"verdict\"", Page(Log("BR")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RunningRace_IsMarkedAsRunning() =>
        Assert.Contains("still running when exported at 0.00&#160;s", Page(Log("BR")[..4]), StringComparison.Ordinal);
}
