using System.Text.Json;
using System.Text.RegularExpressions;
using FlagDashboard.Observing;
using FlagDashboard.Tests.Observing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The page of a recorded program.</summary>
[Collection<PagesInBrowser>]
public sealed class ProgramTests(BrowserFixture browser)
{
    private static FilePayload File(string name, byte[]? content = null) =>
        new() { Name = $"{name}.futurelog", MimeType = "application/octet-stream", Buffer = content ?? Recordings.File(name) };

    private static Task<string[]> LanesOf(Visitor visitor) =>
        visitor.Page.Locator(".race > .lane").EvaluateAllAsync<string[]>("lanes => lanes.map(lane => lane.dataset.testid)");

    private static async Task Import(Visitor visitor, string name)
    {
        await visitor.GoTo("/");
        await visitor.RaceImport(File(name));
        await visitor.Get("imported").WaitForAsync();
    }

    [Fact]
    public async Task Import_RecordedMap_ShowsFaultAndCureWithoutPlan()
    {
        await using var visitor = await browser.NewVisitor();
        await Import(visitor, Recordings.Map);
        await Expect(visitor.Get("verdict").Locator("b")).ToHaveTextAsync(new Regex("^flags_map.py on Python 3.11.7 took "));
        await Expect(visitor.Get("verdict").Locator("span")).ToHaveTextAsync(new Regex("^17 of 20 results waited behind call 3 \\(IN\\)"));
        var advice = visitor.Get("verdict").Locator("span");
        await Expect(advice).ToHaveCSSAsync("font-weight", "600");
        Assert.Equal(
            await visitor.Get("verdict").Locator("b").EvaluateAsync<string>("headline => getComputedStyle(headline).color"),
            await advice.EvaluateAsync<string>("advice => getComputedStyle(advice).color"));
        await Expect(visitor.Get("plan-link")).ToHaveCountAsync(0);
        await Expect(visitor.Get("run")).ToHaveCountAsync(0);
        await Expect(visitor.Get("race")).Not.ToContainTextAsync(new Regex("baseline|as fast|same network|time left"));
        await visitor.Get("share").ClickAsync();
        await Expect(visitor.Get("copy-race")).ToBeVisibleAsync();
        await Expect(visitor.Get("copy-lesson")).ToHaveCountAsync(0);
        await visitor.AssertAccessible("recorded program");
    }

    [Fact]
    public async Task Import_RecordedLoop_ShowsItsThreadBelowTheTasks()
    {
        await using var visitor = await browser.NewVisitor();
        await Import(visitor, Recordings.BlockedLoop);
        await Expect(visitor.Get("lane-thread-2").Locator(".track .b")).ToHaveCountAsync(1);
        await Expect(visitor.Get("verdict").Locator("span")).ToContainTextAsync("The event loop was blocked for 0.40 s by fetch");
    }

    [Theory]
    [InlineData("en-US", "Code that waits for results", "waits", "thread 0", "waits for BR")]
    [InlineData("zh-CN", "等待结果的代码", "等待", "线程 0", "等待 BR")]
    public async Task Import_RecordedMap_ShowsWhereItsCodeWaits(string locale, string title, string kind, string row, string first)
    {
        await using var visitor = await browser.NewVisitor(locale: locale);
        await Import(visitor, Recordings.Map);
        var lane = visitor.Get("lane-waits");
        await Expect(lane.Locator("h2")).ToContainTextAsync(title);
        await Expect(lane.Locator(".legend")).ToHaveTextAsync(kind);
        await Expect(lane.Locator(".labels span")).ToHaveTextAsync(row);
        await Expect(lane.Locator(".track .b.s")).ToHaveCountAsync(3);
        await Expect(lane.Locator(".track .b.s").First).ToContainTextAsync(first);
        Assert.Equal(["lane-executor-1", "lane-waits"], await LanesOf(visitor));
        await visitor.AssertAccessible($"waits of a program, {locale}");
    }

