using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>
/// Caches the races that were last read from the database, because reading a race is slow and pages request the same race repeatedly.
/// Concurrent requests for one race share a single read. Thread-safe.
/// </summary>
internal sealed class RaceCache
{
    private const int MaxRaces = 8;

    private const long MaxBytes = 64 * 1024 * 1024;

    // Only a few races are read at the same time, because reading a race temporarily needs several times the memory of the race.
    private const int MaxReadsAtOnce = 2;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _reads = new(MaxReadsAtOnce);
    private readonly List<Race> _races = [];
    private readonly Dictionary<string, Task<Race?>> _reading = [];

    /// <summary>
    /// Returns a race from the cache; otherwise reads it on a thread-pool thread. When the cache has more than 8 races or 64 MB, drops the
    /// races that were read first, but never the new one.
    /// </summary>
    /// <param name="id">The id of the race.</param>
    /// <param name="read">Reads the race from the database; returns null if the race does not exist.</param>
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
                // Do not cache the race if Remove was called for it during the read.
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
