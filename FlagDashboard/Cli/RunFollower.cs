using System.Runtime.CompilerServices;
using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>
/// Follows the only run of a race to its end, by the log and the fold that the page uses. Not thread-safe: only one
/// caller may follow at a time.
/// </summary>
/// <param name="log">The log of the race.</param>
/// <param name="completion">Completes when the race has ended; never faults.</param>
/// <param name="time">The clock that measures the interval of <see cref="Follow"/>.</param>
internal sealed class RunFollower(RaceLog log, Task completion, TimeProvider time)
{
    private readonly RaceState _state = new();

    /// <summary>The race, as far as it has been followed.</summary>
    public RaceState Race => _state;

    /// <summary>The run, as far as it has been followed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No batch has been read yet.</exception>
    public RunState Run => _state.Runs[0];

    /// <summary>The time since the race began, in ms.</summary>
    public double ElapsedMs => log.ElapsedMs;

    /// <summary>Completes when the race has ended and its log is closed; never faults.</summary>
    public Task Completion => completion;

    /// <summary>
    /// Yields the new events in batches, until the race ends. Each batch has been applied to <see cref="Run"/> when it is yielded.
    /// </summary>
    /// <param name="interval">The longest time between two batches: an empty one is yielded if nothing happens. Null for no limit.</param>
    /// <param name="cancellationToken">Ends the sequence.</param>
    public async IAsyncEnumerable<RaceEvent[]> Follow(
        TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var batches = log.Follow(0, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = batches.MoveNextAsync().AsTask();
        while (true)
        {
            // After each interval without an event, an empty batch lets a display update the time. Before the first event there is no run
            // to show, and no empty batch is yielded.
            if (interval is not null && _state.Seq > 0 && !next.IsCompleted
                && await Task.WhenAny(next, Task.Delay(interval.Value, time, cancellationToken)) != next)
            {
                yield return [];
                continue;
            }

            if (!await next)
                yield break;
            foreach (var raceEvent in batches.Current)
                _state.Apply(raceEvent);
            yield return batches.Current;
            next = batches.MoveNextAsync().AsTask();
        }
    }
}
