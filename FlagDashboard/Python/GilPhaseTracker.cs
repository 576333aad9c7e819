namespace FlagDashboard.Python;

/// <summary>
/// Says in which phase each worker of gil.py was, from what each worker noticed by itself. A worker that wants to compute and does not
/// waits for the lock while another one computes, and for a processor while nobody does. Pure: knows no clock. Not thread-safe.
/// </summary>
/// <param name="workers">The number of workers.</param>
/// <param name="shareLock">Whether the workers share one lock. Processes do not, and neither do threads of a Python without one.</param>
internal sealed class GilPhaseTracker(int workers, bool shareLock)
{
    /// <summary>The phase of a worker that computes in Python.</summary>
    public const string Computing = "computes";

    /// <summary>The phase of a worker that wants to compute while another one computes.</summary>
    public const string WaitingForLock = "waits for the lock";

    /// <summary>The phase of a worker that wants to compute while no other one computes.</summary>
    public const string WaitingForProcessor = "waits for a processor";

    /// <summary>The phase of a worker in a blocking call.</summary>
    public const string Blocked = "blocked in I/O, without the lock";

    /// <summary>The phase of a worker in C code that lets go of the lock.</summary>
    public const string ComputingWithoutLock = "computes in C, without the lock";

    /// <summary>
    /// The longest time that the lock takes from one worker to the next, in ms. It is no wait for a processor, although nobody computes.
    /// </summary>
    public const double MaxHandoverMs = 1;

    private readonly GilWorkerState[] _states = new GilWorkerState[workers];
    private readonly string?[] _phases = new string?[workers];
    private readonly PriorityQueue<(int Worker, GilWorkerState State), (double AtMs, int Number)> _changes = new();
    private int _added;

    /// <summary>Adds that a worker is in another state. The changes of one worker come in the order of time.</summary>
    public void Add(double atMs, int worker, GilWorkerState state) => _changes.Enqueue((worker, state), (atMs, _added++));

    /// <summary>
    /// Returns the phases that begin before a time. All changes until <see cref="MaxHandoverMs"/> after it must be added.
    /// </summary>
    /// <param name="untilMs">The time, in ms since the race began.</param>
    public IEnumerable<(double AtMs, int Worker, string? Phase)> Advance(double untilMs)
    {
        while (_changes.TryPeek(out _, out var next) && next.AtMs < untilMs)
        {
            var (atMs, _) = next;
            while (_changes.TryPeek(out var change, out next) && next.AtMs <= atMs)
            {
                _states[change.Worker - 1] = change.State;
                _changes.Dequeue();
            }

            var isLockTaken = shareLock && (_states.Contains(GilWorkerState.Computes) || ComputesSoon(atMs + MaxHandoverMs));
            for (var worker = 1; worker <= workers; worker++)
            {
                var phase = PhaseOf(_states[worker - 1], isLockTaken);
                if (phase != _phases[worker - 1])
                    yield return (atMs, worker, _phases[worker - 1] = phase);
            }
        }
    }

    private bool ComputesSoon(double untilMs) => _changes.UnorderedItems.Any(change =>
        change.Element.State == GilWorkerState.Computes && change.Priority.AtMs <= untilMs);

    private static string? PhaseOf(GilWorkerState state, bool isLockTaken) => state switch
    {
        GilWorkerState.Computes => Computing,
        GilWorkerState.WaitsToCompute => isLockTaken ? WaitingForLock : WaitingForProcessor,
        GilWorkerState.InBlockingCall => Blocked,
        GilWorkerState.ComputesWithoutLock => ComputingWithoutLock,
        _ => null,
    };
}

/// <summary>What a worker of gil.py knows of itself.</summary>
internal enum GilWorkerState
{
    /// <summary>It has nothing to do.</summary>
    Idle,

    /// <summary>It computes in Python.</summary>
    Computes,

    /// <summary>It wants to compute, and does not.</summary>
    WaitsToCompute,

    /// <summary>It is in a blocking call.</summary>
    InBlockingCall,

    /// <summary>It computes in C.</summary>
    ComputesWithoutLock,
}
