using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

/// <summary>
/// The real modes against a site that fails here and there, cancelled after any number of events: every log is one that can happen.
/// </summary>
public class ModesCancelTests
{
    private static readonly string[] Codes = [.. WebRoot.Catalog.Pop20.Select(country => country.Code)];

    [Fact]
    public Task Cancel_AfterAnyEvent_LeavesALegalLogThatEnds() =>
        EveryLogEnds(Gen.Int[0, 250], Gen.Int[1, 8], 40, new Sequential(), new ThreadsMap(), new ThreadsAsCompleted(), new Async());

    // Runs fewer times than the test of the threads, because every race starts processes.
    [Fact]
    public Task Cancel_ProcessesAfterAnyEvent_LeavesALegalLogThatEnds() => EveryLogEnds(Gen.Int[0, 90], Gen.Int[1, 3], 15, new Processes());

    private static Task EveryLogEnds(Gen<int> cancelled, Gen<int> workersOf, int times, params IConcurrencyMode[] modes) =>
        Gen.Select(cancelled, workersOf, Gen.Enum<StartOrder>(), Gen.Int[0, 19].HashSet[0, 3], Gen.Int[0, 19].HashSet[0, 3]).SampleAsync(
            async (after, workers, order, failing, missing) =>
            {
                using var track = new RaceFixture(modes);
                track.Failing.UnionWith(failing.Select(i => Codes[i]));
                track.Missing.UnionWith(missing.Select(i => Codes[i]));
                var race = track.Races.Start(track.Plan(Codes) with { Workers = workers, StartOrder = order });
                await foreach (var batch in race.Log.Follow(0))
                {
                    if (batch[^1].Seq >= after)
                        race.Cancel();
                }

                await race.Completion.Guarded();
                var state = race.Log.Fold();
                Assert.NotNull(state.FinishedAtMs);
                Assert.All(state.Runs, run => Assert.Equal(Codes.Length, Enum.GetValues<Outcome>().Sum(run.Count)));
            },
            iter: times,
            threads: 1);
}
