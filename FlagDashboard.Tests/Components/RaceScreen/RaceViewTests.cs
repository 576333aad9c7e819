using Bunit;
using FlagDashboard.Components;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.History;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Races;
using FlagDashboard.Timeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.RaceScreen;

/// <summary>A race that the page follows through the hub of a real server.</summary>
public sealed class RaceViewTests : ComponentTest
{
    private readonly SemaphoreSlim _permits = new(0);
    private readonly List<bool> _racing = [];

    private FakeMode OneByOne(string id) => new(id, run =>
    {
        foreach (var country in run.Countries)
        {
            if (!_permits.Wait(TimeSpan.FromSeconds(60)))
                throw new TimeoutException("The test gave no permit.");
            run.Received(run.DownloadInline(country));
        }
    });

    private Task<TestDashboard> ServeRaces() => Serve(OneByOne("sequential"), FakeMode.Idle());

    private static Race Start(TestDashboard dashboard) => dashboard.Race(plan => plan with { Countries = ["BR", "CN"] });

    private IRenderedComponent<RaceView> Show(Race race) => Render<RaceView>(live => live
        .Add(p => p.RaceId, race.Id)
        .Add(p => p.RacingChanged, _racing.Add));

    protected override async ValueTask DisposeAsyncCore()
    {
        _permits.Release(100);
        await base.DisposeAsyncCore();
        _permits.Dispose();
    }

    /// <summary>Shows a finished race at its end.</summary>
    private async Task<(Race Race, IRenderedComponent<RaceView> Live)> ShowFinished()
    {
        var dashboard = await ServeRaces();
        _permits.Release(2);
        var race = Start(dashboard);
        await race.Completion.Guarded();
        var live = Show(race);
        live.WaitForElement("[data-testid=results]");
        return (race, live);
    }

