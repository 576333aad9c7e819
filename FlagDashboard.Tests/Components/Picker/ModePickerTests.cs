using Bunit;
using FlagDashboard.Components.Picker;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Components.Picker;

public sealed class ModePickerTests : ComponentTest
{
    IReadOnlyList<string>? _told;

    IRenderedComponent<ModePicker> Show(params string[] modes) => Render<ModePicker>(picker => picker
        .Add(p => p.Modes, modes)
        .Add(p => p.Changed, told => _told = told));

    static string[] Checked(IRenderedComponent<ModePicker> picker) =>
        [.. picker.FindAll("input:checked").Select(box => box.GetAttribute("data-testid")!)];

    [Fact]
    public void Modes_Given_AreCheckedAmongAll()
    {
        var picker = Show("async", "sequential");
        Assert.Equal(4, picker.FindAll("input[type=checkbox]").Count);
        Assert.Equal(["mode-sequential", "mode-async"], Checked(picker));
        Assert.Equal(2, picker.FindAll("label.on").Count);
    }

    [Fact]
    public void Toggle_Unchecked_IsAddedInTheDirectorysOrder()
    {
        Show("async", "sequential").Find("[data-testid=mode-threads-map]").Change(true);
        Assert.Equal(["sequential", "threads-map", "async"], _told);
    }

    [Fact]
    public void Toggle_Checked_IsTakenOut()
    {
        Show("async", "sequential").Find("[data-testid=mode-async]").Change(false);
        Assert.Equal(["sequential"], _told);
    }

    [Fact]
    public void Toggle_WithWhatIsNoMode_DropsIt()
    {
        Show("nosuch", "async").Find("[data-testid=mode-sequential]").Change(true);
        Assert.Equal(["sequential", "async"], _told);
    }

    [Fact]
    public void Problem_Given_IsSaid()
    {
        Assert.Empty(Show("async").FindAll(".problem"));
        var problem = new PlanProblem("modes", "There is no mode “{0}”.", "x");
        Assert.Equal("There is no mode “x”.", Render<ModePicker>(picker => picker.Add(p => p.Modes, []).Add(p => p.Problem, problem)).Find(".problem").TextContent);
    }
}
