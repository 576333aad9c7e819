using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class LegendTests : ComponentTest
{
    private IRenderedComponent<Legend> Show(RaceState race, RowLayout? rows = null) =>
        Render<Legend>(legend => legend.Add(p => p.Entries, [.. RaceLegend.Of([race], rows)]));

    private static RaceState RaceOf(SiteId site, params RaceEvent[] events)
    {
        var definition = Definition(["async"], ["BR", "CN"]);
        return Fold(definition with { Plan = definition.Plan! with { Site = site } }, events);
    }

    private static string[] Samples(IRenderedComponent<Legend> legend) =>
        [.. legend.FindAll("li i").Select(sample => sample.ClassName!)];

    [Fact]
    public void Entries_RaceWithoutFailures_HaveOnlyWhatCanBeSeen()
    {
        Assert.Equal(["b p", "b r", "b f", "b h", "got"], Samples(Show(RaceOf(SiteId.Delay, RunStarted(0)), RowLayout.ByFuture)));
        // In the layout by worker no bar is pending, so the word has no sample.
        Assert.Equal(["b r", "b f", "b h", "got"], Samples(Show(RaceOf(SiteId.Delay, RunStarted(0)), RowLayout.ByWorker)));
    }

    [Fact]
    public void Entries_SiteThatFails_ExplainFailuresFromTheStart() => Assert.Equal(
        ["b p", "b r", "b f", "b h", "got", "b e", "b n"], Samples(Show(RaceOf(SiteId.Error))));

    [Theory]
    [InlineData(Outcome.Error, "b e")]
    [InlineData(Outcome.NotFound, "b n")]
    [InlineData(Outcome.Cancelled, "b c")]
    public void Entries_OutcomeThatHappened_IsExplained(Outcome outcome, string sample) => Assert.Contains(
        sample,
        Samples(Show(RaceOf(SiteId.Local, RunStarted(0), Submitted(0, 0), Started(0, 0), Finished(1, 0, outcome)))));

    [Fact]
    public void Entries_ProcessesAndInterventions_AreExplained()
    {
        Assert.Contains("b s", Samples(Show(Fold(["processes"], ["BR"]))));
        Assert.Contains("mk", Samples(Show(RaceOf(
            SiteId.Delay, RunStarted(0), Intervened(1, 0, new(InterventionAct.Slow, 100))))));
    }

    [Fact]
    public void Entries_PhasesOfWorkers_AreNamedStartUpUnlessThereAreOthers()
    {
        RaceEvent[] starting = [RunStarted(0), Phase(0, 1, "starting")];
        Assert.Contains("start-up", Show(Fold(["processes"], ["BR"], starting)).Markup, StringComparison.Ordinal);
        var other = Show(Fold(["processes"], ["BR"], [.. starting, Phase(5, 1, "resting")])).Markup;
        Assert.Contains("phase", other, StringComparison.Ordinal);
        Assert.DoesNotContain("start-up", other, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_AwaitedFuture_IsExplainedWhileRunInCallOrderGoesOn()
    {
        Assert.Contains("awaited", Samples(Show(Fold(["BR"], RunStarted(0)))));
        Assert.DoesNotContain("awaited", Samples(Show(Fold(["BR"], [RunStarted(0), .. Whole(0, 1), RunFinished(2)]))));
        Assert.DoesNotContain("awaited", Samples(Show(RaceOf(SiteId.Delay, RunStarted(0)))));
    }

    [Fact]
    public void Entries_EachWord_HasAnExplanationForPointerAndScreenReader()
    {
        var buttons = Show(RaceOf(SiteId.Error)).FindAll("button");
        Assert.Equal(["future", "pending …", "running ▸", "finished ✓", "held ◷", "received", "error ✕", "not found ∅"],
            buttons.Select(button => button.TextContent.Trim()));
        Assert.All(buttons, button =>
        {
            Assert.EndsWith(".", button.GetAttribute("aria-description"), StringComparison.Ordinal);
            Assert.Equal("", button.GetAttribute("data-tip"));
        });
    }
}
