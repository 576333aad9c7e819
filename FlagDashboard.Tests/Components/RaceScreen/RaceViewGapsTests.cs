using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Futures;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class RaceViewGapsTests : ComponentTest
{
    [Fact]
    public async Task Race_EventCouldNotBeRecorded_ShowsWarningAndLogsError()
    {
        // The recorder looks up each argument among the countries of the plan. An argument that is not there makes recording fail.
        var dashboard = await Serve(new FakeMode("odd", run =>
        {
            using var executor = new ThreadPoolExecutor(1, run);
            executor.Submit(_ => 0, "no country");
        }));
        var race = dashboard.Race(plan => plan with { Countries = ["BR"] });
        await race.Completion.Guarded();
        var live = Render<RaceView>(page => page.Add(p => p.RaceId, race.Id));
        Assert.Contains("the timeline has gaps", live.WaitForElement("[data-testid=gaps]").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            dashboard.LoggedErrors,
            error => error.StartsWith($"An event of race {race.Id} could not be recorded.", StringComparison.Ordinal));
    }
}
