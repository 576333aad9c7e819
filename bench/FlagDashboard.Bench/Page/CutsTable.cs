using System.Diagnostics;
using FlagDashboard.Tests.Hubs;
using Microsoft.Playwright;

namespace FlagDashboard.Bench.Page;

/// <summary>Cuts the connection of a page in the middle of races, and compares the page afterwards with one that was never cut.</summary>
internal static class CutsTable
{
    private const string Title = "A page whose connection is cut in mid-race";
    private const int RaceMs = 2000;

    // Every bar with its place, the number of the last event and the results.
    private const string Picture = """
        () => JSON.stringify([
          ...[...document.querySelectorAll('[data-testid^=lane-]')].map(lane =>
            [...lane.querySelectorAll('.track [data-f]')]
              .map(bar => `${bar.className} ${bar.getAttribute('style')} ${bar.dataset.f}`).sort()),
          document.querySelector('[data-testid=happened]').textContent,
          document.querySelector('[data-testid=results]')?.textContent])
        """;

    private static readonly int[] Percents = [25, 50, 75];

    public static async Task Measure(Workbench bench, Report report)
    {
        if (Chromium.Path is null)
        {
            report.ReportSkipped($"Cut pages are left out. {Chromium.Missing}");
            return;
        }

        var times = bench.Quick ? 2 : 20;
        await using var server = await bench.StartDashboard();
        using var races = new DashboardClient(server.Address);
        using var relay = new TcpRelay(server.Address);
        await using var chromium = await Chromium.Start();
        var cut = await chromium.Visit(relay.Address);
        var whole = await chromium.Visit(server.Address);
        foreach (var percent in Percents)
        {
            var (different, back) = (0, new List<double>());
            for (var time = 0; time < times; time++)
            {
                var (same, backMs) = await Cut(bench, races, relay, cut, whole, percent);
                back.Add(backMs);
                different += same ? 0 : 1;
            }

            report.AtMost(0, Title, $"pages of {times} that differ from the log after a cut at {percent} %", "", [different]);
            report.Add(Title, $"from the cut at {percent} % until the page is connected again", "ms", back);
        }
    }

    private static async Task<(bool Same, double BackMs)> Cut(
        Workbench bench, DashboardClient races, TcpRelay relay, IPage cut, IPage whole, int percent)
    {
        var id = await races.Start(new
        {
            modes = (string[])["sequential", "threads-as-completed"],
            workers = PooledRace.Workers,
            delayMs = PooledRace.DelayMs,
            jitterMs = 0,
            countries = bench.TwentyCodes,
        });
        await Task.WhenAll(((IPage[])[cut, whole]).Select(page => page.EvaluateAsync("id => Blazor.navigateTo('/race/' + id)", id)));
        await cut.Locator($"main:has([href*='{id}']) [data-testid=happened]").WaitForAsync();
        await Task.Delay(RaceMs * percent / 100);
        var began = Stopwatch.GetTimestamp();
        relay.Cut();
        await cut.Locator(".connection .back").WaitForAsync();
        var backMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        await races.WaitForEnd(id);
        var events = (await races.Events(id)).Count();
        foreach (var page in (IPage[])[cut, whole])
        {
            await page.Locator("[data-testid=happened]", new() { HasText = $"event {events} of {events}" }).WaitForAsync();
            await page.Locator("[data-testid=results]").WaitForAsync();
        }

        var expected = await whole.EvaluateAsync<string>(Picture);
        if (!expected.Contains("--", StringComparison.Ordinal))
            throw new CannotMeasureException("The page shows no bars.");
        var same = await cut.EvaluateAsync<string>(Picture) == expected;
        await cut.Locator(".connection .back").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        return (same, backMs);
    }
}
