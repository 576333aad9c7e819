using Bunit;
using FlagDashboard.Components.Series;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Series;

public sealed class SeriesPageTests : ComponentTest
{
    private readonly ManualResetEventSlim _gate = new();
    private RaceSeries _series = null!;

    private async Task<IRenderedComponent<SeriesPage>> Show(int count, params string[] modes)
    {
        await Serve(new FakeMode("gated", _ => _gate.Wait(TimeSpan.FromSeconds(60))), FakeMode.Idle());
        RacePlan plan = new() { Countries = ["FR", "DE"], Modes = modes, Site = SiteId.Local };
        _series = Services.GetRequiredService<SeriesRegistry>().Start(plan, count);
        return Render<SeriesPage>(page => page.Add(p => p.Id, _series.Id));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _gate.Set();
        await base.DisposeAsyncCore();
        _gate.Dispose();
    }

    [Fact]
    public async Task Page_RunningSeries_ShowsItsRaceAndCanBeCancelled()
    {
        var page = await Show(3, "gated");
        page.WaitForElement("[data-testid=race]");
        Assert.StartsWith("Race 1 of 3 ", page.Find("[data-testid=series-status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=series-results], [data-testid=series-csv]"));

        await page.InvokeAsync(() => page.Find("[data-testid=cancel-series]").ClickAsync());
        _gate.Set();
        await _series.Completion.Guarded();
        page.WaitForAssertion(() => Assert.StartsWith(
            "Cancelled: 0 of 3 races completed", page.Find("[data-testid=series-status]").TextContent, StringComparison.Ordinal));
        Assert.Contains("not counted: cancelled", page.Find("[data-testid=series-runs]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=race], [data-testid=dot-plot], [data-testid=cancel-series]"));
    }

    [Fact]
    public async Task Page_InterruptedSeries_SaysThatItDoesNotGoOn()
    {
        var page = await Show(3, "gated");
        page.WaitForElement("[data-testid=race]");
        Assert.Empty(page.FindAll("[data-testid=series-interrupted]"));
        var race = (await Services.GetRequiredService<RaceRegistry>().Find(_series.RaceIds[0]))!;
        await race.Interrupt();
        _gate.Set();
        await _series.Completion.Guarded();
        page.WaitForElement("[data-testid=series-interrupted]");
        Assert.StartsWith(
            "Interrupted: 0 of 3 races completed", page.Find("[data-testid=series-status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_EndedSeries_ShowsEveryRunAsADotThatLinksToItsRace()
    {
        _gate.Set();
        var page = await Show(4, "gated", "idle");
        await _series.Completion.Guarded();
        page.WaitForElement("[data-testid=series-csv]");
        Assert.StartsWith("4 of 4 races completed", page.Find("[data-testid=series-status]").TextContent, StringComparison.Ordinal);
        foreach (var mode in new[] { "gated", "idle" })
        {
            Assert.Equal(
                _series.RaceIds.Select(id => $"./race/{id}"),
                page.FindAll($"[data-testid=band-{mode}] a").Select(dot => dot.GetAttribute("href")));
        }

        Assert.Equal(["4 of 4", "4 of 4"], page.FindAll("[data-testid=series-modes] td:last-child").Select(cell => cell.TextContent));
        Assert.Equal(4, page.FindAll("[data-testid=series-runs] tbody tr").Count);
        Assert.NotEmpty(page.FindAll("[data-testid=differences] li"));
        Assert.Equal($"./api/series/{_series.Id}/runs.csv", page.Find("[data-testid=series-csv]").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_OpenedByViewer_HasNoCancel()
    {
        Services.AddSingleton<ICurrentUser>(FakeUser.Viewer);
        var page = await Show(2, "gated");
        page.WaitForElement("[data-testid=series-status]");
        Assert.Empty(page.FindAll("[data-testid=cancel-series]"));
    }

    [Fact]
    public void Page_UnknownSeries_SaysSo()
    {
        var page = Render<SeriesPage>(page => page.Add(p => p.Id, "nothing"));
        page.WaitForAssertion(() => Assert.Equal(
            "There is no series “nothing” on this server", page.Find("[data-testid=missing]:not([hidden]) h2").TextContent));
    }
}
