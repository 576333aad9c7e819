using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Races;
using Microsoft.Extensions.DependencyInjection;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class CodePaneTests : ComponentTest
{
    private static readonly string[] Codes = ["BD", "BR", "CD", "CN", "DE", "EG", "ET"];

    private static RaceState Midway() =>
        Fold(Codes, [RunStarted(0, 1), .. Codes.Select((_, i) => Submitted(1, i)), Started(2, 0), Finished(10, 0), Received(11, 0),
        Started(12, 1)]);

    private IRenderedComponent<CodePane> Show(RaceState race, FutureRecord? inspected = null) => Render<CodePane>(pane => pane
        .Add(p => p.Run, race.Runs[0]).Add(p => p.Sources, Services.GetRequiredService<ModeRegistry>().SourcesOf("threads-map"))
        .Add(p => p.RunVersion, race.Runs[0].Version).Add(p => p.Inspected, inspected));

    private static string[] Texts(IRenderedComponent<CodePane> pane, string selector) =>
        [.. pane.FindAll(selector).Select(element => element.TextContent)];

    [Fact]
    public void Listings_AnyMode_AreItsCSharpAndPythonFiles()
    {
        var pane = Show(Midway());
        Assert.Equal(["Modes/ThreadsMap.cs", "Modes/ThreadsMap.py"], Texts(pane, "figcaption b"));
        Assert.Contains("executor.Map(run.DownloadOne, run.Countries)", Texts(pane, "figure:first-child code")
            .Single(line => line.Contains("Map(", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(Texts(pane, "code"), line => line.Contains("// submitted", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_WhileRunning_ShowFuturesAndHighlightLineOfLastEvent()
    {
        var pane = Show(Midway());
        Assert.Equal(["pending: CD CN DE EG ET", "running: BR", "1 received, last BD"], Texts(pane, "figure:first-child em"));
        Assert.Equal(2, pane.FindAll(".lit").Count);
        Assert.All(pane.FindAll(".lit code"), line => Assert.Contains("ap(", line.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_TooManyFutures_ShowHowManyMore() =>
        Assert.Contains("pending: BD BR CD CN DE +2",
            Texts(Show(Fold(Codes, [RunStarted(0, 1), .. Codes.Select((_, i) => Submitted(1, i))])), "em"));

    [Fact]
    public void Inspected_Future_HighlightsOnlyItsLine()
    {
        var race = Midway();
        var pane = Show(race, race.Runs[0].Futures[0]);
        Assert.Equal(["BD is received"], Texts(pane, "figure:first-child em"));
        Assert.Equal("        run.Received(download);", pane.Find("figure:first-child .lit code").TextContent);

        Tell(race, Finished(20, 1) with { Run = 0 });
        pane.Render(p => p.Add(c => c.RunVersion, race.Runs[0].Version).Add(c => c.Inspected, race.Runs[0].Futures[1]));
        Assert.Equal(["BR is finished"], Texts(pane, "figure:first-child em"));
    }

    [Fact]
    public void Render_NoNewEvents_IsSkipped()
    {
        var race = Midway();
        var pane = Show(race);
        pane.Render(p => p.Add(c => c.RunVersion, race.Runs[0].Version));
        Assert.Equal(1, pane.RenderCount);
    }

    [Fact]
    public void Lines_Indented_ContinueTwoCharactersToTheRightOfTheirIndent()
    {
        var line = Show(Midway()).Find("figure:first-child .lit");
        var code = line.QuerySelector("code")!.TextContent;
        Assert.Equal($"--indent:{code.Length - code.TrimStart().Length + 2}", line.GetAttribute("style"));
    }

    [Fact]
    public void CopyButtons_EachListing_NameAnElementWithItsCode()
    {
        var pane = Show(Midway());
        Assert.Equal(["copy Modes/ThreadsMap.cs", "copy Modes/ThreadsMap.py"],
            pane.FindAll("[data-copy]").Select(button => button.GetAttribute("aria-label")));
        Assert.All(pane.FindAll("[data-copy]"), button =>
            Assert.NotEmpty(pane.FindAll($"#{button.GetAttribute("data-copy")} code")));
    }
}
