using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Sharing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

[Collection<RacesInBrowser>]
public sealed class ShareTests(BrowserFixture browser)
{
    private static readonly byte[] PngMagic = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private static async Task<string> Race(Visitor visitor, string query)
    {
        await visitor.GoTo($"/{query}");
        var race = await visitor.RunRace();
        await visitor.WaitForResults();
        return race;
    }

    private static async Task Open(Visitor visitor)
    {
        await visitor.Get("share").ClickAsync();
        await Expect(visitor.Get("share-menu")).ToBeVisibleAsync();
    }

    private static async Task<byte[]> Save(Visitor visitor, string file, string ending)
    {
        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Get($"save-{file}").ClickAsync());
        Assert.Matches($"^flagdashboard-[a-z0-9]{{10}}-{ending}$", download.SuggestedFilename);
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Files_DownloadedFromShareMenu_HaveExpectedContent()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "?delay=40&jitter=20&cc=BR,CN,DE");
        await Open(visitor);
        await visitor.AssertAccessible("share menu");
        Assert.NotEmpty(TraceRules.Check(await Save(visitor, "trace", "trace\\.json")));
        Assert.StartsWith("\uFEFFrace,mode,run", Encoding.UTF8.GetString(await Save(visitor, "csv", "futures\\.csv")));
        Assert.Contains("<svg ", Encoding.UTF8.GetString(await Save(visitor, "svg", "timeline\\.svg")), StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(await Save(visitor, "replay", "replay\\.html")));
        Assert.Equal(RaceEventKind.RaceFinished, LogReader.Read(await Save(visitor, "log", "log\\.ndjson")).Events[^1].Kind);
        var png = await Save(visitor, "png", "timeline\\.png");
        Assert.Equal(PngMagic, png[..8]);
        // The PNG header has the width, which is twice that of the SVG.
        Assert.Equal(2560, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.True(png.Length > 20_000);
    }

    [Fact]
    public async Task ShareMenu_ByKeyboard_OpensClosesAndReturnsFocus()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "?delay=40&jitter=20&cc=BR&modes=async");
        await visitor.Get("share").FocusAsync();
        await Expect(visitor.Get("copy-race")).ToBeAttachedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Get("share-menu")).ToBeVisibleAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        await Expect(visitor.Get("copy-race")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Get("share-menu")).ToBeHiddenAsync();
        await Expect(visitor.Get("share")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ShareMenu_OnPhone_FitsWidthAndIsAccessible()
    {
        await using var visitor = await browser.NewVisitor(width: 390, height: 844, scheme: ColorScheme.Dark);
        await Race(visitor, "?delay=40&jitter=20&cc=BR&modes=async");
        await Open(visitor);
        Assert.Equal(390, await visitor.PageWidth());
        await visitor.AssertAccessible("share menu on a phone, dark");
    }

    [Fact]
    public async Task PlanLink_Opened_ShowsPlanAndStartsNothing()
    {
        await using var visitor = await browser.NewVisitor();
        var race = await Race(visitor, "?delay=40&jitter=20&cc=BR,CN&modes=async&workers=2");
        await Open(visitor);
        var link = await visitor.Page.Locator("[id^=lesson-link]").TextContentAsync();
        Assert.EndsWith(race, (await visitor.Page.Locator("[id^=race-link]").TextContentAsync())!, StringComparison.Ordinal);

        await using var pupil = await browser.NewVisitor();
        await pupil.GoTo(new Uri(link!).PathAndQuery);
        await Expect(pupil.Get("empty")).ToContainTextAsync("watch 2 flags arrive");
        await Expect(pupil.Get("run")).ToBeEnabledAsync();
        Assert.Equal("/", new Uri(pupil.Page.Url).AbsolutePath);
    }

    [Fact]
    public async Task MomentLink_OfAPausedRace_ShowsThatMomentAndItsRows()
    {
        await using var visitor = await browser.NewVisitor();
        await Race(visitor, "?delay=60&jitter=20&cc=BR,CN,DE&modes=async,threads-map");
        await visitor.Get("rows-future").CheckAsync();
        var shown = visitor.Get("happened");
        var last = await shown.TextContentAsync();
        await visitor.Get("step-back").ClickAsync();
        await Expect(shown).Not.ToHaveTextAsync(last!);
        await Open(visitor);
        var code = visitor.Page.Locator("code[id^=moment-link]");
        await Expect(code).Not.ToContainTextAsync("t=0&");
        var (link, happened, time) = (
            await code.TextContentAsync(), await shown.TextContentAsync(), await visitor.Get("time").TextContentAsync());

        await using var other = await browser.NewVisitor();
        await other.GoTo(new Uri(link!).PathAndQuery);
        await Expect(other.Get("rows-future")).ToBeCheckedAsync();
        await Expect(other.Get("happened")).ToHaveTextAsync(happened!);
        await Expect(other.Get("time")).ToHaveTextAsync(time!);
        await Expect(other.Get("play")).ToHaveAttributeAsync("aria-label", "Play");
    }

    [Fact]
    public async Task Import_LogWithMarkup_ShowsItOnlyAsText()
    {
        const string Name = "<img src=x onerror=document.title='owned'><script>document.title='owned'</script>";
        var definition = new RaceDefinition(
            [Name], [new ModeInfo("async", Name, Name, ReceiveOrder.CompletionOrder),
            new ModeInfo("aside", Name, Name, ReceiveOrder.CallOrder, IsAuxiliary: true)],
            Experiment: new("lock", Name, Name, "/experiments/lock"));
        RaceEvent[] log =
        [
            new(1, 0, RaceEventKind.RaceStarted) { Definition = definition },
            new(2, 0, RaceEventKind.RunStarted, 0, Worker: 1), new(3, 0, RaceEventKind.WorkerNamed, 0, Worker: 1) { WorkerName = Name },
            new(4, 1, RaceEventKind.Submitted, 0, 0),
            new(5, 2, RaceEventKind.Started, 0, 0, 1),
            new(6, 9, RaceEventKind.Finished, 0, 0, Status: Outcome.Ok, ImageHash: new string('0', 64)) { Result = Name },
            new(7, 9, RaceEventKind.Received, 0, 0),
            new(8, 10, RaceEventKind.RunFinished, 0, Status: Outcome.Error) { Reason = Name },
            new(9, 10, RaceEventKind.RunStarted, 1, Worker: 1), new(10, 10, RaceEventKind.Phase, 1, Worker: 1) { PhaseName = Name },
            new(11, 10, RaceEventKind.RunFinished, 1, Status: Outcome.Ok), new(12, 10, RaceEventKind.RaceFinished, Status: Outcome.Ok),
        ];
        await using var visitor = await browser.NewVisitor();
        // The imported log names a flag that this server does not have, so the request for it fails.
        visitor.IgnoreErrors(error =>
            error.Contains("/images/000", StringComparison.Ordinal) || error.Contains("status of 404", StringComparison.Ordinal));
        await visitor.GoTo("/");
        await visitor.RaceImport(
            new FilePayload { Name = "log.ndjson", MimeType = "application/x-ndjson", Buffer = LogFile.ToBytes(log) });
        await visitor.Get("imported").WaitForAsync();
        await Expect(visitor.Get("lane-async").Locator("h2")).ToContainTextAsync(Name);
        await Expect(visitor.Get("lane-async").Locator(".track .b.f")).ToContainTextAsync(Name);
        await visitor.Get("rows-future").CheckAsync();
        await visitor.Get("show-transcript-async").ClickAsync();
        await Expect(visitor.Get("transcript-async")).ToContainTextAsync(Name);
        await visitor.Get("lane-async").Locator(".track .b.f").HoverAsync();
        await Expect(visitor.Get("bar-card")).ToContainTextAsync(Name);
        Assert.DoesNotContain("owned", await visitor.Page.TitleAsync(), StringComparison.Ordinal);
        await Expect(visitor.Page.Locator("img[src='x']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Import_DownloadedLog_ShowsSameRace()
    {
        await using var visitor = await browser.NewVisitor();
        var race = await Race(visitor, "?delay=40&jitter=20&cc=BR,CN,DE&modes=async,threads-map");
        await Open(visitor);
        var log = await Save(visitor, "log", "log\\.ndjson");
        await visitor.RaceImport(new FilePayload { Name = "log.ndjson", MimeType = "application/x-ndjson", Buffer = log });
        await visitor.Get("imported").WaitForAsync();
        Assert.NotEqual(race, new Uri(visitor.Page.Url).AbsolutePath);
        Assert.Equal(3, await visitor.ReceivedCount("async"));
        await Open(visitor);
        Assert.Equal(log, await Save(visitor, "log", "log\\.ndjson"));
    }

    [Fact]
    public async Task Import_FileIsNotALog_ShowsReason()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await visitor.RaceImport(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "hello"u8.ToArray() });
        await Expect(visitor.Get("import-refusal"))
            .ToHaveTextAsync("Line 1: The line is not an event of a race, written as JSON. " + ImportRefusedException.DefaultRemedy);
        await visitor.AssertAccessible("refused import");
    }
}
