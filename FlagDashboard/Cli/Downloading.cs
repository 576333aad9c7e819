using FlagDashboard.Flags;
using FlagDashboard.Races;

namespace FlagDashboard.Cli;

/// <summary>Runs a plan with one mode, once or several times in one process, and says how it went.</summary>
/// <param name="house">The rooms; the site is up.</param>
/// <param name="plan">What to download.</param>
/// <param name="voice">What is said, and how.</param>
/// <param name="interrupt">Ends it properly.</param>
internal sealed class Downloading(House house, RacePlan plan, IVoice voice, Interrupt interrupt)
{
    /// <summary>Runs it <paramref name="times"/> times, or until it is interrupted.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(int times)
    {
        var whole = true;
        for (var round = 1; round <= times && !interrupt.Token.IsCancellationRequested; round++)
        {
            voice.Begin(plan, round, times);
            var run = await Once($"run-{round}");
            voice.End(run);
            whole &= run.Outcome == DownloadStatus.Ok;
        }

        if (interrupt.ExitCode != ExitCode.Done)
            return interrupt.ExitCode;
        if (house.Get<FlagStore>() is { Trouble: { } trouble } store)
            throw new FailureException($"Not every flag could be saved in {store.Root}: {trouble.Reason}.");
        return whole ? ExitCode.Done : ExitCode.Failure;
    }

    private async Task<RunState> Once(string id)
    {
        var race = house.Get<RaceDirectory>().Begin(plan, id);
        await using var interrupted = interrupt.Token.Register(race.Cancel);
        var watch = new RunWatch(race.Log, race.Completion, house.Get<TimeProvider>());
        await voice.View.Show(watch);
        return watch.Run;
    }
}
