namespace FlagDashboard.Experiments;

/// <summary>
/// A stand-in for the global interpreter lock of CPython, which .NET does not have: of all threads that run code under it,
/// one computes. Who computes is asked to hand it over after an interval, if somebody waits; who blocks does not hold it.
/// Unlike CPython's it is fair: first come, first served. Thread-safe.
/// </summary>
/// <param name="switchEvery">How long a thread may compute while another one waits (Python: sys.setswitchinterval).</param>
/// <param name="time">The clock for that.</param>
/// <param name="tell">Told what a thread is at: one of the constants below, or null for none of them. Called by that thread.</param>
internal sealed class SimulatedGlobalLock(TimeSpan switchEvery, TimeProvider time, Action<int, string?> tell)
{
    public const string Holds = "holds the lock";
    public const string Waits = "waits for the lock";
    public const string Blocks = "blocked in I/O, without the lock";

    private readonly Lock _gate = new();

    /// <summary>The first one holds the lock; the others wait behind it.</summary>
    private readonly List<Place> _line = [];
    private long _takenAt;

    /// <summary>Runs <paramref name="code"/> under the lock.</summary>
    /// <param name="thread">Which thread this is.</param>
    /// <param name="code">It calls <see cref="Between"/> while it computes, and makes its blocking calls by <see cref="Blocking"/>.</param>
    /// <param name="givenUp">Ends waiting.</param>
    /// <exception cref="OperationCanceledException">Waiting was given up.</exception>
    public T Run<T>(int thread, Func<T> code, CancellationToken givenUp)
    {
        try
        {
            Take(thread, givenUp);
            return code();
        }
        finally
        {
            Leave(thread);
        }
    }

    /// <summary>Hands the lock over and waits to get it back, if the interval is over and somebody waits.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public void Between(int thread, CancellationToken givenUp)
    {
        if (IsWanted && time.GetElapsedTime(_takenAt) >= switchEvery)
        {
            Leave(thread);
            Take(thread, givenUp);
        }
    }

    /// <summary>Makes a blocking call, without the lock.</summary>
    /// <inheritdoc cref="Run" path="/exception"/>
    public void Blocking(int thread, Action call, CancellationToken givenUp)
    {
        Leave(thread);
        tell(thread, Blocks);
        call();
        Take(thread, givenUp);
    }

    private bool IsWanted
    {
        get
        {
            lock (_gate)
                return _line.Count > 1;
        }
    }

    private void Take(int thread, CancellationToken givenUp)
    {
        var place = new Place(thread, new SemaphoreSlim(0));
        bool free;
        lock (_gate)
        {
            free = _line.Count == 0;
            _line.Add(place);
        }

        if (!free)
        {
            tell(thread, Waits);
            place.First.Wait(givenUp);
        }

        _takenAt = time.GetTimestamp();
        tell(thread, Holds);
    }

    // Also whoever gave up waiting, and whoever got the lock in that very moment. Told first: the next one may already
    // tell that it has the lock when this returns.
    private void Leave(int thread)
    {
        tell(thread, null);
        lock (_gate)
        {
            var at = _line.FindIndex(place => place.Thread == thread);
            if (at < 0)
                return;
            _line.RemoveAt(at);
            if (at == 0 && _line.Count > 0)
                _line[0].First.Release();
        }
    }

    private sealed record Place(int Thread, SemaphoreSlim First);
}
