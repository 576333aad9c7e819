using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components.Picker;
using FlagDashboard.Plans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Picker;

public sealed class ModePickerTests : ComponentTest
{
    private IReadOnlyList<string>? _told;

    private IRenderedComponent<ModePicker> Show(params string[] modes) => Render<ModePicker>(picker => picker
        .Add(p => p.PickedModes, modes)
        .Add(p => p.Changed, told => _told = told));

    private static string[] Checked(IRenderedComponent<ModePicker> picker) =>
        [.. picker.FindAll("input:checked").Select(box => box.GetAttribute("data-testid")!)];

    [Fact]
    public void Modes_Given_AreCheckedAmongAll()
    {
        var picker = Show("async", "sequential");
        Assert.Equal(5, picker.FindAll(".mode input[type=checkbox]").Count);
        Assert.Equal(5, picker.FindAll(".python input[type=checkbox]").Count);
        Assert.Equal(["mode-sequential", "mode-async"], Checked(picker));
        Assert.Equal(2, picker.FindAll("label.on").Count);
    }

    [Fact]
    public void Modes_EachOnOneRow_HaveTitleAsLabelAndSentenceAsDescription()
    {
        var picker = Show("async");
        foreach (var row in picker.FindAll("label.mode"))
        {
            var box = row.QuerySelector("input")!;
            Assert.Equal(row.QuerySelector("b")!.TextContent, TextOf(box, "aria-labelledby"));
            Assert.Equal(row.GetAttribute("data-tip"), TextOf(box, "aria-describedby"));
        }

        Assert.Equal("Sequential", picker.Find("label.mode b").TextContent);
        Assert.Equal("One after another, on one thread.", picker.Find("label.mode").GetAttribute("data-tip"));

        string TextOf(IElement box, string attribute) => picker.Find($"#{box.GetAttribute(attribute)}").TextContent;
    }

    [Fact]
    public async Task Toggle_Unchecked_AddsModeInOrderOfCatalog()
    {
        await Show("async", "sequential").Find("[data-testid=mode-threads-map]").ChangeAsync(true);
        Assert.Equal(["sequential", "threads-map", "async"], _told);
    }

    [Fact]
    public async Task Toggle_Checked_RemovesMode()
    {
        await Show("async", "sequential").Find("[data-testid=mode-async]").ChangeAsync(false);
        Assert.Equal(["sequential"], _told);
    }

    [Fact]
    public async Task Toggle_WithUnknownMode_RemovesIt()
    {
        await Show("nosuch", "async").Find("[data-testid=mode-sequential]").ChangeAsync(true);
        Assert.Equal(["sequential", "async"], _told);
    }

    [Fact]
    public async Task Toggle_Python_AddsModeInPythonAfterThoseInCSharp()
    {
        Services.AddSingleton<IModeAvailability>(new Available(null));
        var box = Show("sequential", "async").Find("[data-testid=mode-python-threads-map]");
        Assert.Equal("Thread pool · map · Python", box.GetAttribute("aria-label"));
        Assert.False(box.HasAttribute("disabled"));
        await box.ChangeAsync(true);
        Assert.Equal(["sequential", "async", "python-threads-map"], _told);
    }

    [Fact]
    public void Toggles_WithoutPython_AreDisabledWithReason()
    {
        Services.AddSingleton<IModeAvailability>(new Available(new("modes", "There is no Python.")));
        var picker = Show("sequential");
        Assert.All(picker.FindAll(".python"), label =>
        {
            Assert.Equal("There is no Python.", label.GetAttribute("data-tip"));
            Assert.Equal("There is no Python.", label.QuerySelector("small")!.TextContent);
            Assert.True(label.QuerySelector("input")!.HasAttribute("disabled"));
        });
        Assert.All(picker.FindAll(".mode input"), box => Assert.False(box.HasAttribute("disabled")));
    }

    [Fact]
    public async Task Toggle_PickedWithoutPython_CanBeUnpicked()
    {
        Services.AddSingleton<IModeAvailability>(new Available(new("modes", "There is no Python.")));
        var box = Show("sequential", "python-async").Find("[data-testid=mode-python-async]");
        Assert.False(box.HasAttribute("disabled"));
        await box.ChangeAsync(false);
        Assert.Equal(["sequential"], _told);
    }

    // A server whose configuration names two Pythons, of which only the first can run.
    private IRenderedComponent<ModePicker> ShowWithTwoPythons(params string[] modes)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Python", "3.11=/a;3.13t=/b")]).Build();
        var server = new ServiceCollection().AddCoreServices(settings).BuildServiceProvider();
        Services.AddSingleton(server.GetRequiredService<ModeCatalog>());
        Services.AddSingleton<IModeAvailability>(new Available(new("modes", "That is no Python."), "3.13t"));
        return Show(modes);
    }

    [Fact]
    public void Toggles_OfTwoPythons_AreColumnsOfWhichOneIsDisabledWithReason()
    {
        var picker = ShowWithTwoPythons("sequential");
        Assert.Equal(["3.11", "3.13t"], picker.FindAll(".versions .version").Select(head => head.TextContent));
        Assert.Equal([null, "That is no Python."], picker.FindAll(".versions .version").Select(head => head.GetAttribute("data-tip")));
        Assert.Equal(
            ["Thread pool · map · Python 3.11", "Thread pool · map · Python 3.13t"],
            picker.FindAll(".pair:has([data-testid=mode-threads-map]) .python input").Select(box => box.GetAttribute("aria-label")));
        Assert.Equal(10, picker.FindAll(".python").Count);
        Assert.All(picker.FindAll(".python"), label =>
        {
            var box = label.QuerySelector("input")!;
            var isSecond = box.GetAttribute("data-testid")!.StartsWith("mode-python-3-13t-", StringComparison.Ordinal);
            Assert.Equal(isSecond, box.HasAttribute("disabled"));
            Assert.Equal(
                isSecond ? "That is no Python." : "The same, run by Python 3.11 of this machine.", label.GetAttribute("data-tip"));
        });
    }

    [Fact]
    public async Task Toggle_OfOnePython_LeavesModesOfTheOther()
    {
        var box = ShowWithTwoPythons("async", "python-async", "python-3-13t-async").Find("[data-testid=mode-python-async]");
        await box.ChangeAsync(false);
        Assert.Equal(["async", "python-3-13t-async"], _told);
    }

    private sealed class Available(PlanProblem? problem, string? version = null) : IModeAvailability
    {
        public Task Ready => Task.CompletedTask;

        public PlanProblem? ProblemOf(ModeInfo mode) =>
            mode.Language == ModeLanguage.Python && mode.PythonVersion == (version ?? mode.PythonVersion) ? problem : null;
    }

    [Fact]
    public void Problem_Given_IsShown()
    {
        Assert.Empty(Show("async").FindAll(".problem"));
        var problem = new PlanProblem("modes", "There is no mode “{0}”.", "x");
        var picker = Render<ModePicker>(picker => picker.Add(p => p.PickedModes, []).Add(p => p.Problem, problem));
        Assert.Equal("There is no mode “x”.", picker.Find(".problem").TextContent);
    }
}
