using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Tests.Modes;

/// <summary>Tests that the failures of the site ERROR are equal in every mode, and in every race with one seed.</summary>
public sealed class ErrorSiteTests : IAsyncLifetime
{
    private TestDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await TestDashboard.Start();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Race_ErrorSite_HasSameFailuresInEveryModeAndRepetition()
    {
        var first = await Run();
        var again = await Run();
        var told = Outcomes(first.Runs.Single(run => run.Mode == "sequential"));

        // 404 is not counted as an error. Each of the other seven kinds of failure has its own reason.
        Assert.Equal(7, told.Values.Where(outcome => outcome.StartsWith("Error", StringComparison.Ordinal)).Distinct().Count());
        Assert.Contains("NotFound not found", told.Values);
        Assert.Contains("Ok ", told.Values);
        foreach (var run in first.Runs.Concat(again.Runs).Where(run => run.Mode != "threads-map"))
            Assert.Equal(told, Outcomes(run));
    }

    [Fact]
    public async Task ThreadsMap_FirstFailure_EndsRunAndIsItsEndedBy()
    {
        var run = (await Run()).Runs.Single(run => run.Mode == "threads-map");
        var first = run.Futures.First(future => future.Status == Outcome.Error);

        Assert.Equal((Outcome.Error, first), (run.Outcome, run.EarlyEndCause));
        Assert.Equal(first.Number + 1, run.Received.Count);
        Assert.Contains(run.Futures, future => future.Status == Outcome.Cancelled);
    }

    private async Task<RaceState> Run()
    {
        var race = _dashboard.Race(plan => plan with
        {
            Countries = [.. _dashboard.Get<CountryCatalog>().All.Take(80).Select(country => country.Code)],
            Site = SiteId.Error,
            DelayMs = 4,
            JitterMs = 2,
            Seed = 5,
            ErrorRate = 0.3,
        });
        await race.Completion.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return RaceState.At(race.Log.Snapshot(), double.PositiveInfinity);
    }

    private static Dictionary<string, string> Outcomes(RunState run) =>
        run.Futures.ToDictionary(future => future.Label, future => $"{future.Status} {future.ResultOrReason}");
}
