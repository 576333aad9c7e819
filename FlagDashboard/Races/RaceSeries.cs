using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// A series of races: one plan that is run several times, one race after another. The server owns the series, so it continues when no page
/// shows it. Thread-safe.
/// </summary>
public sealed class RaceSeries
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancelled = new();
    private IReadOnlyList<string> _ids = [];
    // Only the latest race is referenced, so that the garbage collector can free the logs of ended races.
    private Race? _latest;

    internal RaceSeries(string id, RacePlan plan, int count) => (Id, Plan, PlannedRaceCount) = (id, plan, count);

    /// <summary>The id of the series in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>The plan of every race.</summary>
    public RacePlan Plan { get; }

    /// <summary>The number of races to run.</summary>
    public int PlannedRaceCount { get; }

    /// <summary>The ids of the races that were started so far, in order.</summary>
    public IReadOnlyList<string> RaceIds => Volatile.Read(ref _ids);

    /// <summary>Completes when the series has ended. Never faults.</summary>
    public Task Completion { get; internal set; } = Task.CompletedTask;

    /// <summary>Cancels the running race, and does not start another one. Calling this method again has no effect.</summary>
    public void Cancel()
    {
        Race? latest;
        _cancelled.Cancel();
        lock (_gate)
            latest = _latest;
        latest?.Cancel();
    }

    /// <summary>Cancelled when the series is cancelled.</summary>
    internal CancellationToken CancelToken => _cancelled.Token;

    /// <summary>The position that the next race will have in the series.</summary>
    internal SeriesPlace NextPlace => new(Id, RaceIds.Count + 1, PlannedRaceCount);

    /// <summary>Adds a race that was started. If the series was cancelled in the meantime, cancels the race.</summary>
    internal void Add(Race race)
    {
        lock (_gate)
        {
            _latest = race;
            Volatile.Write(ref _ids, [.. _ids, race.Id]);
        }

        if (_cancelled.IsCancellationRequested)
            race.Cancel();
    }
}
