using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class RaceFactsTextTests
{
    private static string Facts(RaceState race) => RaceFactsText.Of(race, English.Format);

    private static RaceState Planned(RacePlan plan) => Logs.Fold(Logs.Definition(["async"], [.. plan.Countries]) with { Plan = plan });

    [Theory]
    [InlineData(SiteId.Delay, "2 flags · 2 workers · DELAY 1.5 ± 0 ms, seed 7")]
    [InlineData(SiteId.Error, "2 flags · 2 workers · ERROR 10%, 1.5 ± 0 ms, seed 7")]
    [InlineData(SiteId.Local, "2 flags · 2 workers · LOCAL")]
    [InlineData(SiteId.Remote, "2 flags · 2 workers · REMOTE")]
    public void Of_Plan_NamesOnlySettingsThatItsSiteUses(SiteId site, string facts) =>
        Assert.Equal(facts, Facts(
            Planned(new()
            {
                Countries = ["BR", "CN"],
                Modes = ["async"],
                Site = site,
                DelayMs = 1.5,
                JitterMs = 0,
                Seed = 7,
                ErrorRate = 0.1
            })));

    [Fact]
    public void Of_PlanWithoutRace_NamesTheWorkersThatItUses() => Assert.Equal(
        "3 flags · 1 worker · LOCAL",
        RaceFactsText.Of(new() { Countries = ["BR", "CN", "IN"], Modes = ["sequential"], Site = SiteId.Local }, 1, English.Format));

    [Fact]
    public void Of_OneFlagAndOneWorker_UsesSingular() =>
        Assert.Equal("1 flag · 1 worker · LOCAL",
            Facts(Planned(new() { Countries = ["BR"], Modes = ["async"], Site = SiteId.Local, Workers = 1 })));

    [Theory]
    [InlineData(1, "2 flags · 1 worker · LOCAL")]
    [InlineData(676, "2 flags · 2 workers · LOCAL")]
    public void Of_StartedRuns_CountsWorkersThatTheyCanUse(int workers, string facts)
    {
        var race = Planned(new() { Countries = ["BR", "CN"], Modes = ["async"], Site = SiteId.Local, Workers = 676 });
        race.Apply(Logs.RunStarted(0, workers) with { Seq = 2 });
        Assert.Equal(facts, Facts(race));
    }

    [Fact]
    public void Of_RaceWithoutPlan_ReturnsFactsOfExperiment()
    {
        var definition = Logs.Definition(["async"], ["BR"]) with { Plan = null };
        Assert.Equal("its facts",
            Facts(Logs.Fold(definition with { Experiment = new("lock", "The lock", "its facts", "/experiments/lock") })));
        Assert.Equal("", Facts(Logs.Fold(definition)));
        Assert.Equal("", Facts(new RaceState()));
    }

    // Every part of the summary comes from the localizer, so that it is complete in another language.
    [Fact]
    public void Of_AnotherLanguage_TranslatesEveryPart() => Assert.Equal(
        "x · x · x",
        RaceFactsText.Of(Planned(new() { Countries = ["BR"], Modes = ["async"] }), (_, _) => "x"));
}
