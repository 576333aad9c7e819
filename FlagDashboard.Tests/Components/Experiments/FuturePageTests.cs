using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components.Experiments;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Experiments;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Races;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ExecutorSession = FlagDashboard.Experiments.ExecutorSession;

namespace FlagDashboard.Tests.Components.Experiments;

/// <summary>Tests the page with a real server. The tests advance the clock of the calls and of the presence timeout.</summary>
public sealed class FuturePageTests : ComponentTest
{
    private readonly FakeClock _clock = new();
    private FutureExperiment _experiment = null!;
    private RaceRegistry _races = null!;

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri);

    private ExecutorSession Opened => _experiment.Find(_races.Listed.Last().Id)!;

    private async Task<IRenderedComponent<FuturePage>> Show(string address = "/experiments/future")
    {
        if (_experiment is null)
        {
            _races = (await Serve(FakeMode.Idle())).Get<RaceRegistry>();
            _experiment = new(_races, _clock);
            Services.AddSingleton(_experiment);
        }

        Navigation.NavigateTo(address);
        return Render<FuturePage>();
    }

    /// <summary>Renders the page, and submits its calls.</summary>
    private async Task<IRenderedComponent<FuturePage>> ShowOpen(string query = "")
    {
        var page = await Show("/experiments/future?" + query);
        await Submit(page);
        await Opened.Ready.Guarded();
        page.WaitForElement($"[data-testid=future-f{Opened.Futures.Count}]");
        return page;
    }

    // Finds and presses the button in one step, because the page may render again at any time while the race runs.
    private static Task Press(IRenderedComponent<FuturePage> page, string button) =>
        page.InvokeAsync(() => page.Find($"[data-testid={button}]").ClickAsync());

    private static Task Submit(IRenderedComponent<FuturePage> page) => page.InvokeAsync(() => page.Find("form").SubmitAsync());

    private static Task Type(IRenderedComponent<FuturePage> page, string field, string text) =>
        page.InvokeAsync(() => page.Find($"input[data-testid={field}]").InputAsync(new() { Value = text }));

    private static Task Start(IRenderedComponent<FuturePage> page, int scenario) =>
        page.InvokeAsync(() => page.FindAll(".preset")[scenario].ClickAsync());

    private static void Answers(IRenderedComponent<FuturePage> page, string answer) =>
        page.WaitForAssertion(() =>
            Assert.Contains(page.FindAll("[data-testid=answers] tr td:nth-child(2)"), cell => cell.TextContent == answer));

    private static IElement State(IRenderedComponent<FuturePage> page, string future) => page.Find($"[data-testid=state-{future}]");

    protected override async ValueTask DisposeAsyncCore()
    {
        foreach (var race in _races?.Listed ?? [])
            race.Cancel();
        await base.DisposeAsyncCore();
    }

    [Fact]
    public async Task Page_BeforeFirstCall_ShowsInstructionsAndPythonNames()
    {
        var page = await Show();
        Assert.Equal("One future at a time", page.Find("h1").TextContent);
        Assert.Single(page.FindAll("[data-testid=empty]"));
        Assert.Equal(5, page.FindAll(".preset").Count);
        Assert.Equal(
            ["done()", "running()", "cancelled()", "result(timeout=None)", "exception(timeout=None)", "cancel()", "add_done_callback(fn)"],
            page.FindAll("[data-testid=names] tbody th").Select(name => name.TextContent));
        Assert.Empty(page.FindAll("[data-testid=hand], [data-testid=close], [data-testid=give-up]"));
        Assert.Empty(_races.Listed);
    }

    [Fact]
    public async Task Submit_FirstCall_OpensExecutorWithSettingsOfLinkAndAddsRaceToAddress()
    {
        var page = await ShowOpen("seconds=3,4&then=raises&workers=1");
        var race = Assert.Single(_races.Listed);
        Assert.Equal($"experiments/future?seconds=3,4&then=raises&workers=1&race={race.Id}", Here);
        Assert.Equal((1, 2, true), (Opened.Workers, Opened.Futures.Count, race.IsExecutorSession));
        Assert.Equal(["Fail(3)", "Fail(4)"], page.FindAll(".future .code").Select(code => code.TextContent));
        Assert.Equal(["lane-executor", "lane-caller"], page.FindAll(".lane").Select(lane => lane.GetAttribute("data-testid")));
        Assert.Equal("/experiments/future?seconds=3,4&then=raises&workers=1", race.Definition.Experiment!.Link);
    }

    [Fact]
    public async Task Submit_OpenExecutor_AddsCalls()
    {
        var page = await ShowOpen();
        await Type(page, "seconds", "1, 2");
        await Submit(page);
        page.WaitForAssertion(() => Assert.Equal(["f1", "f2", "f3"], page.FindAll(".future .name").Select(name => name.TextContent)));
        Assert.Single(_races.Listed);
    }

    [Fact]
    public async Task Cards_EveryState_ShowStateAsTextAndDisableNothing()
    {
        var page = await ShowOpen("seconds=5,5,5");
        page.WaitForAssertion(() => Assert.Equal(("running", "pending"), (State(page, "f1").TextContent, State(page, "f3").TextContent)));
        Assert.Equal("<Future f3 state=pending>", page.Find("[data-testid=text-f3]").TextContent);
        Assert.Equal(21, page.FindAll(".ask").Count);
        Assert.DoesNotContain(page.FindAll(".ask"), button => button.HasAttribute("disabled"));

        await Press(page, "f3-Cancel");
        await Press(page, "f1-Cancel");
        Answers(page, "f3.Cancel() → True");
        Answers(page, "f1.Cancel() → False");
        Assert.Equal("cancelled", State(page, "f3").TextContent);
        Assert.Equal(21, page.FindAll(".ask").Count);

        _clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Equal("finished ✓ returned", State(page, "f1").TextContent));
        Assert.Equal("<Future f1 state=finished returned Double>", page.Find("[data-testid=text-f1]").TextContent);
    }

    [Fact]
    public async Task Result_Pressed_BlocksCallerButNotPage()
    {
        var page = await ShowOpen("timeout=");
        Assert.Equal("f1.Result()", page.Find("[data-testid=f1-Result]").GetAttribute("aria-label"));
        await Press(page, "f1-Result");
        Assert.Equal("The caller is blocked in f1.Result() …", page.WaitForElement("[data-testid=blocked] td:nth-child(2)").TextContent);
        Assert.Single(page.FindAll("[data-testid=lane-caller] .b.o"));
        await Press(page, "f1-Done");
        Answers(page, "f1.Done → False");

        _clock.Advance(TimeSpan.FromSeconds(5));
        Answers(page, "f1.Result() → 50");
        Assert.Empty(page.FindAll("[data-testid=blocked]"));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=received-executor] .got")));
    }

    [Fact]
    public async Task ResultWithTimeout_Pressed_WaitsForTimeoutShownOnButton()
    {
        var page = await ShowOpen();
        await Type(page, "timeout", "0.5");
        Assert.Equal("Result(0.5 s)", page.Find("[data-testid=f1-Result]").TextContent);
        await Press(page, "f1-Result");
        page.WaitForElement("[data-testid=blocked]");
        // Waits for the timers of the executor, of the call and of the presence timeout.
        for (var i = 0; i < 3; i++)
            _clock.WaitForNextTimer();
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Answers(page, "f1.Result(timeout: 0.5 s) → raised TimeoutException: <Future f1 state=running> was not done in time.");
    }

    [Theory]
    [InlineData("x", "“x” is not a number.")]
    [InlineData("31", "“31” is not from 0 to 30.")]
    [InlineData("-1", "“-1” is not from 0 to 30.")]
    public async Task Timeout_Invalid_ShowsProblemAndSkipsOnlyBlockingCalls(string text, string problem)
    {
        var page = await ShowOpen();
        await Type(page, "timeout", text);
        Assert.Contains(problem, page.Find(".timeout").TextContent, StringComparison.Ordinal);
        await Press(page, "f1-Result");
        await Press(page, "f1-Exception");
        await Press(page, "f1-Done");
        Answers(page, "f1.Done → False");
        Assert.Equal(2, page.FindAll("[data-testid=answers] tbody tr").Count);
        await Submit(page);
        page.WaitForElement("[data-testid=future-f2]");
    }

    [Theory]
    [InlineData("seconds=31", "“31” is not from 0 to 30.")]
    [InlineData("seconds=", "Give at least one number.")]
    [InlineData("seconds=1,2,3,4,5,6,7,8,9,10,11", "11 numbers are too many: at most 10.")]
    [InlineData("workers=5", "“5” is not from 1 to 4.")]
    [InlineData("then=explodes", "“explodes” is none of returns, raises.")]
    public async Task Link_Invalid_ShowsProblemAndOpensNothing(string query, string problem)
    {
        var page = await Show("/experiments/future?" + query);
        Assert.Contains(problem, page.Find("form").TextContent, StringComparison.Ordinal);
        await Submit(page);
        Assert.Empty(_races.Listed);
    }

    [Fact]
    public async Task Start_Scenario_OpensSessionWithAdviceAndCancelsPrevious()
    {
        var page = await ShowOpen();
        var before = Opened;
        await Start(page, 0);
        await Start(page, 0);
        page.WaitForElement("[data-testid=future-f3]");
        Assert.Equal(2, _races.Listed.Count);
        Assert.StartsWith("f3 is pending", page.Find("[data-testid=try]").TextContent, StringComparison.Ordinal);
        Assert.Equal("three calls, two workers", page.Find(".preset.on").TextContent);
        await before.Race.Completion.Guarded();
        Assert.Equal(Outcome.Cancelled, before.Race.Log.Fold().Outcome);
    }

    [Fact]
    public async Task Workers_ChangedWhileOpen_ApplyToNextExecutor()
    {
        var page = await ShowOpen();
        Assert.Empty(page.FindAll("[data-testid=workers-later]"));
        await Type(page, "workers", "4");
        Assert.Equal(
            "The open executor has 2 workers. Close it to change the number.", page.Find("[data-testid=workers-later]").TextContent);
    }

    [Fact]
    public async Task Close_RunningCalls_WaitsForThemAndCanCancelThem()
    {
        var page = await ShowOpen("seconds=30");
        await Press(page, "close");
        Assert.Equal("The caller is blocked in executor.Shutdown(wait: true) …",
            page.WaitForElement("[data-testid=blocked] td:nth-child(2)").TextContent);
        Assert.Empty(page.FindAll("[data-testid=close]"));
        await Press(page, "give-up");
        page.WaitForElement("[data-testid=closed]");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=give-up], .ask")));
        Assert.Contains("Cancelled", page.Find("[data-testid=closed]").TextContent, StringComparison.Ordinal);

        await Submit(page);
        page.WaitForAssertion(() => Assert.Equal(7, page.FindAll(".ask").Count));
        Assert.Equal(2, _races.Listed.Count);
    }

    [Fact]
    public async Task Close_NothingRuns_ShowsConclusion()
    {
        var page = await ShowOpen("seconds=0");
        page.WaitForAssertion(() => Assert.Equal("finished ✓ returned", State(page, "f1").TextContent));
        await Press(page, "close");
        page.WaitForAssertion(() =>
            Assert.StartsWith("1 returned, 0 raised, 0 cancelled.", page.Find("[data-testid=verdict] span").TextContent,
            StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=results], [data-testid=try]"));
    }

    [Fact]
    public async Task Cancel_RaceFromOutside_IsShown()
    {
        var page = await ShowOpen("seconds=30,30,30");
        Opened.Race.Cancel();
        Answers(page, "The race was cancelled.");
        page.WaitForAssertion(() => Assert.Equal("cancelled", State(page, "f3").TextContent));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".ask, [data-testid=close], [data-testid=give-up]")));
    }

    [Fact]
    public async Task Page_InTwoTabs_KeepsSessionOpenUntilBothAreClosed()
    {
        var first = await ShowOpen();
        var hand = Opened;
        var second = await Show("/" + Here);
        second.WaitForElement("[data-testid=future-f1]");
        await Press(second, "f1-Running");
        Answers(first, "f1.Running → True");

        first.Instance.Dispose();
        _clock.Advance(InactivityTimeout.LimitWithoutPage * 3);
        Assert.True(hand.IsOpen);
        second.Instance.Dispose();
        _clock.Advance(InactivityTimeout.LimitWithoutPage);
        Assert.False(hand.IsOpen);
    }

    [Fact]
    public async Task Page_UnknownRace_ShowsMessage()
    {
        var page = await Show("/experiments/future?race=nosuch");
        page.WaitForElement("[data-testid=missing]");
        Assert.Empty(page.FindAll("[data-testid=hand], [data-testid=give-up]"));
        Assert.Single(page.FindAll("[data-testid=submit]"));
    }

    [Fact]
    public async Task Submit_TooManySessions_ShowsRefusal()
    {
        var page = await Show();
        var settings = SettingValues.Read(_experiment.Settings, _ => null);
        for (var i = 0; i < Limits.Default.MaxInteractive; i++)
            _experiment.OpenSession(settings);
        await Submit(page);
        Assert.StartsWith("50 executors are open on this server", page.Find("[data-testid=refusal]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_PressedFiftyTimes_AnswersEachAndRendersNoCardAgain()
    {
        var page = await ShowOpen("seconds=30,30");
        // Waits until the page has rendered all events of the two submitted calls.
        page.WaitForAssertion(() =>
        {
            Assert.Equal("running", State(page, "f1").TextContent);
            Assert.Equal("running", State(page, "f2").TextContent);
            Assert.Equal(2, page.FindAll("[data-testid=answers] tbody tr").Count);
        });
        var drawn = page.FindComponents<SessionFutureCard>().Select(card => card.RenderCount).ToList();
        for (var i = 0; i < 50; i++)
            await Press(page, "f1-Done");
        page.WaitForAssertion(() => Assert.Equal(52, page.FindAll("[data-testid=answers] tbody tr").Count));
        Assert.Equal(drawn, page.FindComponents<SessionFutureCard>().Select(card => card.RenderCount));
        Assert.Single(page.FindComponents<RaceView>());
    }

    [Fact]
    public async Task Submit_TooManyFutures_ShowsRefusal()
    {
        var page = await ShowOpen("seconds=0");
        for (var i = 0; i < ExecutorSession.MaxFutures; i++)
            await Submit(page);
        Assert.Equal("One executor takes at most 50 futures. Close it, and submit to a new one.",
            page.Find("[data-testid=refusal]").TextContent);
        page.WaitForAssertion(() => Assert.Equal(ExecutorSession.MaxFutures, page.FindAll(".future").Count));
        Assert.Single(_races.Listed);
    }
}
