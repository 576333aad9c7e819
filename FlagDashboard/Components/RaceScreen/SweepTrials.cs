using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Races of one plan with one number of workers after another, never two at once: each is an ordinary race. One per
/// component, and called only by it; not thread-safe. When it is disposed, the race that runs goes on, and no other starts.
/// </summary>
/// <param name="downloads">Starts the races.</param>
/// <param name="textOf">Makes text for people of problems.</param>
internal sealed class SweepTrials(DownloadService downloads, Func<IEnumerable<PlanProblem>, string> textOf) : IDisposable
{
    private readonly List<SweepPoint> _measured = [];
    private readonly CancellationTokenSource _gone = new();
    private string? _race;
    private bool _stopped;

    /// <summary>What came of those that came through.</summary>
    public IReadOnlyList<SweepPoint> Measured => _measured;

    /// <summary>The number of workers of the race that runs; null while none does.</summary>
    public int? At { get; private set; }

    /// <summary>Why it went no further, for people; null if it did.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs them all, and forgets what was measured before.</summary>
    /// <param name="plan">What to race.</param>
    /// <param name="mode">The id of the mode.</param>
    /// <param name="numbers">How many workers, one race each.</param>
    /// <param name="changed">Told before and after each race.</param>
    public async Task Run(RacePlan plan, string mode, IReadOnlyList<int> numbers, Action changed)
    {
        if (At is not null)
            return;
        var left = _gone.Token;
        (_stopped, Problem) = (false, null);
        _measured.Clear();
        try
        {
            foreach (var workers in numbers)
            {
                if (_stopped || left.IsCancellationRequested)
                    break;
                At = workers;
                changed();
                // Rendering may have removed the component.
                if (left.IsCancellationRequested)
                    return;
                var result = downloads.StartTrial(plan with { Modes = [mode], Workers = workers });
                _race = result.RaceId;
                if (result is StartResult.Refused refused)
                {
                    Problem = textOf(refused.Problems);
                    break;
                }

                if (await downloads.WaitForEnd(_race!, left) is not { } race)
                    break;
                var run = race.Runs[0];
                if (run.Outcome == Outcome.Ok)
                    _measured.Add(new(workers, run.Elapsed!.Value));
                else if (!_stopped)
                    Problem = run.Reason ?? "";
            }
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return;
        }

        (At, _race) = (null, null);
        if (!left.IsCancellationRequested)
            changed();
    }

    /// <summary>Cancels the race that runs, and starts no other.</summary>
    public void Stop()
    {
        _stopped = true;
        downloads.Cancel(_race);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Cancelled and not disposed: its token is still read by a trial that has just ended, and it holds no timer or handle.
        _gone.Cancel();
    }
}
