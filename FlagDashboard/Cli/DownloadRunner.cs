using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Runs a plan of one mode, once or several times, and reports each run.</summary>
/// <param name="host">The services. Their built-in site is running if the plan needs it.</param>
/// <param name="plan">The plan to run.</param>
/// <param name="reporter">Reports the runs.</param>
/// <param name="signals">Cancels the current run on Ctrl+C, SIGTERM or SIGQUIT.</param>
internal sealed class DownloadRunner(VerbHost host, RacePlan plan, IRunReporter reporter, SignalHandler signals)
{
    /// <summary>Runs the plan <paramref name="runCount"/> times, or fewer if a signal arrives.</summary>
    /// <returns>The exit code of the process.</returns>
    /// <exception cref="CommandFailedException">A flag was downloaded but could not be saved.</exception>
    public async Task<int> Run(int runCount)
    {
        var allCompleted = true;
        var ended = new List<RepeatedRace>();
        for (var number = 1; number <= runCount && !signals.Token.IsCancellationRequested; number++)
        {
            reporter.ReportStart(plan, number, runCount);
            var race = await RunOnce($"run-{number}");
            reporter.ReportEnd(race.Runs[0]);
            allCompleted &= race.Runs[0].Outcome == Outcome.Ok;
            ended.Add(RepeatedRace.Of($"run-{number}", number, race));
        }

        if (runCount > 1)
            reporter.ReportRepeats(RepeatSummary.Of(ended));

        if (signals.ExitCode != ExitCode.Success)
            return signals.ExitCode;
        if (host.Get<FlagStore>() is { LastSaveError: { } error } store)
            throw new CommandFailedException($"Some flags could not be saved in {store.RootFolder}: {error.Reason}.");
        return allCompleted ? ExitCode.Success : ExitCode.Failure;
    }

    private async Task<RaceState> RunOnce(string raceId)
    {
        var race = host.Get<RaceRegistry>().StartUntracked(plan, raceId);
        await using var cancelOnSignal = signals.Token.Register(race.Cancel);
        var follower = new RunFollower(race.Log, race.Completion, host.Get<TimeProvider>());
        try
        {
            await reporter.Display.Show(follower);
        }
        catch
        {
            // Showing the progress has failed, so nobody would see the result of the race either. The race is therefore cancelled.
            race.Cancel();
            throw;
        }

        return follower.Race;
    }
}
