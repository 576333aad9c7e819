using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Starts series of races, and finds those that this server has started. Each race of a series keeps the limits of the server, so it may
/// wait for its turn like every other one. Thread-safe.
/// </summary>
public sealed class SeriesRegistry(RaceRegistry races, TimeProvider time, Limits? limits = null)
{
    private const int MaxKept = 100;

    // When the server can take no race, the series tries again after this time.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly Limits _limits = limits ?? Limits.Default;
    private readonly Lock _gate = new();
    private readonly List<RaceSeries> _series = [];

    /// <summary>Raised with the id of a series when its next race has started, and when the series has ended; on any thread.</summary>
    public event Action<string>? Changed;

    /// <summary>Starts a series and its first race, which may have to wait for its turn.</summary>
    /// <param name="plan">What is raced.</param>
    /// <param name="count">How many times, as <see cref="RepeatCount"/> allows.</param>
    /// <exception cref="PlanRefusedException">The plan or the number breaks a rule, or too many races are waiting.</exception>
    public RaceSeries Start(RacePlan plan, int count)
    {
        if (RepeatCount.Check(count) is { } problem)
            throw new PlanRefusedException([problem]);
        var series = new RaceSeries(RaceRegistry.NewId(), plan, count);
        CheckRunning();
        var first = races.StartOrQueue(plan, series.NextPlace);
        series.Add(first);
        series.Completion = Continue(series, first);
        // A series counts as ended once Continue has returned, so its last change is reported after that.
        series.Completion.ContinueWith(_ => Changed?.Invoke(series.Id), TaskScheduler.Default);
        lock (_gate)
        {
            _series.Add(series);
            if (_series.Count > MaxKept && _series.Find(old => old.Completion.IsCompleted) is { } oldest)
                _series.Remove(oldest);
        }

        return series;
    }

    /// <summary>Finds a series that this server has started lately; null if there is none.</summary>
    public RaceSeries? Find(string? id)
    {
        lock (_gate)
            return _series.Find(series => series.Id == id);
    }

    // Between two of its races, a series is not among the races that run or wait, so series have a limit of their own.
    private void CheckRunning()
    {
        lock (_gate)
        {
            var running = _series.Count(series => !series.Completion.IsCompleted);
            if (running >= _limits.MaxRunning + _limits.MaxQueued)
                throw RaceCapacity.CreateTooManyRunningException(running);
        }
    }

    private async Task Continue(RaceSeries series, Race race)
    {
        // The caller of Start gets its series before the first race may end.
        await Task.Yield();
        var next = (Race?)race;
        while (next is not null)
        {
            await Task.WhenAny(next.Completion);
            // A race that was cancelled or interrupted ends the series.
            if (next.Log.End?.Status != Outcome.Ok || series.RaceIds.Count == series.Count)
                break;
            next = await StartNext(series);
        }
    }

    private async Task<Race?> StartNext(RaceSeries series)
    {
        while (!series.Cancelled.IsCancellationRequested)
        {
            try
            {
                var race = races.StartOrQueue(series.Plan, series.NextPlace);
                series.Add(race);
                Changed?.Invoke(series.Id);
                return race;
            }
            catch (PlanRefusedException refused) when (refused.Kind == RefusalKind.Busy)
            {
                await Task.WhenAny(Task.Delay(RetryInterval, time, series.Cancelled));
            }
            catch (PlanRefusedException)
            {
                return null;
            }
        }

        return null;
    }
}
