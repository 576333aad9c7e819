using FlagDashboard.Races;

namespace FlagDashboard.History;

/// <summary>
/// The races that were read from the database last. A page asks for the same race several times, and reading one takes long.
/// Thread-safe.
/// </summary>
internal sealed class RaceCache
{
    private const int MaxRaces = 8;

    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Race> _races = [];

    /// <summary>Returns a race that was added; null if it is not here any more.</summary>
    public Race? Find(string id)
    {
        lock (_gate)
            return _races.Find(race => race.Id == id);
    }

    /// <summary>
    /// Adds a race and returns it. The oldest ones leave if there are more than 8 races or 64 MB; the new one stays, whatever its size.
    /// </summary>
    public Race Add(Race race)
    {
        lock (_gate)
        {
            _races.Add(race);
            while (_races.Count > MaxRaces || (_races.Count > 1 && _races.Sum(cached => cached.Log.MemoryBytes) > MaxBytes))
                _races.RemoveAt(0);
        }

        return race;
    }

    /// <summary>Removes a race, if it is here.</summary>
    public void Remove(string id)
    {
        lock (_gate)
            _races.RemoveAll(race => race.Id == id);
    }
}
