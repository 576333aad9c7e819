using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Runs a plan with several numbers of workers, one ordinary race after another. Each component needs its own instance; not thread-safe.
/// After disposal, a trial that is running continues, but no further trial starts.
/// </summary>
/// <param name="downloads">Starts the races.</param>
/// <param name="textOf">Converts problems to text for people.</param>
internal sealed class SweepTrialRunner(DownloadService downloads, Func<IEnumerable<PlanProblem>, string> textOf) : IDisposable
{
    private readonly List<SweepPoint> _measured = [];
    private readonly CancellationTokenSource _disposal = new();
    private string? _race;
    private bool _stopped;

    /// <summary>The measured times of the completed trials.</summary>
    public IReadOnlyList<SweepPoint> Measured => _measured;

    /// <summary>The number of workers of the running trial; null if none is running.</summary>
    public int? CurrentTrialWorkers { get; private set; }

    /// <summary>The reason why the latest trial failed, as text for people; null if none failed.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs all trials and discards earlier measurements. Does nothing while trials are running.</summary>
    /// <param name="plan">The plan to run.</param>
    /// <param name="mode">The id of the mode.</param>
    /// <param name="workerCounts">The numbers of workers, one race for each.</param>
    /// <param name="changed">Called before each trial and after the last.</param>
    public async Task Run(RacePlan plan, string mode, IReadOnlyList<int> workerCounts, Action changed)
    {
        if (CurrentTrialWorkers is not null)
            return;
        var cancellationToken = _disposal.Token;
        (_stopped, Problem) = (false, null);
        _measured.Clear();
        try
        {
            foreach (var workers in workerCounts)
            {
                if (_stopped || cancellationToken.IsCancellationRequested)
                    break;
                CurrentTrialWorkers = workers;
                changed();
                // The callback “changed” may have disposed this object. No further trial may start then.
                if (cancellationToken.IsCancellationRequested)
                    return;
                var result = downloads.StartSweepTrial(plan with { Modes = [mode], Workers = workers });
                _race = result.RaceId;
                if (result is StartResult.Refused refused)
                {
                    Problem = textOf(refused.Problems);
                    break;
                }

                if (await downloads.WaitForEnd(_race!, cancellationToken) is not { } race)
                    break;
                var run = race.Runs[0];
                if (run.Outcome == Outcome.Ok)
                    _measured.Add(new(workers, run.ElapsedMs!.Value));
                else if (!_stopped)
                    Problem = run.FailureReason ?? "";
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        (CurrentTrialWorkers, _race) = (null, null);
        if (!cancellationToken.IsCancellationRequested)
            changed();
    }

    /// <summary>Cancels the running trial and starts no further one.</summary>
    public void Stop()
    {
        _stopped = true;
        downloads.Cancel(_race);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The CancellationTokenSource is cancelled but not disposed, because a trial that is ending may still read its token. A source
        // without a timer holds nothing that must be released.
        _disposal.Cancel();
    }
}
