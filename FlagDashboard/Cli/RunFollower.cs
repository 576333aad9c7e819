using System.Runtime.CompilerServices;
using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>Follows the one run of a race to its end, by the same log and fold as the page. One viewer at a time.</summary>
/// <param name="log">The log of the race.</param>
/// <param name="completion">Ends with the race.</param>
/// <param name="time">The clock of the ticks.</param>
internal sealed class RunFollower(RaceLog log, Task completion, TimeProvider time)
{
    private readonly RaceState _state = new();

    /// <summary>The run as far as it has been followed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Nothing has been followed yet.</exception>
    public RunState Run => _state.Runs[0];

    /// <summary>Time since the race began, in ms.</summary>
    public double Now => log.Now;

    /// <summary>Ends with the race, whose log is whole then; never faults.</summary>
    public Task Completion => completion;

    /// <summary>What happened since the last time, already part of <see cref="Run"/>.</summary>
    /// <param name="tick">How long to wait for something to happen before an empty answer; null for as long as it takes.</param>
    /// <param name="cancellationToken">Ends following.</param>
    public async IAsyncEnumerable<RaceEvent[]> Follow(TimeSpan? tick = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var batches = log.Follow(0, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = batches.MoveNextAsync().AsTask();
        while (true)
        {
            if (tick is not null && _state.Seq > 0 && !next.IsCompleted && await Task.WhenAny(next, Task.Delay(tick.Value, time, cancellationToken)) != next)
            {
                yield return [];
                continue;
            }

            if (!await next)
                yield break;
            foreach (var happened in batches.Current)
                _state.Apply(happened);
            yield return batches.Current;
            next = batches.MoveNextAsync().AsTask();
        }
    }
}
