using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class TranscriptPaneTests : ComponentTest
{
    private readonly RaceState _race = Fold(["threads-as-completed"], ["BR", "CN"], RunStarted(0, 1), Submitted(0, 0), Submitted(0, 1));

    private IRenderedComponent<TranscriptPane> Show() =>
        Render<TranscriptPane>(view => view.Add(p => p.Run, _race.Runs[0]).Add(p => p.RunVersion, _race.Runs[0].Version));

    private static string Text(IRenderedComponent<TranscriptPane> view) => view.Find("pre").TextContent;

    [Fact]
    public async Task Transcript_Verbose_CanBeSwitchedOffAndOn()
    {
        Tell(_race, Started(1, 0), Finished(2, 0));
        var view = Show();
        Assert.Equal("Scheduled for BR: <Future BR state=running>\nScheduled for CN: <Future CN state=pending>\nBR", Text(view));
        await view.InvokeAsync(() => view.Find("[data-testid=verbose-threads-as-completed]").ChangeAsync(new() { Value = false }));
        Assert.Equal("BR", Text(view));
        await view.InvokeAsync(() => view.Find("[data-testid=verbose-threads-as-completed]").ChangeAsync(new() { Value = true }));
        Assert.StartsWith("Scheduled for BR", Text(view), StringComparison.Ordinal);
    }

    [Fact]
    public void Transcript_NewEvents_ArePrintedAtNextVersion()
    {
        var view = Show();
        Tell(_race, Started(1, 0), Finished(2, 0), Received(3, 0) with { Status = Outcome.Ok });
        view.Render(p => p.Add(v => v.RunVersion, _race.Runs[0].Version));
        Assert.EndsWith("\nBR <Future BR state=finished returned Download> result: 'BR'", Text(view), StringComparison.Ordinal);
    }

    [Fact]
    public void Transcript_NoLines_ShowsHint()
    {
        var race = Fold(["sequential"], ["BR"], RunStarted(0));
        var view = Render<TranscriptPane>(p => p.Add(v => v.Run, race.Runs[0]));
        Assert.Equal("Nothing is printed yet.", view.Find(".hint").TextContent);
        Assert.Equal(view.Find("pre").Id, view.Find("[data-copy]").GetAttribute("data-copy"));
    }

    [Fact]
    public async Task Lane_Transcript_OpensAndCloses()
    {
        var race = Fold(["sequential"], ["BR"], RunStarted(0));
        var lane = Render<RacePanel>(view => view.Add(p => p.Race, race).Add(p => p.StartPageLink, "/"));
        Assert.Empty(lane.FindComponents<TranscriptPane>());
        await lane.InvokeAsync(() => lane.Find("[data-testid=show-transcript-sequential]").ClickAsync());
        Assert.Single(lane.FindComponents<TranscriptPane>());
        Assert.Equal("true", lane.Find("[data-testid=show-transcript-sequential]").GetAttribute("aria-expanded"));
        await lane.InvokeAsync(() => lane.Find("[data-testid=show-transcript-sequential]").ClickAsync());
        Assert.Empty(lane.FindComponents<TranscriptPane>());
    }

    [Fact]
    public void Lane_AuxiliaryRun_HasOnlyBars()
    {
        var race = new RaceState();
        var definition = new RaceDefinition(
            ["BR"], [new ModeInfo("holder", "The lock's holder", "who has it", ReceiveOrder.CallOrder, IsAuxiliary: true)]);
        Tell(
            race,
            new(0, 0, RaceEventKind.RaceStarted) { Definition = definition },
            RunStarted(0), Named(0, 1, "lock"), Phase(1, 1, "w2"), Phase(5, 1, null));
        var view = Render<RacePanel>(
            p => p.Add(v => v.Race, race).Add(v => v.StartPageLink, "/").Add(v => v.Rows, FlagDashboard.Timeline.RowLayout.ByFuture));
        Assert.Equal("\u200bw2", view.Find(".b.s").TextContent);
        Assert.Equal("lock", view.Find(".labels span").TextContent);
        Assert.Empty(view.FindAll(".strip, [data-testid^=progress-], [data-testid^=show-transcript]"));
        Assert.Equal("0 of 0 runs finished.", view.Find(".verdict span").TextContent);
    }
}
