using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class TimeAxisLabelsTests : ComponentTest
{
    // The axis is 2 % longer than the race.
    [Theory]
    [InlineData(2720, "2.5\u00a0s", "edge")]
    [InlineData(980, "0.9\u00a0s", "edge tight")]
    [InlineData(17_750, "16\u00a0s", "edge tight near")]
    [InlineData(6200, "5\u00a0s", "near")]
    [InlineData(2550, "2.5\u00a0s", "end")]
    [InlineData(3200, "2.5\u00a0s", null)]
    public void Label_NearTheEndOfTheAxis_SaysOnWhichScreensItNeedsAnotherPlace(double endMs, string label, string? place)
    {
        var labels = Render<TimeAxisLabels>(view => view.Add(p => p.Axis, TimeAxis.ForFinishedRace(endMs))).FindAll(".axis > span");
        Assert.Equal(place, labels.Single(element => element.TextContent == label).GetAttribute("class"));
    }
}
