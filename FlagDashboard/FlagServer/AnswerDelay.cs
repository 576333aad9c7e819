using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>The time that one request waits at the site before it is answered.</summary>
/// <param name="delayMs">The delay of the tape, in ms.</param>
/// <param name="changes">The changes that a person makes to the answer; null if nobody can change it.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerDelay(double delayMs, SiteOverride? changes, TimeProvider time)
{
    /// <summary>
    /// Waits until the answer is due: after the delay of the tape and what a person added to it, or at once when a person makes the
    /// waiting request fail. A stalled answer is never due, unless the person makes it fail in another way.
    /// </summary>
    /// <param name="aborted">Signalled when the client has gone.</param>
    /// <returns>The way in which a person made the answer fail; null to answer as the tape says.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="aborted"/> was signalled.</exception>
    public async Task<FailureKind?> WaitUntilDue(CancellationToken aborted)
    {
        var (arrivedAt, failuresAtArrival) = (time.GetTimestamp(), changes?.Current.FailureCount ?? 0);
        while (true)
        {
            var current = changes?.Current;
            var isDue = current?.FailureCount > failuresAtArrival;
            var left = isDue ? 0 : delayMs + (current?.ExtraMs ?? 0) - time.GetElapsedTime(arrivedAt).TotalMilliseconds;
            if (left > 0 && await WaitForReplacement(current, TimeSpan.FromMilliseconds(left), aborted))
                continue;
            if (current?.Failure != FailureKind.Stall)
                return current?.Failure;
            await current.Replaced.WaitAsync(aborted);
        }
    }

    // Returns true as soon as a person changes the answer again, and false if the given time passes first.
    private async Task<bool> WaitForReplacement(OverrideState? current, TimeSpan atMost, CancellationToken aborted)
    {
        if (current is null)
        {
            await Task.Delay(atMost, time, aborted);
            return false;
        }

        await current.Replaced.WaitAsync(atMost, time, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        aborted.ThrowIfCancellationRequested();
        return current.Replaced.IsCompleted;
    }
}
