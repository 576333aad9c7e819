using Bunit;
using FlagDashboard.Components.Pages;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Components.Pages;

public sealed class EmptyStageTests : ComponentTest
{
    private int _runs;

    private IRenderedComponent<EmptyStage> Show(PlanDraft draft) => Render<EmptyStage>(stage => stage
        .Add(p => p.ReadResult, Read(draft))
        .Add(p => p.RunRequested, () => _runs++));

    [Fact]
    public async Task EmptyStage_ValidPlan_ShowsNumberOfFlagsAndItsModes()
    {
        var stage = Show(new() { Countries = ["FR", "DE", "ZZ"], Modes = ["async", "sequential"] });
        Assert.Equal("Press Run, and watch 2 flags arrive", stage.Find("h2").TextContent);
        Assert.Equal(["Async · event loop", "Sequential"], stage.FindAll(".guess b").Select(title => title.TextContent));
        await stage.InvokeAsync(() => stage.Find("[data-testid=first-run]").ClickAsync());
        Assert.Equal(1, _runs);
    }

    [Fact]
    public void EmptyStage_NoCountries_CannotRun()
    {
        var stage = Show(new() { Modes = ["async"] });
        Assert.True(stage.Find("[data-testid=first-run]").HasAttribute("disabled"));
        Assert.Equal("Press Run, and watch 0 flags arrive", stage.Find("h2").TextContent);
    }

    [Fact]
    public void EmptyStage_Plan_ShowsEmptyLanesOfItsPlannedLength()
    {
        var stage = Show(new() { Countries = ["FR", "DE"], Modes = ["async", "sequential"], DelayMs = "1000", JitterMs = "0" });
        Assert.All(stage.FindAll(".guess input"), mark =>
            Assert.Equal(("2160", "0"), (mark.GetAttribute("max"), mark.GetAttribute("value"))));
        Assert.Equal(
            ["0\u00a0s", "0.5\u00a0s", "1\u00a0s", "1.5\u00a0s", "2\u00a0s"], stage.FindAll(".times i").Select(tick => tick.TextContent));
    }

    [Fact]
    public void EmptyStage_NoModes_AsksForNoGuess()
    {
        var stage = Show(new() { Countries = ["FR"] });
        Assert.Empty(stage.FindAll(".guess"));
        Assert.True(stage.Find("[data-testid=first-run]").HasAttribute("disabled"));
    }
}
