using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Limits how many logs are imported at once, from the page and over HTTP together, because reading a log takes several times its size in
/// memory. Thread-safe.
/// </summary>
public sealed class ImportLimiter(Limits limits)
{
    private readonly Lock _gate = new();
    private int _reading;

    /// <summary>The problem that is reported to a person while too many logs are being imported.</summary>
    public PlanProblem TooManyImports =>
        new("race", "{0} logs are being imported on this server: try again in a moment.", limits.MaxImports);

    /// <summary>Reserves one of the allowed imports until the returned object is disposed; null if all are in use.</summary>
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

    private sealed class Reservation(ImportLimiter gate) : IDisposable
    {
        private ImportLimiter? _gate = gate;

        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave();
    }
}
