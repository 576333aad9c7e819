using System.Net;
using System.Text.RegularExpressions;
using FlagDashboard.Api;
using FlagDashboard.Observing;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Tests.Observing;

namespace FlagDashboard.Tests.Api;

public sealed class RecorderScriptEndpointTests : ApiTest
{
    private static readonly string Source =
        File.ReadAllText(Path.Combine(WebRoot.Folder, "..", "FlagDashboard", "Python", "futurelog.py"));

    [Fact]
    public async Task Recorder_Get_ReturnsSourceAsPython()
    {
        var response = await Get("/futurelog.py");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/x-python", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            Source.Replace(RecorderScriptEndpoint.AddressInSource, Dashboard.Address.AbsoluteUri, StringComparison.Ordinal),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Recorder_OnATerminal_ShowsProgramLiveAndPrintsItsAddress()
    {
        using var folder = new TemporaryFolder();
        var shown = await RecordedProgram.RunOnTerminal(folder.Path, await Download(folder), "map.py");

        var id = Regex.Match(shown, $"futurelog: live at {Dashboard.Address}race/(?<id>\\w+)").Groups["id"].Value;
        Assert.True(id.Length > 0, shown);
        Assert.Matches("futurelog: recorded 8 futures in .*map.futurelog", shown);
        var race = await GetJson($"/api/races/{id}");
        Assert.Equal(("program", "map.py", "finished"), (race.Text("kind"), race.Text("name"), race.Text("status")));
        Assert.Equal(8, race.GetProperty("program").Number("futures"));
    }

    [Fact]
    public async Task Recorder_ProgramIsKilled_RaceIsInterrupted()
    {
        using var folder = new TemporaryFolder();
        var shown = await RecordedProgram.RunOnTerminal(folder.Path, await Download(folder), "killed.py");
        Assert.Contains("futurelog: live at", shown, StringComparison.Ordinal);
        Assert.Equal("interrupted", Assert.Single((await GetJson("/api/races")).EnumerateArray()).Text("status"));
    }

    [Fact]
    public async Task Recorder_NoDashboard_SaysToImportTheFile()
    {
        using var folder = new TemporaryFolder();
        var recorder = await Download(folder);
        await using var closed = new RawSite((_, _) => Task.FromResult(RawSite.Missing));
        var source = await File.ReadAllTextAsync(recorder, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            recorder, source.Replace(Dashboard.Address.AbsoluteUri, closed.Address.AbsoluteUri, StringComparison.Ordinal),
            TestContext.Current.CancellationToken);

        var shown = await RecordedProgram.RunOnTerminal(folder.Path, recorder, "map.py");
        Assert.Contains(
            $"is not shown live, because no dashboard answers at {closed.Address}. Import it there", shown, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "map.futurelog")));
        Assert.Empty(Dashboard.Get<RaceRegistry>().Listed);
    }

    [Fact]
    public async Task Recorder_TooManyRecordings_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        var recorder = await Download(folder);
        for (var open = 0; open < Dashboard.Get<Limits>().MaxRecordings; open++)
        {
            var lines = new RecordingLineReader();
            lines.Read(new(1, Recordings.Of(Recordings.Header)));
            Dashboard.Get<LiveRecordings>().Begin(lines);
        }

        var shown = await RecordedProgram.RunOnTerminal(folder.Path, recorder, "map.py");
        Assert.Contains("is not shown live: 4 programs are being recorded on this server.", shown, StringComparison.Ordinal);
    }

    private async Task<string> Download(TemporaryFolder folder)
    {
        var path = Path.Combine(folder.Path, "futurelog.py");
        await File.WriteAllBytesAsync(path, await Client.GetByteArrayAsync(
            new Uri("/futurelog.py", UriKind.Relative), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return path;
    }

    [Fact]
    public async Task Recorder_GetAgainWithItsTag_IsNotSentAgain()
    {
        var tag = (await Get("/futurelog.py")).Headers.ETag!;
        Assert.Equal(HttpStatusCode.NotModified, (await Send(HttpMethod.Get, "/futurelog.py", ifNoneMatch: tag.Tag)).StatusCode);
    }
}
