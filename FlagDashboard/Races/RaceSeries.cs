using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// A plan that is raced several times, one race after another. It belongs to the server, so it continues when no page is open. Thread-safe.
/// </summary>
public sealed class RaceSeries
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancelled = new();
    private IReadOnlyList<string> _ids = [];
    // Only the latest race is referenced, so that the logs of ended races can leave memory.
    private Race? _latest;

    internal RaceSeries(string id, RacePlan plan, int count) => (Id, Plan, Count) = (id, plan, count);

    /// <summary>The id of the series in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>The plan of every race.</summary>
    public RacePlan Plan { get; }

    /// <summary>The number of races to run.</summary>
    public int Count { get; }

    /// <summary>The ids of the races that were started so far, in order.</summary>
    public IReadOnlyList<string> RaceIds => Volatile.Read(ref _ids);

    /// <summary>Completes when the last race has ended. Never faults.</summary>
    public Task Completion { get; internal set; } = Task.CompletedTask;

    /// <summary>Cancels the running race and starts no further race. Another call has no effect.</summary>
    public void Cancel()
    {
        Race? latest;
        _cancelled.Cancel();
        lock (_gate)
            latest = _latest;
        latest?.Cancel();
    }

    /// <summary>Cancelled when the series is cancelled.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The place of the next race in the series.</summary>
    internal SeriesPlace NextPlace => new(Id, RaceIds.Count + 1, Count);

    /// <summary>Adds a started race. Cancels the race if the series was cancelled meanwhile.</summary>
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
