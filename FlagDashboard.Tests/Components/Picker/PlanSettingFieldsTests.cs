using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Components.Picker;

public sealed class PlanSettingFieldsTests : ComponentTest
{
    private static readonly PlanDraft Good = new() { Countries = ["FR"], Modes = ["async"] };
    private static readonly string[] Names = ["workers", "seed", "delayMs", "jitterMs"];

    private PlanDraft? _told;

    private IRenderedComponent<PlanSettingFields> Show(PlanDraft draft) => Render<PlanSettingFields>(fields => fields
        .Add(p => p.Draft, draft)
        .Add(p => p.ReadResult, Read(draft))
        .Add(p => p.Changed, told => _told = told));

    private static IElement Input(IRenderedComponent<PlanSettingFields> fields, string name) =>
        fields.Find($"input[data-testid={name}]");

    /// <summary>Returns the element that contains a field with its label and problem.</summary>
    private static IElement Around(IRenderedComponent<PlanSettingFields> fields, string name) =>
        Input(fields, name).Closest(".mud-input-control")!;

    public static TheoryData<string, PlanDraft, string> Wrong => new()
    {
        { "workers", Good with { Workers = "0" }, "Workers must be from 1 to 676." },
        { "seed", Good with { Seed = "six" }, "“six” is not a whole number in range." },
        { "delayMs", Good with { DelayMs = "-1" }, "The delay must be from 0 to 4500\u00a0ms." },
        { "jitterMs", Good with { JitterMs = "301" }, "The jitter must be from 0 to the delay, 300\u00a0ms." },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Problem_OfOneField_IsShownAtThatField(string name, PlanDraft draft, string problem)
    {
        var fields = Show(draft);
        Assert.All(
            Names,
            other => Assert.Equal(other == name, Around(fields, other).TextContent.Contains(problem, StringComparison.Ordinal)));
        Assert.Equal([name], Names.Where(other => Input(fields, other).GetAttribute("aria-invalid") == "true"));
    }

    [Fact]
    public void Problems_None_ShowsNone()
    {
        var fields = Show(Good);
        Assert.Equal(4, fields.FindAll("input").Count);
        Assert.Empty(fields.FindAll(".mud-input-error, .problem"));
    }

    [Theory]
    [InlineData("Local", true)]
    [InlineData("LOCAL", true)]
    [InlineData("Remote", true)]
    [InlineData("Error", false)]
    [InlineData("Delay", false)]
    [InlineData("nosuch", false)]
    public void Network_SiteWithoutTape_DisablesFields(string site, bool off)
    {
        var fields = Show(Good with { Site = site });
        Assert.Equal(off ? ["seed", "delayMs", "jitterMs"] : [], Names.Where(name => Input(fields, name).HasAttribute("disabled")));
    }

    [Fact]
    public void SiteAndStart_Unknown_ShowProblems()
    {
        var fields = Show(Good with { Site = "moon", StartOrder = "later" });
        Assert.Equal(
            ["“moon” is none of Local, Delay, Error, Remote.", "“later” is none of Together, InTurn."],
            fields.FindAll(".problem[role=alert]").Select(problem => problem.TextContent));
    }

    [Fact]
    public async Task Typing_InOneField_ChangesOnlyThatField()
    {
        var fields = Show(Good);
        await Input(fields, "workers").InputAsync("12");
        Assert.Equal(Good with { Workers = "12" }, _told);
        await Input(fields, "seed").InputAsync("x");
        Assert.Equal(Good with { Seed = "x" }, _told);
        await Input(fields, "delayMs").InputAsync("1.5");
        Assert.Equal(Good with { DelayMs = "1.5" }, _told);
        await Input(fields, "jitterMs").InputAsync("");
        Assert.Equal(Good with { JitterMs = "" }, _told);
    }

    [Fact]
    public async Task Choosing_SiteAndStart_ChangesDraft()
    {
        var fields = Show(Good);
        await fields.Find("[data-testid=site]").ChangeAsync("Local");
        Assert.Equal(Good with { Site = "Local" }, _told);
        await fields.Find("[data-testid=start]").ChangeAsync("InTurn");
        Assert.Equal(Good with { StartOrder = "InTurn" }, _told);
    }
}
