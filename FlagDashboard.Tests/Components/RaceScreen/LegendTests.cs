using Bunit;
using FlagDashboard.Components;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class LegendTests : ComponentTest
{
    [Fact]
    public void Entries_Default_ExplainEachBarOnce()
    {
        var legend = Render<Legend>();
        var kinds = legend.FindAll("li > i").Select(bar => bar.ClassName!).ToArray();
        Assert.Equal(["b p", "b r", "b f", "b h", "b e", "b n", "b c", "time"], kinds);
        Assert.Equal(8, legend.FindAll("li").Select(entry => entry.TextContent).Where(text => text.Length > 0).Distinct().Count());
    }

    [Fact]
    public void Entries_RaceWithoutDownloads_OmitNotFound()
    {
        var legend = Render<Legend>(legend => legend.Add(p => p.Downloads, false));
        Assert.Equal(7, legend.FindAll("li").Count);
        Assert.Empty(legend.FindAll(".n"));
    }

    [Fact]
    public void Entries_IdealEnabled_ExplainIdealFinish() =>
        Assert.Equal("ideal finish", Render<Legend>(legend => legend.Add(p => p.Ideal, true)).Find("li:has(> .ideal)").TextContent);

    [Fact]
    public void Entries_RaceWithInterventions_ExplainMarkAndIdealFinish()
    {
        var legend = Render<Legend>(legend => legend.Add(p => p.Ideal, true).Add(p => p.Intervened, true));
        Assert.Equal("changed", legend.Find("li:has(> .mk)").TextContent);
        Assert.Equal("ideal finish", legend.Find("li:has(> .ideal)").TextContent);
    }

    [Fact]
    public void Entries_LineOfTheTimeShown_IsExplained() =>
        Assert.Equal("time shown", Render<Legend>().Find("li:has(> .time)").TextContent);

    [Theory]
    [InlineData(BarKind.Pending)]
    [InlineData(BarKind.Running)]
    [InlineData(BarKind.Finished)]
    [InlineData(BarKind.NotFound)]
    [InlineData(BarKind.Error)]
    [InlineData(BarKind.Cancelled)]
    [InlineData(BarKind.Held)]
    public void Entries_EveryKindOfBar_IsExplained(BarKind kind)
    {
        var drawn = BarMarkup.ClassOf(new Bar(0, 0, kind, 0, kind == BarKind.Running ? null : 1)).Split(' ')[1];
        Assert.Contains(Render<Legend>().FindAll("li > i"), bar => bar.ClassList.Contains(drawn));
    }
}
