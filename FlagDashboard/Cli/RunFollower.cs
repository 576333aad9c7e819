using System.Runtime.CompilerServices;
using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>
/// Follows the log of a race with a single run, and applies each event to <see cref="Run"/>. Not thread-safe: only one caller may follow at
/// a time.
/// </summary>
/// <param name="log">The log of the race.</param>
/// <param name="completion">Completes when the race has ended; never faults.</param>
/// <param name="time">The clock that measures the interval of <see cref="Follow"/>.</param>
internal sealed class RunFollower(RaceLog log, Task completion, TimeProvider time)
{
    private readonly RaceState _state = new();

    /// <summary>The state of the race after the events that <see cref="Follow"/> has yielded.</summary>
    public RaceState Race => _state;

    /// <summary>The state of the run after the events that <see cref="Follow"/> has yielded.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="Follow"/> has not yielded a batch yet.</exception>
    public RunState Run => _state.Runs[0];

    /// <summary>The time since the race began, in ms.</summary>
    public double RaceElapsedMs => log.ElapsedMs;

    /// <summary>Completes when the race has ended and its log is closed; never faults.</summary>
    public Task RaceCompletion => completion;

    /// <summary>
    /// Yields the new events in batches, until the race ends. Applies each batch to <see cref="Run"/> before it is yielded.
    /// </summary>
    /// <param name="interval">The maximum time between two batches, after which an empty batch is yielded; null for no maximum.</param>
    /// <param name="cancellationToken">Ends the sequence with an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<RaceEvent[]> Follow(
        TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var batches = log.Follow(0, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = batches.MoveNextAsync().AsTask();
        while (true)
        {
            // If no event comes within the interval, yield an empty batch, so that a display can update the elapsed time. Before the first
            // event, there is no run to display, so wait for the event.
            if (interval is not null && _state.LastEventSeq > 0 && !next.IsCompleted
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
