using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace FlagDashboard.Flags;

/// <summary>
/// The changes that people made to the answers of the built-in site, by race, run and country. Only the answers to running races can be
/// changed. The built-in site looks up the changes for each request. Thread-safe.
/// </summary>
public sealed class AnswerOverrides
{
    private readonly ConcurrentDictionary<string, FrozenDictionary<string, ConcurrentDictionary<string, AnswerOverride>>> _races = new();

    /// <summary>Starts to accept changes to the answers that a race gets.</summary>
    /// <param name="race">The id of the race.</param>
    /// <param name="runs">The ids of the runs.</param>
    public void AddRace(string race, IEnumerable<string> runs) => _races[race] = runs.ToFrozenDictionary(
        run => run, _ => new ConcurrentDictionary<string, AnswerOverride>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Discards the changes for a race that has ended.</summary>
    public void RemoveRace(string race) => _races.TryRemove(race, out _);

    /// <summary>
    /// Finds the changes for one run and one country; null if the race is not running, does not have the run, or the code belongs to no
    /// country. Unknown names are not stored, because any program can send requests with such names.
    /// </summary>
    /// <param name="race">The id of the race; null for none.</param>
    /// <param name="run">The id of the run; null for none.</param>
    /// <param name="code">A country code, in upper or lower case.</param>
    public AnswerOverride? Find(string? race, string? run, string code) =>
        race is not null && run is not null && Country.IsWellFormedCode(code)
        && _races.TryGetValue(race, out var runs) && runs.TryGetValue(run, out var codes)
            ? codes.GetOrAdd(code, _ => new AnswerOverride())
            : null;
}
