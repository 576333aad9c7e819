using System.Net;
using System.Text.Json;
using FlagDashboard.Tests.Api;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Browser;

/// <summary>The API beside the page: in the product as its users start it.</summary>
[Collection<RacesInBrowser>]
public sealed class ApiTests(BrowserFixture browser)
{
    private static readonly string Docs = File.ReadAllText(Path.Combine(WebRoot.Folder, "..", "docs", "api.md"));

    [Fact]
    public async Task JavaScriptClient_PrintedInDocs_ReceivesAllEvents()
    {
        // The dashboard's own pages allow no inline script. The printed example is meant for another page of the same origin, such as one
        // that a proxy serves.
        await using var visitor = await browser.NewVisitor(bypassPolicy: true);
        // Ignores the missing favicon, which the browser requests by itself. Other missing files are still reported through their response.
        visitor.IgnoreErrors(error => error.StartsWith("console: Failed to load resource", StringComparison.Ordinal));
        var printed = Docs.Split("```html\n")[1].Split("```")[0];
        var said = new List<string>();
        var ended = new TaskCompletionSource();
        visitor.Page.Console += (_, message) =>
        {
            // The client also logs messages of its own. Only lines of events begin with a digit, their time.
            if (char.IsAsciiDigit(message.Text[0]))
                said.Add(message.Text);
            if (message.Text.EndsWith(" raceFinished", StringComparison.Ordinal))
                ended.SetResult();
        };

        // The example is inserted into a page of the server, because the browser blocks connections from an empty page to a local server.
        await visitor.Page.GotoAsync("/alive");
        var started = await visitor.Page.RunAndWaitForResponseAsync(
            () => visitor.Page.SetContentAsync($"<!DOCTYPE html>{printed}"), response =>
                response.Request.Method == "POST" && response.Url.EndsWith("/api/races", StringComparison.Ordinal));
        await ended.Task.Guarded();

        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        var log = await client.GetStringAsync($"{started.Headers["location"]}/events", TestContext.Current.CancellationToken);
        var events = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line));
        Assert.Equal(events.Select(raceEvent => $"{raceEvent.GetProperty("at").GetRawText()} {raceEvent.Text("kind")}"), said);
    }

    [Fact]
    public async Task Get_UnknownAddress_ReturnsPageToBrowsersAndProblemToPrograms()
    {
        await browser.EnsureStarted();
        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        foreach (var path in new[] { "/nosuch", "/apis", "/images/nosuch" })
        {
            var page = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
            Assert.Contains("There is no such page", await page.Text());
        }

        foreach (var path in new[] { "/api/nosuch", "/api/races/nosuch", "/openapi/nosuch" })
            await (await client.GetAsync(path, TestContext.Current.CancellationToken)).Problem(HttpStatusCode.NotFound);
        await (await client.DeleteAsync("/api/races", TestContext.Current.CancellationToken)).Problem(HttpStatusCode.MethodNotAllowed);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Race_StartedByAProgram_IsShownByThePage()
    {
        await using var visitor = await browser.NewVisitor();
        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        using var plan = new StringContent("""{ "site": "local", "countries": "BR CN" }""", null, "application/json");
        var response = await client.PostAsync("/api/races", plan, TestContext.Current.CancellationToken);
        var race = await response.Json(HttpStatusCode.Created);
        await visitor.GoTo(race.GetProperty("links").Text("page"));
        await visitor.WaitForResults();
        await visitor.WaitForFlags("sequential", 2);
    }

    [Fact]
    public async Task Experiment_StartedOnPage_IsInApiWithLinkToItsPage()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.GoTo("/experiments/map-or-as-completed");
        await visitor.Get("run").ClickAsync();
        await visitor.Page.WaitForFunctionAsync("() => location.search.includes('race=')");
        var id = await visitor.Page.EvaluateAsync<string>("() => new URLSearchParams(location.search).get('race')");

        using var client = new HttpClient { BaseAddress = browser.Server.Address };
        var race = await (await client.GetAsync($"/api/races/{id}", TestContext.Current.CancellationToken)).Json(HttpStatusCode.OK);
        Assert.Equal(("experiment", false), (race.Text("kind"), race.TryGetProperty("plan", out _)));
        await client.PostAsync($"/api/races/{id}/cancel", null, TestContext.Current.CancellationToken);
        await visitor.GoTo(race.GetProperty("links").Text("page"));
        await visitor.Page.Locator("[data-testid^=lane-]").First.WaitForAsync();
    }
}
