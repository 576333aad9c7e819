using Bunit;
using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Components.Picker;

public sealed class RecentPlansTests : ComponentTest
{
    private PlanDraft? _told;

    private IRenderedComponent<RecentPlans> Show(string? started = null) =>
        Render<RecentPlans>(list => list.Add(l => l.StartedPlanLink, started).Add(l => l.Chosen, told => _told = told));

    [Fact]
    public async Task List_NoLinks_IsNotShown()
    {
        var list = Show();
        Assert.Empty(list.FindAll("[data-testid=recent-plans]"));
        await list.InvokeAsync(() => list.Instance.Show([]));
        Assert.Empty(list.FindAll("[data-testid=recent-plans]"));
    }

    [Fact]
    public async Task Entry_Chosen_LoadsItsPlan()
    {
        var list = Show();
        await list.InvokeAsync(() => list.Instance.Show(["/", "/?cc=BR,CN&modes=sequential&workers=9&site=local"]));
        var entries = list.FindAll("[data-testid=recent-plan]");
        Assert.Equal(2, entries.Count);
        Assert.StartsWith("2 flags · 1 worker · LOCAL", entries[1].TextContent.Trim(), StringComparison.Ordinal);
        await entries[1].ClickAsync();
        Assert.Equal("BR CN, sequential, 9", $"{string.Join(' ', _told!.Countries)}, {string.Join(' ', _told.Modes)}, {_told.Workers}");
    }

    [Fact]
    public async Task List_LinksThatAreNoPlan_AreLeftOut()
    {
        var list = Show();
        await list.InvokeAsync(() => list.Instance.Show(["/?cc=none", "/?modes=gone", "x", "/", "/", "/", "/"]));
        // Only the first five are read. A text that is no link reads as the default plan.
        Assert.Equal(3, list.FindAll("[data-testid=recent-plan]").Count);
    }

    [Fact]
    public void Started_NewLink_IsRememberedOnce()
    {
        var module = JSInterop.SetupModule("./js/recent-plans.js");
        module.Mode = JSRuntimeMode.Loose;
        var list = Show("/?cc=BR");
        list.Render(l => l.Add(p => p.StartedPlanLink, "/?cc=BR"));
        Assert.Equal("/?cc=BR", Assert.Single(module.Invocations["remember"]).Arguments[1]);
        list.Render(l => l.Add(p => p.StartedPlanLink, "/?cc=CN"));
        Assert.Equal(2, module.Invocations["remember"].Count);
    }
}
