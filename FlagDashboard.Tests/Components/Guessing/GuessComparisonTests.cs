using Bunit;
using FlagDashboard.Components.Guessing;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using Microsoft.Extensions.DependencyInjection;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.Guessing;

public sealed class GuessComparisonTests : ComponentTest
{
    private readonly RaceState _race = Fold(
        ["sequential", "async"], ["BR"],
        [RunStarted(0), RunStarted(0, run: 1), .. Whole(0, 200, run: 1), RunFinished(200, run: 1)]);

    private IRenderedComponent<GuessComparison> Show(Guess? guess)
    {
        if (guess is not null)
            Services.GetRequiredService<VisitorGuesses>().SetNext(guess);
        Services.GetRequiredService<VisitorGuesses>().AssignToRace("race");
        return Render<GuessComparison>(result => result.Add(p => p.RaceId, "race").Add(p => p.Race, _race));
    }

    private void FinishRace() => Tell(_race, [.. Whole(210, 400), RunFinished(400), RaceFinished(401)]);

    private static string[] Texts(IRenderedComponent<GuessComparison> result, string selector) =>
        [.. result.FindAll(selector).Select(part => part.TextContent)];

    [Fact]
    public void Result_WithoutAGuess_IsEmpty() => Assert.Equal("", Show(null).Markup.Trim());

    [Fact]
    public void Result_WhileTheRaceRunsAndAtItsEnd_StandsBesideTheTruth()
    {
        var result = Show(Guess.None.WithTime("sequential", 1000).WithTime("async", 300));
        Assert.Equal(["Sequential", "Async · event loop"], Texts(result, "li b"));
        Assert.Equal(["guessed 1.00\u00a0s", "guessed 0.30\u00a0s"], Texts(result, "li span:not(.truth)"));
        Assert.Equal(["not finished yet", "took 0.20\u00a0s"], Texts(result, ".truth"));
        Assert.Equal(["You expect Async · event loop to win."], Texts(result, "p"));
        Assert.Equal("--sentences:2", result.Find(".sentences").GetAttribute("style"));

        FinishRace();
        result.Render();
        Assert.Equal(["took 0.40\u00a0s", "took 0.20\u00a0s"], Texts(result, ".truth"));
        Assert.Equal(
            [
                "You expected Async · event loop to win, and it did.",
                "Your closest time was that of Async · event loop: you expected 0.30\u00a0s, and it took 0.20\u00a0s.",
            ],
            Texts(result, "p"));
    }

    [Fact]
    public void Result_NamedWinnerOnly_ReservesOneSentenceAndListsNoTimes()
    {
        var result = Show(Guess.None.WithWinner("sequential"));
        FinishRace();
        result.Render();
        Assert.Empty(result.FindAll("li"));
        Assert.Equal("--sentences:1", result.Find(".sentences").GetAttribute("style"));
        Assert.Equal(["You expected Sequential to win, but Async · event loop did."], Texts(result, "p"));
    }
}
