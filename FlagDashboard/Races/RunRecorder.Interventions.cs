using System.Collections.Concurrent;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

// Cancels single futures at a person's request and records who cancelled them.
internal sealed partial class RunRecorder
{
    private readonly ConcurrentDictionary<int, Intervention> _cancelling = new();
    private readonly ConcurrentDictionary<int, bool> _cancelledByPerson = new();

    // A person's cancellation holds this lock until the cancellation is recorded. The end of the run takes the lock too, so that the run
    // cannot end before the cancellation is recorded. A submission holds the lock until others can find its future.
    private readonly Lock _cancelGate = new();
    private bool _isEnding;

    /// <summary>
    /// Cancels one pending future, as Future.cancel does in Python, and records the intervention before the end of the future.
    /// </summary>
    /// <param name="future">The number of the future.</param>
    /// <param name="what">The intervention.</param>
    /// <param name="cancel">
    /// Cancels a future that was not submitted to an executor, and returns whether it could; null if there is no such future.
    /// </param>
    /// <returns>False if the future is not pending. Nothing is recorded then.</returns>
    public bool TryCancelPending(int future, Intervention what, Func<bool>? cancel = null)
    {
        lock (_cancelGate)
        {
            if (_isEnding)
                return false;
            _cancelling[future] = what;
            if (cancel?.Invoke() == true || _submitted.FirstOrDefault(submitted => submitted.Value == future).Key?.Cancel() == true)
                return true;
            _cancelling.TryRemove(future, out _);
            return false;
        }
    }

    /// <summary>
    /// Whether an exception tells the consuming code that its future was cancelled while pending. False if the call itself raised it.
    /// </summary>
    public bool IsCausedByCancelledFuture(Exception error) => error is OperationCanceledException && !_raised.ContainsKey(error);

    private void RefuseCancelling()
    {
        lock (_cancelGate)
            _isEnding = true;
    }

    private void RecordWhoCancelled(int future)
    {
        if (!_cancelling.TryRemove(future, out var what))
            return;
        _cancelledByPerson[future] = true;
        log.Append(new RaceEvent(0, 0, RaceEventKind.Intervened, number, future) { Intervention = what });
    }

    // Returns the number of the cancelled future that ended the run, or RaceEvent.None if a person cancelled none. Only a loop over results
    // in call order ends this way. It stops at the first cancelled future, which has the lowest number.
    private int EndedByCancelled(Exception ending) =>
        IsCausedByCancelledFuture(ending) && !cancelled.IsCancellationRequested && !_cancelledByPerson.IsEmpty
            ? _cancelledByPerson.Keys.Min() : RaceEvent.None;
}
