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
    /// <param name="raceId">The id of the race.</param>
    /// <param name="runIds">The ids of the runs.</param>
    public void AddRace(string raceId, IEnumerable<string> runIds) => _races[raceId] = runIds.ToFrozenDictionary(
        run => run, _ => new ConcurrentDictionary<string, AnswerOverride>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Discards the changes for a race that has ended.</summary>
    public void RemoveRace(string raceId) => _races.TryRemove(raceId, out _);

    /// <summary>
    /// Finds the changes for one run and one country; null if the race is not running, does not have the run, or the code belongs to no
    /// country. Unknown names are not stored, because any program can send requests with such names.
    /// </summary>
    /// <param name="raceId">The id of the race; null for none.</param>
    /// <param name="runId">The id of the run; null for none.</param>
    /// <param name="countryCode">A country code, in upper or lower case.</param>
    public AnswerOverride? Find(string? raceId, string? runId, string countryCode) =>
        raceId is not null && runId is not null && Country.IsWellFormedCode(countryCode)
        && _races.TryGetValue(raceId, out var runs) && runs.TryGetValue(runId, out var codes)
            ? codes.GetOrAdd(countryCode, _ => new AnswerOverride())
            : null;
}
