using Bunit;
using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Components.Picker;

public sealed class PlanPanelTests : ComponentTest
{
    private static readonly PlanDraft Good = new() { Countries = ["FR", "DE"], Modes = ["async"] };

    private PlanDraft? _told;
    private int _runs;
    private int _cancels;
    private string? _repeat;

    private IRenderedComponent<PlanPanel> Show(PlanDraft draft, bool racing = false, string? refusal = null, string repeat = "1")
    {
        _ = Popovers;
        return Render<PlanPanel>(panel => panel
            .Add(p => p.Draft, draft)
            .Add(p => p.ReadResult, Read(draft))
            .Add(p => p.IsRacing, racing)
            .Add(p => p.Refusal, refusal)
            .Add(p => p.RaceCountText, repeat)
            .Add(p => p.RaceCountTextChanged, told => _repeat = told)
            .Add(p => p.Changed, told => _told = told)
            .Add(p => p.RunRequested, () => _runs++)
            .Add(p => p.CancelRequested, () => _cancels++));
    }

    [Fact]
    public async Task Run_GoodPlan_CanBePressed()
    {
        var panel = Show(Good);
        Assert.False(panel.Find("[data-testid=run]").HasAttribute("disabled"));
        Assert.Equal("submit", panel.Find("[data-testid=run]").GetAttribute("type"));
        Assert.Empty(panel.FindAll("[data-testid=cancel], .problem"));
        await panel.Find("form").SubmitAsync();
        Assert.Equal((1, 0), (_runs, _cancels));
    }

    [Fact]
    public async Task Cancel_WhileRacing_ReplacesRun()
    {
        var panel = Show(Good, racing: true);
        Assert.Empty(panel.FindAll("[data-testid=run]"));
        // The field for the number of races is kept, and only hidden.
        Assert.NotNull(panel.Find("[data-testid=repeat]").Closest("[hidden]"));
        await panel.Find("[data-testid=cancel]").ClickAsync();
        Assert.Equal((0, 1), (_runs, _cancels));
    }

    [Fact]
    public async Task Repeat_Typed_IsReported()
    {
        await Show(Good).Find("input[data-testid=repeat]").InputAsync("12");
        Assert.Equal("12", _repeat);
    }

    [Fact]
    public void Repeat_OutOfRange_DisablesRunWithReason()
    {
        var panel = Show(Good, repeat: "31");
        Assert.True(panel.Find("[data-testid=run]").HasAttribute("disabled"));
        Assert.Equal(
            "Repeat must be a whole number: 1 for a single race, or from 2 to 30.", panel.Find("[data-testid=refusal]").TextContent);
    }

    [Fact]
    public void Run_InvalidPlan_IsDisabledWithReason()
    {
        var one = Show(Good with { Workers = "0" });
        Assert.True(one.Find("[data-testid=run]").HasAttribute("disabled"));
        Assert.Equal("Cannot run: see the field marked above.", one.Find(".go .problem").TextContent);
        Assert.Equal(
            "Cannot run: see the fields marked above.",
            Show(Good with { Workers = "0", Modes = [] }).Find(".go .problem").TextContent);
    }

    [Fact]
    public void Problems_OfCountriesAndModes_AreShownInTheirFieldsets()
    {
        var panel = Show(Good with { Countries = [], Modes = [] });
        Assert.Equal(
            ["Pick at least one country.", "Pick at least one mode."],
            panel.FindAll("fieldset.field .problem[role=alert]").Select(problem => problem.TextContent));
        Assert.Equal(3, panel.FindAll("fieldset.field").Count);
        Assert.Single(panel.FindAll("fieldset.field:nth-of-type(1) .problem"));
        Assert.Single(panel.FindAll("fieldset.field:nth-of-type(2) .problem"));
    }

    [Fact]
    public void Run_UnknownCodesAmongGoodOnes_CanBePressed() =>
        Assert.False(Show(Good with { Countries = ["FR", "ZZ"] }).Find("[data-testid=run]").HasAttribute("disabled"));

    [Fact]
    public void Refusal_Given_IsShown() => Assert.Equal(
        "Too many races.",
        Show(Good, refusal: "Too many races.").Find("[data-testid=refusal]").TextContent);

    [Fact]
    public async Task Changes_OfEveryPart_KeepRestOfDraft()
    {
        var panel = Show(Good);
        await panel.FindAll(".chips button")[0].ClickAsync();
        Assert.Equal(Good with { Countries = _told!.Countries }, _told);
        Assert.Equal(["FR"], _told!.Countries);
        await panel.Find("[data-testid=mode-sequential]").ChangeAsync(true);
        Assert.Equal(["sequential", "async"], _told.Modes);
        await panel.Find("input[data-testid=seed]").InputAsync("9");
        Assert.Equal(Good with { Seed = "9" }, _told);
    }
}
