using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Bounds how many logs are read for an import at once, on the page and over HTTP, because a log takes several times its size of memory
/// while it is read. Thread-safe.
/// </summary>
public sealed class ImportGate(Limits limits)
{
    private readonly Lock _gate = new();
    private int _reading;

    /// <summary>The refusal while too many logs are being read.</summary>
    public PlanProblem Busy => new("race", "{0} logs are being imported on this server: try again in a moment.", limits.MaxImports);

    /// <summary>Takes a place, which disposing gives back; null if all are taken.</summary>
    public IDisposable? TryEnter()
    {
        lock (_gate)
        {
            if (_reading == limits.MaxImports)
                return null;
            _reading++;
            return new Reservation(this);
        }
    }

    private void Leave()
    {
        lock (_gate)
            _reading--;
    }

    private sealed class Reservation(ImportGate gate) : IDisposable
    {
        private ImportGate? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