    [Fact]
    public void Race_HistoryOpensLater_IsShownThen()
    {
        using var folder = new TemporaryFolder();
        using (var before = new Archive(folder.Path))
            before.Run("aaaaaaaaaa");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("data", folder.Path)]).Build();
        Services.AddHistory(configuration);
        var recorder = Services.GetRequiredService<RaceArchive>();
        IRenderedComponent<RaceView> live;
        using (new FileStream(Path.Combine(folder.Path, "history.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            recorder.Flush();
            live = Render<RaceView>(parameters => parameters.Add(p => p.RaceId, "aaaaaaaaaa"));
            live.WaitForElement("[data-testid=missing]");
        }

        recorder.Flush();
        live.WaitForElement("[data-testid=results]");
        Assert.Empty(live.FindAll("[data-testid=missing]"));
        Services.GetRequiredService<HistoryDatabase>().Dispose();
    }

    [Fact]
    public async Task Race_Finished_IsShownWhole()
    {
        var (_, live) = await ShowFinished();
        Assert.Equal(["lane-sequential", "lane-idle"], live.FindAll(".lane").Select(lane => lane.GetAttribute("data-testid")));
        Assert.Equal("2/2 received", live.Find("[data-testid=progress-sequential] b").TextContent);
        Assert.Equal(2, live.FindAll("[data-testid=received-sequential] .got.flag").Count);
        Assert.Equal(2, live.FindAll("[data-testid=received-idle] .cancelled").Count);
        Assert.Equal(2, live.FindAll("[data-testid=lane-sequential] .b.f").Count);
        Assert.Equal("./?cc=BR,CN&site=local", live.Find("[data-testid=plan-link]").GetAttribute("href"));
    }

    [Fact]
    public async Task Race_Running_IsFollowedAndReportsItsEnd()
    {
        var race = Start(await ServeRaces());
        var live = Show(race);
        live.WaitForElement("[data-testid=clock-sequential].live");
        live.WaitForAssertion(() => Assert.Equal([true], _racing));
        Assert.Empty(live.FindAll("[data-testid=received-sequential] .got, [data-testid=results]"));

        _permits.Release();
        live.WaitForAssertion(() => Assert.Single(live.FindAll("[data-testid=received-sequential] .got")));
        live.WaitForAssertion(() => Assert.Equal("1/2 received", live.Find("[data-testid=progress-sequential] b").TextContent));

        _permits.Release();
        live.WaitForElement("[data-testid=results]");
        live.WaitForAssertion(() => Assert.Equal([true, false], _racing));
        Assert.Empty(live.FindAll(".live"));
    }

    [Fact]
    public async Task Race_Finished_IsReportedAsNotRunning()
    {
        var (_, live) = await ShowFinished();
        live.WaitForAssertion(() => Assert.Equal([false], _racing));
    }

    [Theory]
    [InlineData("step-back")]
    [InlineData("step")]
    public async Task Race_SteppedThrough_ShowsStateAfterEveryEvent(string step)
    {
        var (race, live) = await ShowFinished();
        var log = race.Log.Snapshot();
        if (step == "step")
            await live.InvokeAsync(() => live.FindComponent<PlayerBar>().Instance.Seek(log[0].AtMs));

        var times = log.Select(happened => happened.AtMs).Distinct().ToArray();
        foreach (var t in step == "step" ? times[1..] : times[..^1].Reverse())
        {
            await live.InvokeAsync(() => live.Find($"[data-testid={step}]").ClickAsync(new() { ShiftKey = true }));
            var then = RaceState.At(log, t);
            Assert.StartsWith($"event {then.LastEventSeq} of {log.Length}", live.Find("[data-testid=happened]").TextContent,
                StringComparison.Ordinal);
            Assert.Equal(
                then.Runs.SelectMany(run => Bars.Of(run, RowLayout.ByWorker)).Select(bar => BarMarkup.ClassOf(bar)),
                live.FindAll(".track > .b:not(.k)").Select(bar => bar.ClassName!.Split(" flag")[0]));
            Assert.Equal(then.Runs.Sum(run => run.Received.Count), live.FindAll(".strip .got").Count);
        }
    }

    [Fact]
    public async Task Race_SlowedDownWhileItRuns_FallsBehindAndCatchesUp()
    {
        var race = Start(await ServeRaces());
        var live = Show(race);
        live.WaitForElement("[data-testid=clock-sequential].live");
        Assert.Empty(live.FindAll("[data-testid=behind]"));
        await Use(live, "[data-testid=speed]", speed => speed.Change("0.25"));
        live.WaitForElement("[data-testid=behind]");
        Assert.Equal("¼×", live.Find("[data-testid=speed] option[selected]").TextContent);
        Assert.Single(live.FindAll(".player.away"));

        // The race goes on, and the page shows what happens later.
        await Use(live, "[data-testid=to-live]", front => front.Click());
        live.WaitForAssertion(() => Assert.Empty(live.FindAll("[data-testid=behind]")));
        Assert.Equal("1×", live.Find("[data-testid=speed] option[selected]").TextContent);
        Assert.True(live.Find("[data-testid=to-live]").HasAttribute("disabled"));
        _permits.Release();
        live.WaitForAssertion(() => Assert.Single(live.FindAll("[data-testid=received-sequential] .got")));

        await Use(live, "[data-testid=speed]", speed => speed.Change("0.5"));
        live.WaitForElement("[data-testid=behind]");
        _permits.Release();
        live.WaitForElement("[data-testid=results]");
        live.WaitForAssertion(() => Assert.Equal("2/2 received", live.Find("[data-testid=progress-sequential] b").TextContent));
        live.WaitForAssertion(() => Assert.Empty(live.FindAll("[data-testid=behind], .live")));
        Assert.Equal("½×", live.Find("[data-testid=speed] option[selected]").TextContent);
    }

    [Fact]
    public async Task Race_OfAnotherServer_IsMissing()
    {
        await ServeRaces();
        await using var other = await TestDashboard.Start();
        var live = Show(Start(other));
        live.WaitForElement("[data-testid=missing]");
        Assert.Empty(live.FindAll(".lane, [data-testid=race]"));
    }

    [Fact]
    public async Task Race_PageIsLeft_GoesOn()
    {
        var race = Start(await ServeRaces());
        Show(race).WaitForElement("[data-testid=clock-sequential].live");
        await DisposeComponentsAsync();
        _permits.Release(2);
        await race.Completion.Guarded();
        Assert.Equal(Outcome.Ok, race.Log.Fold().Outcome);
    }
}
