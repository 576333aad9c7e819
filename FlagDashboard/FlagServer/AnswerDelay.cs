using FlagDashboard.Flags;

namespace FlagDashboard.FlagServer;

/// <summary>Waits for as long as the built-in site delays the answer to one request.</summary>
/// <param name="delayMs">The delay that the tape gives the answer, in ms.</param>
/// <param name="changes">The changes that a person can make to the answer while the request waits; null if nobody can change it.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerDelay(double delayMs, AnswerOverride? changes, TimeProvider time)
{
    /// <summary>
    /// Waits for the delay of the tape and the delay that a person has added. Returns at once when a person makes the waiting request fail.
    /// If that failure is a stall, waits until the person chooses another failure.
    /// </summary>
    /// <param name="aborted">Signalled when the client has gone.</param>
    /// <returns>The failure that a person has chosen; null to answer as the tape says.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="aborted"/> was signalled.</exception>
    public async Task<FailureKind?> WaitUntilDue(CancellationToken aborted)
    {
        var (arrivedAt, failuresAtArrival) = (time.GetTimestamp(), changes?.Current.FailureVersion ?? 0);
        while (true)
        {
            var current = changes?.Current;
            var isDue = current?.FailureVersion > failuresAtArrival;
            var left = isDue ? 0 : delayMs + (current?.ExtraDelayMs ?? 0) - time.GetElapsedTime(arrivedAt).TotalMilliseconds;
            if (left > 0 && await WaitForReplacement(current, TimeSpan.FromMilliseconds(left), aborted))
                continue;
            if (current?.Failure != FailureKind.Stall)
                return current?.Failure;
            await current.Replaced.WaitAsync(aborted);
        }
    }

    // Waits until a person replaces the state “current” of the site’s answer by another state, or until the time atMost has passed. Returns
    // true if the state was replaced in time. If current is null, nobody can replace it.
    private async Task<bool> WaitForReplacement(AnswerOverrideState? current, TimeSpan atMost, CancellationToken aborted)
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
