using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>
/// The races that were read from the database last. A page asks for the same race several times, and reading one takes time and memory.
/// However many readers ask for a race at once, it is read once. Thread-safe.
/// </summary>
internal sealed class RaceCache
{
    private const int MaxRaces = 8;

    private const long MaxBytes = 64 * 1024 * 1024;

    // Reading a race takes several times its size of memory.
    private const int MaxReadsAtOnce = 2;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reads = new(MaxReadsAtOnce);
    private readonly List<Race> _races = [];
    private readonly Dictionary<string, Task<Race?>> _reading = [];

    /// <summary>
    /// Returns a race from the cache, or else the result of <paramref name="read"/>, which a thread of the pool calls. The oldest races
    /// leave if there are more than 8 or 64 MB; the new one stays, whatever its size.
    /// </summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="read">Reads the race; returns null if there is none.</param>
    public Task<Race?> FindOrRead(string id, Func<Race?> read)
    {
        lock (_gate)
        {
            if (_races.Find(race => race.Id == id) is { } known)
                return Task.FromResult<Race?>(known);
            if (!_reading.TryGetValue(id, out var reading))
                _reading[id] = reading = Task.Run(() => Read(id, read));
            return reading;
        }
    }

    /// <summary>Removes a race from the cache.</summary>
    public void Remove(string id)
    {
        lock (_gate)
        {
            _reading.Remove(id);
            _races.RemoveAll(race => race.Id == id);
        }
    }

    private async Task<Race?> Read(string id, Func<Race?> read)
    {
        Race? race = null;
        await _reads.WaitAsync().ConfigureAwait(false);
        try
        {
            return race = read();
        }
        finally
        {
            _reads.Release();
            lock (_gate)
            {
                // A race that was removed meanwhile is not kept.
                if (_reading.Remove(id) && race is not null)
                    Add(race);
            }
        }
    }

    private void Add(Race race)
    {
        _races.Add(race);
        while (_races.Count > MaxRaces || (_races.Count > 1 && _races.Sum(cached => cached.Log.MemoryBytes) > MaxBytes))
            _races.RemoveAt(0);
    }
}
