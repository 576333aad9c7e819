using Bunit;
using FlagDashboard.Components.Sharing;
using FlagDashboard.Modes;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Components.Sharing;

public sealed class ShareMenuTests : ComponentTest
{
    private IRenderedComponent<ShareMenu> Show(string id = "abc", RowLayout rows = RowLayout.ByWorker, bool experiment = false)
    {
        var menu = Render<ShareMenu>(menu => menu
            .Add(p => p.RaceId, id).Add(p => p.StartPageLink, "/?cc=BR,CN").Add(p => p.Rows, rows).Add(
                p => p.BelongsToExperiment, experiment));
        Toggle(menu);
        return menu;
    }

    // What the browser reports when it has opened or closed the menu.
    private static void Toggle(IRenderedComponent<ShareMenu> menu) =>
        menu.Find("[data-testid=share-menu]").TriggerEvent("ontoggle", EventArgs.Empty);

    [Theory]
    [InlineData(".share", "onpointerenter")]
    [InlineData(".share", "onfocusin")]
    [InlineData("[data-testid=share-menu]", "ontoggle")]
    public void Links_NobodyNearTheButton_AreNotSent(string element, string approach)
    {
        var menu = Render<ShareMenu>(menu => menu.Add(p => p.RaceId, "abc").Add(p => p.StartPageLink, "/?cc=BR,CN"));
        Assert.Empty(menu.FindAll("code, a, [data-copy]"));
        menu.Find(element).TriggerEvent(approach, EventArgs.Empty);
        Assert.Equal((3, 5), (menu.FindAll("code").Count, menu.FindAll("a[download]").Count));
    }

    [Fact]
    public void Links_RaceAndPlan_AreAbsolute()
    {
        var menu = Show();
        Assert.Equal(
            ["http://localhost/race/abc", "http://localhost/race/abc?t=0&rows=worker", "http://localhost/?cc=BR,CN"],
            menu.FindAll("code").Select(code => code.TextContent));
        Assert.Equal(menu.FindAll("code").Select(code => code.Id), menu.FindAll("[data-copy]")
            .Select(button => button.GetAttribute("data-copy")));
        Assert.Contains("Carries only the plan.", menu.Markup, StringComparison.Ordinal);
        Assert.Contains("Carries only the experiment and its settings.", Show(experiment: true).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void MomentLink_MenuOpened_HasTimeAndRowsOfThatMoment()
    {
        var menu = Show(rows: RowLayout.ByFuture);
        var renders = menu.RenderCount;
        menu.Render(p => p.Add(v => v.ShownMs, 250.00041));
        Assert.Equal(renders, menu.RenderCount);
        Toggle(menu);
        Assert.Equal("http://localhost/race/abc?t=250.001&rows=future", menu.Find("#moment-link-abc").TextContent);
        Assert.Contains("stopped at 0.25\u00a0s", menu.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_All_HaveAddressAndDescription()
    {
        var menu = Show(rows: RowLayout.ByFuture);
        Assert.Equal(
            ["./api/races/abc/replay.html", "./api/races/abc/timeline.svg?rows=future", "./api/races/abc/trace.json",
            "./api/races/abc/futures.csv", "./api/races/abc/log.ndjson"],
            menu.FindAll("a[download]").Select(link => link.GetAttribute("href")));
        Assert.Equal(9, menu.FindAll("li span").Count(line => line.TextContent.Length > 20));
    }

    [Fact]
    public async Task PngPicture_Pressed_IsCreatedByBrowser()
    {
        var module = JSInterop.SetupModule("./js/share.js");
        module.SetupVoid("savePicture", "./api/races/abc/timeline.svg?rows=worker", "flagdashboard-abc-timeline.png").SetVoidResult();
        var menu = Show();
        await menu.InvokeAsync(() => menu.Find("[data-testid=save-png]").ClickAsync());
        Assert.Single(module.Invocations["savePicture"]);
        Assert.Empty(menu.FindAll("[data-testid=share-trouble]"));
    }

    [Fact]
    public async Task PngPicture_BrowserCannotCreateIt_ShowsWhatToDo()
    {
        JSInterop.SetupModule("./js/share.js").SetupVoid("savePicture", _ => true)
            .SetException(new Microsoft.JSInterop.JSException("too large"));
        var menu = Show();
        await menu.InvokeAsync(() => menu.Find("[data-testid=save-png]").ClickAsync());
        Assert.Contains("Download the SVG", menu.Find("[data-testid=share-trouble]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportedMark_ImportedRace_IsShown()
    {
        var dashboard = await Serve(new Sequential());
        var race = dashboard.Race(plan => plan with { Countries = ["BR"] });
        await race.Through();
        var imported = dashboard.Get<RaceRegistry>().Import(race.Log.Snapshot());
        Assert.Empty(Show(race.Id).FindAll("[data-testid=imported]"));
        Assert.Single(Show(imported.Id).FindAll("[data-testid=imported]"));
    }
}
