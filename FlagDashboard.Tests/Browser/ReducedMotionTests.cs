using Microsoft.Playwright;

namespace FlagDashboard.Tests.Browser;

/// <summary>Tests the page in a browser whose system setting asks for reduced motion.</summary>
[Collection<TimelinesInBrowser>]
public sealed class ReducedMotionTests(BrowserFixture browser)
{
    /// <summary>What the time of the race moves: how many animations move it, and where a script has put it.</summary>
    private const string Moved = """
        () => [...document.querySelectorAll('.now.live, .rail .live')]
          .map(element => `${element.getAnimations().length} ${element.style.transform}`)
        """;

    [Fact]
    public async Task Race_WithReducedMotion_MovesInStepsAndNotByAnimations()
    {
        await using var visitor = await browser.NewVisitor();
        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await visitor.GoTo("/?cc=BR,CN,DE,EG,FR&modes=sequential&delay=700&jitter=0");
        await visitor.RunRace();
        await visitor.WaitForFlags("sequential", 1);
        // The curtain over the lane and the thumb of the slider.
        var moved = await visitor.Page.WaitForFunctionAsync($$"""
            () => {
              const places = ({{Moved}})();
              return places.length === 2 && places.every(place => /^0 translateX[(][0-9.]+%[)]$/.test(place)) && places;
            }
            """);
        var places = await moved.JsonValueAsync<string[]>();
        await visitor.Page.WaitForFunctionAsync(
            $"places => ({Moved})().every((place, i) => place.startsWith('0 translateX') && place !== places[i])", places);

        await visitor.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await visitor.Page.WaitForFunctionAsync($"() => ({Moved})().filter(place => place.startsWith('1 ')).length === 2");
    }
}
