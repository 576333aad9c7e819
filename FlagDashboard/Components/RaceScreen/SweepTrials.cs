using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>
/// Races of one plan with one number of workers after another, never two at once: each is an ordinary race. One per
/// component, and called only by it; not thread-safe. When it is disposed, the race that runs goes on, and no other starts.
/// </summary>
internal sealed class SweepTrials(RaceRegistry races) : IDisposable
{
    private readonly List<SweepPoint> _measured = [];
    private readonly CancellationTokenSource _gone = new();
    private Race? _race;
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
        (_stopped, Problem) = (false, null);
        _measured.Clear();
        try
        {
            foreach (var workers in numbers)
            {
                if (_stopped)
                    break;
                At = workers;
                changed();
                _race = races.Start(plan with { Modes = [mode], Workers = workers });
                await _race.Completion.WaitAsync(_gone.Token);
                var run = RaceState.At(_race.Log.Snapshot(), double.MaxValue).Runs[0];
                if (run.Outcome == Outcome.Ok)
                    _measured.Add(new(workers, run.Elapsed!.Value));
                else if (!_stopped)
                    Problem = run.Reason ?? "";
            }
        }
        catch (PlanRefusedException refused)
        {
            Problem = refused.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }

        (At, _race) = (null, null);
        changed();
    }

    /// <summary>Cancels the race that runs, and starts no other.</summary>
    public void Stop()
    {
        _stopped = true;
        _race?.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }
}
