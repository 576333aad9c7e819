using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// A plan that is raced several times, one race after another. Its races are ordinary ones. It belongs to the server and goes on when
/// nobody watches. Thread-safe.
/// </summary>
public sealed class RaceSeries
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancelled = new();
    private IReadOnlyList<string> _ids = [];
    // The logs of ended races need not stay in memory, so only the latest race is kept.
    private Race? _latest;

    internal RaceSeries(string id, RacePlan plan, int count) => (Id, Plan, Count) = (id, plan, count);

    /// <summary>Its name in links: 10 lower-case letters and digits.</summary>
    public string Id { get; }

    /// <summary>What is raced.</summary>
    public RacePlan Plan { get; }

    /// <summary>How many races it is to have.</summary>
    public int Count { get; }

    /// <summary>The ids of the races that were started so far, in their order.</summary>
    public IReadOnlyList<string> RaceIds => Volatile.Read(ref _ids);

    /// <summary>Completes when its last race has ended. Never faults.</summary>
    public Task Completion { get; internal set; } = Task.CompletedTask;

    /// <summary>Cancels the race that runs, and starts no further one. Calling it again changes nothing.</summary>
    public void Cancel()
    {
        Race? latest;
        _cancelled.Cancel();
        lock (_gate)
            latest = _latest;
        latest?.Cancel();
    }

    /// <summary>Signalled when the series is cancelled.</summary>
    internal CancellationToken Cancelled => _cancelled.Token;

    /// <summary>The place of its next race.</summary>
    internal SeriesPlace NextPlace => new(Id, RaceIds.Count + 1, Count);

    /// <summary>Adds a race that was started, and cancels it if the series was cancelled meanwhile.</summary>
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
