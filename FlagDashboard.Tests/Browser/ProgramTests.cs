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

    private static async Task Import(Visitor visitor, string name)
    {
        await visitor.GoTo("/");
        await visitor.ImportLog(File(name));
        await visitor.Get("imported").WaitForAsync();
    }

    [Fact]
    public async Task Import_RecordedMap_ShowsFaultAndCureWithoutPlan()
    {
        await using var visitor = await browser.NewVisitor();
        await Import(visitor, Recordings.Map);
        await Expect(visitor.Get("verdict").Locator("b")).ToHaveTextAsync(new Regex("^flags_map.py on Python 3.11.7 took "));
        await Expect(visitor.Get("verdict").Locator("span")).ToHaveTextAsync(new Regex("^17 of 20 results waited behind call 3, IN"));
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

    [Fact]
    public async Task Import_DamagedRecording_SaysWhatToDo()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/");
        await visitor.ImportLog(File("damaged", Recordings.Of(Recordings.Header, "[5]")));
        await Expect(visitor.Get("import-refusal"))
            .ToHaveTextAsync($"Line 2: An observation has a time, a kind, an id and a thread. {ProgramFold.Remedy}");
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
