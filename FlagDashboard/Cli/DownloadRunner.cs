using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Cli;

/// <summary>Runs a plan with one mode, once or several times in one process, and says how it went.</summary>
/// <param name="host">The rooms; the site is up.</param>
/// <param name="plan">What to download.</param>
/// <param name="reporter">What is said, and how.</param>
/// <param name="interrupt">Ends it properly.</param>
internal sealed class DownloadRunner(VerbHost host, RacePlan plan, IRunReporter reporter, SignalHandler interrupt)
{
    /// <summary>Runs it <paramref name="times"/> times, or until it is interrupted.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(int times)
    {
        var whole = true;
        for (var round = 1; round <= times && !interrupt.Token.IsCancellationRequested; round++)
        {
            reporter.Begin(plan, round, times);
            var run = await Once($"run-{round}");
            reporter.End(run);
            whole &= run.Outcome == Outcome.Ok;
        }

        if (interrupt.ExitCode != ExitCode.Done)
            return interrupt.ExitCode;
        if (host.Get<FlagStore>() is { LastError: { } trouble } store)
            throw new FailureException($"Not every flag could be saved in {store.Root}: {trouble.Reason}.");
        return whole ? ExitCode.Done : ExitCode.Failure;
    }

    private async Task<RunState> Once(string id)
    {
        var race = host.Get<RaceRegistry>().Begin(plan, id);
        await using var interrupted = interrupt.Token.Register(race.Cancel);
        var watch = new RunFollower(race.Log, race.Completion, host.Get<TimeProvider>());
        await reporter.View.Show(watch);
        return watch.Run;
    }
}
