using Bunit;
using FlagDashboard.Components.Guessing;
using FlagDashboard.Flags;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Guessing;

public sealed class GuessCardTests : ComponentTest
{
    // Sequential, the longer run, is planned to take 2.16 s.
    private static readonly RacePlan Plan =
        new() { Countries = ["BR", "CN"], Modes = ["sequential", "async"], DelayMs = 1000, JitterMs = 0, Workers = 2 };

    private VisitorGuesses Guesses => Services.GetRequiredService<VisitorGuesses>();

    private IRenderedComponent<GuessCard> Show(RacePlan? plan = null) => Render<GuessCard>(guess => guess.Add(p => p.Plan, plan ?? Plan));

    private static string[] Outputs(IRenderedComponent<GuessCard> card) => [.. card.FindAll("output").Select(output => output.TextContent)];

    [Fact]
    public async Task Mark_Moved_IsTheGuessUntilItIsBackAtTheStart()
    {
        var card = Show();
        Assert.Equal(["no guess", "no guess"], Outputs(card));
        await card.Find("[data-testid=guess-async]").InputAsync("1000");
        Assert.Equal(["no guess", "1.00\u00a0s"], Outputs(card));
        Assert.Equal("1.00\u00a0s", card.Find("[data-testid=guess-async]").GetAttribute("aria-valuetext"));
        Assert.Equal("Async · event loop: time to finish", card.Find("[data-testid=guess-async]").GetAttribute("aria-label"));
        Assert.Equal(1000, Assert.Single(Guesses.ForNextRace.MsByMode).Value);
        // The browser owns the place of the mark.
        Assert.Equal("0", card.Find("[data-testid=guess-async]").GetAttribute("value"));

        await card.Find("[data-testid=guess-async]").InputAsync("0");
        Assert.True(Guesses.ForNextRace.IsEmpty);
    }

    [Theory]
    [InlineData("2161")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("")]
    public async Task Mark_ImpossibleValue_IsIgnored(string value)
    {
        var card = Show();
        await card.Find("[data-testid=guess-async]").InputAsync(value);
        Assert.True(Guesses.ForNextRace.IsEmpty);
    }

    [Fact]
    public async Task Winner_Tapped_IsPressedUntilTappedAgain()
    {
        var card = Show();
        await card.Find("[data-testid=guess-winner-async]").ClickAsync();
        Assert.Equal(
            ["false", "true"], card.FindAll("[data-testid^=guess-winner]").Select(winner => winner.GetAttribute("aria-pressed")));
        await card.Find("[data-testid=guess-winner-async]").ClickAsync();
        Assert.True(Guesses.ForNextRace.IsEmpty);
    }

    [Fact]
    public async Task Remove_AfterAGuess_MovesMarksBack()
    {
        var card = Show();
        Assert.True(card.Find("[data-testid=guess-remove]").HasAttribute("disabled"));
        await card.Find("[data-testid=guess-async]").InputAsync("1000");
        await card.Find("[data-testid=guess-remove]").ClickAsync();
        Assert.Equal(["no guess", "no guess"], Outputs(card));
        Assert.True(Guesses.ForNextRace.IsEmpty);
    }

    [Fact]
    public async Task Plan_ShownAgain_KeepsTheGuess_AndAnotherPlanDropsIt()
    {
        await Show().Find("[data-testid=guess-async]").InputAsync("1000");
        var card = Show(Plan with { Countries = [.. Plan.Countries] });
        Assert.Equal("1000", card.Find("[data-testid=guess-async]").GetAttribute("value"));
        card.Render(guess => guess.Add(p => p.Plan, Plan with { Workers = 1 }));
        Assert.Equal(["no guess", "no guess"], Outputs(card));
        Assert.True(Guesses.ForNextRace.IsEmpty);
    }

    [Fact]
    public void Plan_OfUnknownLength_AsksOnlyForTheWinner()
    {
        var card = Show(Plan with { Site = SiteId.Local });
        Assert.Empty(card.FindAll("input, output, .times"));
        Assert.Equal(2, card.FindAll("[data-testid^=guess-winner]").Count);
        var modes = Services.GetRequiredService<ModeCatalog>();
        Assert.True(GuessCard.CanGuess(Plan with { Modes = ["async"] }, modes));
        Assert.False(GuessCard.CanGuess(Plan with { Modes = ["async"], Site = SiteId.Local }, modes));
    }

    [Fact]
    public void Close_RaceStarts_KeepsTheGuessForThatRaceOnly()
    {
        Guesses.AssignToRace("none");
        Guesses.SetNext(Guess.None.WithTime("async", 500));
        Guesses.AssignToRace("first");
        Assert.True(Guesses.ForNextRace.IsEmpty);
        Assert.Null(Guesses.Find("none"));
        Assert.Equal(500, Guesses.Find("first")!.MsByMode["async"]);
        Assert.Null(Guesses.Find("second"));
    }
}
