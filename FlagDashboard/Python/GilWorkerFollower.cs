namespace FlagDashboard.Python;

/// <summary>
/// Follows one worker of gil.py. A worker that computes tells so all the time, so its silence says at once that it does not; when it
/// computes again, it tells since when it did not. Not thread-safe.
/// </summary>
/// <param name="number">The number of the worker, from 1.</param>
/// <param name="phases">Gets each change of the worker's state.</param>
internal sealed class GilWorkerFollower(int number, GilPhaseTracker phases)
{
    /// <summary>
    /// The time after which a worker that is silent does not compute, in ms. gil.py tells every quarter of a millisecond.
    /// </summary>
    public const double MaxSilenceMs = 1;

    // A pause of a worker that is not longer than this, in ms, is ignored. gil.py does not report such short pauses either.
    private const double MinAwayMs = 0.3;

    private GilWorkerState _state;

    // The time, in ms since the race began, up to which it is certain that the worker was in the state _state.
    private double _knownMs;

    /// <summary>Adds what the worker wrote.</summary>
    public void Add(in GilEvent record)
    {
        switch (record.Kind)
        {
            case GilEventKind.FutureStarted:
                Enter(GilWorkerState.Computes, record.AtMs);
                break;
            case GilEventKind.SilenceEnded:
                Return(record.FirstValue / 1e6, record.AtMs);
                break;
            case GilEventKind.BlockingEnded:
                Return(_knownMs, record.AtMs);
                break;
            case GilEventKind.Blocked:
                Enter(GilWorkerState.InBlockingCall, record.AtMs);
                _knownMs = record.FirstValue / 1e6;
                break;
            case GilEventKind.NativeCodeEntered:
                Enter(GilWorkerState.ComputesWithoutLock, record.AtMs);
                break;
            case GilEventKind.FutureFinished:
                Enter(GilWorkerState.Idle, record.AtMs);
                break;
        }
    }

    /// <summary>Notes how long the worker was silent, after its records were added.</summary>
    /// <param name="lastBeatMs">When it last told that it computes, in ms since the race began. Read before the records.</param>
    /// <param name="nowMs">The current time, read before that.</param>
    public void DetectSilence(double lastBeatMs, double nowMs)
    {
        if (_state == GilWorkerState.Computes)
            _knownMs = Math.Max(_knownMs, lastBeatMs);
        if (_state is GilWorkerState.Computes or GilWorkerState.InBlockingCall && _knownMs < nowMs - MaxSilenceMs)
            Enter(GilWorkerState.WaitsToCompute, _knownMs);
    }

    private void Return(double fromMs, double toMs)
    {
        if (_state != GilWorkerState.WaitsToCompute && toMs - fromMs > MinAwayMs)
            Enter(GilWorkerState.WaitsToCompute, fromMs);
        Enter(GilWorkerState.Computes, toMs);
    }

    private void Enter(GilWorkerState state, double atMs)
    {
        _knownMs = Math.Max(_knownMs, atMs);
        if (state == _state)
            return;
        _state = state;
        phases.Add(atMs, number, state);
    }
}
