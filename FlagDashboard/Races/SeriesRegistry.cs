using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Starts series of races, and finds the series that this server has started. The server's limits apply to each race of a series, so a race
/// may have to wait in the queue. Thread-safe.
/// </summary>
public sealed class SeriesRegistry(RaceRegistry races, TimeProvider time, Limits? limits = null)
{
    private const int MaxKept = 100;

    // If the server is too busy to start the next race of a series, the series tries again after this time.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly Limits _limits = limits ?? Limits.Default;
    private readonly Lock _gate = new();
    private readonly List<RaceSeries> _series = [];
    private int _starting;

    /// <summary>
    /// Raised on any thread when the next race of a series has started, and when a series has ended. The argument is the id of the series.
    /// </summary>
    public event Action<string>? Changed;

    /// <summary>Starts a series and its first race. The first race may have to wait in the queue.</summary>
    /// <param name="plan">The plan of every race.</param>
    /// <param name="count">The number of races in the series, within the bounds of <see cref="RepeatRules"/>.</param>
    /// <exception cref="RaceRefusedException">The plan or the number breaks a rule, or the queue is full.</exception>
    public RaceSeries Start(RacePlan plan, int count)
    {
        if (RepeatRules.Check(count) is { } problem)
            throw new RaceRefusedException([problem]);
        var series = new RaceSeries(RaceRegistry.CreateRandomId(), plan, count);
        Reserve();
        Race? first = null;
        try
        {
            first = races.StartOrQueue(plan, series.NextPlace);
            series.Add(first);
            series.Completion = RunRemainingRaces(series, first);
        }
        finally
        {
            // A starting series counts by its reservation, and a started one by its place in the list. Both change under one lock.
            lock (_gate)
            {
                _starting--;
                if (first is not null)
                    AddAndRemoveOldest(series);
            }
        }

        // A series counts as ended once Completion has completed. Changed is raised after that, so that its listeners see that the series
        // has ended.
        series.Completion.ContinueWith(_ => Changed?.Invoke(series.Id), TaskScheduler.Default);
        return series;
    }

    /// <summary>Finds one of the latest 100 series that this server has started; null if none of them has this id.</summary>
    public RaceSeries? Find(string? id)
    {
        lock (_gate)
            return _series.Find(series => series.Id == id);
    }

    // Limits the number of running series. The limit of running races is not enough, because a series has no running race between two of
    // its races.
    private void Reserve()
    {
        lock (_gate)
        {
            var running = _starting + _series.Count(series => !series.Completion.IsCompleted);
            if (running >= _limits.MaxRunning + _limits.MaxQueued)
                throw RaceCapacity.CreateTooManyRunningException(running);
            _starting++;
        }
    }

    private void AddAndRemoveOldest(RaceSeries series)
    {
        _series.Add(series);
        if (_series.Count > MaxKept && _series.Find(old => old.Completion.IsCompleted) is { } oldest)
            _series.Remove(oldest);
    }

    private async Task RunRemainingRaces(RaceSeries series, Race race)
    {
        // Start calls this method and then returns the series. If the first race has already ended, the next race would start before Start
        // returns. Task.Yield prevents that.
        await Task.Yield();
        var next = (Race?)race;
        while (next is not null)
        {
            await Task.WhenAny(next.Completion);
            // The series ends after its last race, and after a race that was cancelled or interrupted.
            if (next.Log.End?.Status != Outcome.Ok || series.RaceIds.Count == series.PlannedRaceCount)
                break;
            next = await StartNext(series);
        }
    }

    private async Task<Race?> StartNext(RaceSeries series)
    {
        while (!series.CancelToken.IsCancellationRequested)
        {
            try
            {
                var race = races.StartOrQueue(series.Plan, series.NextPlace);
                series.Add(race);
                Changed?.Invoke(series.Id);
                return race;
            }
            catch (RaceRefusedException refused) when (refused.Kind == RefusalKind.Busy)
            {
                await Task.WhenAny(Task.Delay(RetryInterval, time, series.CancelToken));
            }
            catch (RaceRefusedException)
            {
                return null;
            }
        }

        return null;
    }
}
