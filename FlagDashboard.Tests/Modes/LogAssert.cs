using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Modes;

/// <summary>Waits for events of a race and checks rules that every log keeps.</summary>
internal static class LogAssert
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    /// <summary>Waits for the end of the race, folds its log event by event, and checks the rules that every log keeps.</summary>
    public static async Task<RaceState> Through(this Race race)
    {
        await race.Completion.WaitAsync(Generous, TestContext.Current.CancellationToken);
        var state = new RaceState();
        var at = 0.0;
        foreach (var happened in race.Log.Snapshot())
        {
            Assert.True(happened.AtMs >= at, $"Event {happened.Seq} runs backwards.");
            at = happened.AtMs;
            state.Apply(happened);
            foreach (var run in state.Runs)
                OneFutureToAWorker(run);
        }

        Assert.NotNull(state.FinishedAtMs);
        Assert.All(state.Runs, run => Assert.Equal((0, run.Futures.Count), (run.RunningCount, run.DoneCount)));
        return state;
    }

    /// <summary>Waits for an event of the race.</summary>
    public static async Task<RaceEvent> Seen(this Race race, Func<RaceEvent, bool> what)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(Generous);
        await foreach (var batch in race.Log.Follow(0, guard.Token))
        {
            if (batch.Where(what).Select(happened => (RaceEvent?)happened).FirstOrDefault() is { } seen)
                return seen;
        }

        throw new InvalidOperationException("The race ended, and it never happened.");
    }

    public static RunState Of(this RaceState race, string mode) => race.Runs.Single(run => run.Mode == mode);

    public static IEnumerable<string> ReceivedCodes(this RunState run) => run.Received.Select(future => future.Label);

    public static IEnumerable<Outcome?> Statuses(this RunState run) => run.Futures.Select(future => future.Status);

    /// <summary>The flags that were not downloaded, with their reasons.</summary>
    public static string Failures(this RaceState race) => string.Join(", ",
        from run in race.Runs
        from future in run.Futures
        where future.Status != Outcome.Ok
        select $"{run.Mode} {future.Label}: {future.Reason}");

    private static void OneFutureToAWorker(RunState run)
    {
        var workers = run.Futures.Where(future => future.State == FutureState.Running).Select(future => future.Worker).ToList();
        Assert.Equal(workers.Count, workers.Distinct().Count());
        Assert.All(workers, worker => Assert.InRange(worker, 1, run.Workers));
    }
}
