using Bunit;
using FlagDashboard.Components.Guessing;
using FlagDashboard.Plans;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Components.Guessing;

public sealed class GuessCardTests : ComponentTest
{
    private static readonly RacePlan Plan = new() { Countries = ["BR", "CN"], Modes = ["sequential", "async"], DelayMs = 1000 };

    private Guesses Guesses => Services.GetRequiredService<Guesses>();

    [Fact]
    public async Task Mark_Moved_IsTheGuess()
    {
        var card = Render<GuessCard>(guess => guess.Add(p => p.Plan, Plan));
        Assert.Equal(["no guess", "no guess"], card.FindAll("output").Select(output => output.TextContent));

        await card.Find("[data-testid=guess-async]").InputAsync("100");
        Assert.Equal(["no guess", "1.0 s"], card.FindAll("output").Select(output => output.TextContent));
        Assert.Equal("1.0 s", card.Find("[data-testid=guess-async]").GetAttribute("aria-valuetext"));
        Assert.Equal(1000, Assert.Single(Guesses.Next.FinishMs).Value);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("401")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("")]
    public async Task Mark_ImpossibleValue_IsNoGuess(string value)
    {
        var card = Render<GuessCard>(guess => guess.Add(p => p.Plan, Plan));
        await card.Find("[data-testid=guess-async]").InputAsync(value);
        Assert.True(Guesses.Next.IsEmpty);
    }

    [Fact]
    public void Close_RaceStarts_KeepsTheGuessForThatRaceOnly()
    {
        Guesses.Close("none");
        Guesses.Set("async", 500);
        Guesses.Close("first");
        Assert.True(Guesses.Next.IsEmpty);
        Assert.Null(Guesses.Of("none"));
        Assert.Equal(500, Guesses.Of("first")!.FinishMs["async"]);
        Assert.Null(Guesses.Of("second"));
    }
}
