using System.Collections.Concurrent;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

// This part cancels single futures at a person's request, and logs that the person did so.
internal sealed partial class RunRecorder
{
    private readonly ConcurrentDictionary<int, Intervention> _cancelling = new();
    private readonly ConcurrentDictionary<int, bool> _cancelledByPerson = new();

    // Held while a person cancels a future and the cancellation is logged. The run takes the lock before it logs its end. In the log, each
    // cancellation therefore comes before the end of the run.
    private readonly Lock _cancelGate = new();
    private bool _isEnding;

    /// <summary>
    /// Cancels one pending future, like Future.cancel in Python. Logs the intervention first, then the cancellation of the future.
    /// </summary>
    /// <param name="future">The number of the future.</param>
    /// <param name="intervention">The person's intervention, for the log.</param>
    /// <param name="cancel">
    /// Tries to cancel a future that belongs to no executor, and returns whether it succeeded; null if all futures belong to one.
    /// </param>
    /// <returns>Whether the future was cancelled. If it was not pending, returns false and logs nothing.</returns>
    public bool TryCancelPending(int future, Intervention intervention, Func<bool>? cancel = null)
    {
        lock (_cancelGate)
        {
            if (_isEnding)
                return false;
            _cancelling[future] = intervention;
            if (cancel?.Invoke() == true || _submitted.FirstOrDefault(submitted => submitted.Value == future).Key?.Cancel() == true)
                return true;
            _cancelling.TryRemove(future, out _);
            return false;
        }
    }

    /// <summary>
    /// Whether the consuming code got this exception because its future had been cancelled while pending. False if the call of the future
    /// raised the exception itself.
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

    // If the run ended with an exception because a person had cancelled a future, returns the number of that future; otherwise
    // RaceEvent.None. If a person cancelled several futures, it is the lowest number, because code that fails so asks for the results in
    // call order.
    private int EndedByCancelled(Exception ending) =>
        IsCausedByCancelledFuture(ending) && !cancelled.IsCancellationRequested && !_cancelledByPerson.IsEmpty
            ? _cancelledByPerson.Keys.Min() : RaceEvent.None;
}