    [Fact]
    public async Task Recording_OfRunningProgram_AppearsAsItArrives()
    {
        var token = TestContext.Current.CancellationToken;
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        using var first = new LineContent();
        first.Write(Recordings.Header);
        first.Complete();
        var answer = await client.PostAsync(new Uri("api/recordings", UriKind.Relative), first, token);
        var begun = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(token)).RootElement;
        using var program = new LineContent();
        var sent = client.PostAsync(new Uri(begun.GetProperty("observations").GetString()!, UriKind.Relative), program, token);

        await visitor.GoTo(begun.GetProperty("page").GetString()!);
        await Expect(visitor.Get("verdict")).ToContainTextAsync("The program has not used an executor or an event loop yet.");
        program.Write(Recordings.Pool, """[[1,"new",1,0,0,"f",["'BR'"]],[2,"new",2,0,0,"f",["'CN'"]],[3,"running",1,1]]""");
        await Expect(visitor.Get("lane-executor-1").Locator(".track .b")).ToHaveCountAsync(1);
        await Expect(visitor.Get("lane-executor-1")).ToContainTextAsync("1 worker");
        program.Write("""[[4,"running",2,2]]""");
        await Expect(visitor.Get("lane-executor-1").Locator(".track .b")).ToHaveCountAsync(2);
        await Expect(visitor.Get("lane-executor-1")).ToContainTextAsync("2 workers");
        await visitor.AssertAccessible("running program");

        program.Write("""[[5,"block",1,0,"result",-1]]""");
        await Expect(visitor.Get("lane-waits").Locator(".track .b.o")).ToContainTextAsync("waits for BR");
        program.Write("""[[4000000,"executor",8,0,"ThreadPoolExecutor",2,"threads",""],[4000001,"new",9,0,8,"f",["'DE'"]]]""");
        await Expect(visitor.Get("lane-executor-2")).ToHaveCountAsync(1);
        program.Write(
            """[[5000000,"done",1,1,-1,"1"],[6000000,"done",2,2,-1,"1"],[7000000,"unblock",1,0,"result",-1]]""",
            """[[7000000,"got",1,0,"result",-1]]""", Recordings.End);
        program.Complete();
        await Expect(visitor.Get("verdict").Locator("b")).ToHaveTextAsync(new Regex("^p.py on Python 3.11.7 took "));
        await Expect(visitor.Get("lane-waits").Locator(".track .b.o")).ToHaveCountAsync(0);
        await Expect(visitor.Get("lane-waits").Locator(".track .b")).ToHaveCountAsync(1);
        Assert.Equal(["lane-executor-1", "lane-executor-2", "lane-waits"], await LanesOf(visitor));
        Assert.True((await sent).IsSuccessStatusCode);

        await using var reader = await browser.NewVisitor();
        var id = new Uri(visitor.Page.Url).AbsolutePath.Split('/')[^1];
        var replay = await client.GetStringAsync(new Uri($"api/races/{id}/replay.html", UriKind.Relative), token);
        await reader.Page.SetContentAsync(replay);
        await Expect(reader.Page.Locator("[data-run=waits] .track .b")).ToHaveCountAsync(1);
        Assert.Equal(
            ["executor-1", "executor-2", "waits"],
            await reader.Page.Locator("[data-run]").EvaluateAllAsync<string[]>("lanes => lanes.map(lane => lane.dataset.run)"));
    }

    [Fact]
    public async Task Import_DamagedRecording_SaysWhatToDo()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await visitor.RaceImport(File("damaged", Recordings.Of(Recordings.Header, "[5]")));
        await Expect(visitor.Get("import-refusal"))
            .ToHaveTextAsync($"Line 2: An observation has a time, a kind, an id and a thread. {RecordingConverter.Remedy}");
    }

    [Fact]
    public async Task History_RecordedProgram_CannotBeRunAgain()
    {
        await using var visitor = await browser.NewVisitor();
        await Import(visitor, Recordings.Threads);
        var id = new Uri(visitor.Page.Url).AbsolutePath.Split('/')[^1];
        await visitor.GoTo("/history");
        await Expect(visitor.Get($"open-{id}")).ToHaveTextAsync("primes_threads.py, Python 3.11.7");
        await Expect(visitor.Get($"rename-{id}")).ToHaveCountAsync(1);
        await Expect(visitor.Get($"again-{id}")).ToHaveCountAsync(0);
    }
}
