using System.Collections.Concurrent;
using System.Security.Cryptography;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>Starts, lists and finds the races of this server. Thread-safe: races start, and files are deleted, outside its lock.</summary>
public sealed class RaceRegistry(
    PlanRules rules,
    CountryCatalog catalog,
    ModeDirectory modes,
    FlagSites sites,
    FlagClient client,
    FlagStore store,
    IRaceArchive archive,
    TimeProvider time,
    ILogger<RaceRegistry>? logger = null)
{
    /// <summary>The most races that run at once, because more would compete for the machine: 4.</summary>
    public const int MaxRunning = 4;

    /// <summary>The most interactive races that are open at once, beside those: 50. Each has a few threads that mostly sleep.</summary>
    public const int MaxInteractive = 50;

    /// <summary>The most races in memory: 200. The oldest finished race leaves first, together with the files it downloaded.</summary>
    public const int MaxKept = 200;

    private const int IdLength = 10;

    // As long as a drawn id, and with a letter and a dash that no drawn id has.
    private const string WarmUpRaceId = "warming-up";

    /// <summary>The refusal of a plan that is in order, while too many races run.</summary>
    internal static readonly PlanProblem TooMany =
        new("race", "{0} races are running on this server: wait for one to end, or cancel one.", MaxRunning);

    /// <summary>The refusal of any race while the server stops.</summary>
    internal static readonly PlanProblem Stopping =
        new("race", "This server is stopping: start the race when it has started again.");

    private static readonly PlanProblem TooManyInteractive =
        new("race", "{0} executors are open on this server: close one, or wait until an unused one is closed.", MaxInteractive);

    private readonly ConcurrentDictionary<string, Race> _races = new();
    private readonly List<Race> _listed = [];
    private readonly Lock _gate = new();
    private bool _stopping;
    private int _starting;
    private int _startingInteractive;

    /// <summary>Ends every race because the server stops, and refuses further ones.</summary>
    internal Task Interrupt()
    {
        lock (_gate)
            _stopping = true;
        return Task.WhenAll(_races.Values.Where(race => !race.Completion.IsCompleted).Select(race => race.Interrupt()));
    }

    /// <summary>Every race in memory, the newest first.</summary>
    public IReadOnlyList<Race> All
    {
        get
        {
            lock (_gate)
                return [.. Enumerable.Reverse(_listed)];
        }
    }

    /// <summary>Starts a race of downloads and lists it.</summary>
    /// <exception cref="PlanRefusedException">The plan breaks a rule, or too many races are running.</exception>
    public Race Start(RacePlan plan) => StartListed(id => Begin(plan, id), isInteractive: false);

    /// <summary>Starts an experiment and lists it. An interactive one does not count among the races that run.</summary>
    /// <param name="definition">What it consists of.</param>
    /// <param name="order">When its runs begin.</param>
    /// <param name="runs">Makes the runs of the definition; each is called on its own thread.</param>
    /// <exception cref="PlanRefusedException">Too many races are running, or too many interactive ones are open.</exception>
    internal Race Start(RaceDefinition definition, StartOrder order, Func<Race, IReadOnlyList<Action>> runs) => StartListed(
        id =>
        {
            var race = new Race(id, definition, time, logger);
            race.Start(order, runs(race));
            return race;
        },
        definition.IsInteractive);

    /// <summary>Lists a race that ran on another server, with a new id.</summary>
    /// <param name="events">Its whole log, which <see cref="RaceState"/> can fold.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    internal Race Import(IReadOnlyList<RaceEvent> events)
    {
        var race = Race.Recorded(NewId(), time.GetUtcNow(), events, imported: true);
        lock (_gate)
            _listed.Add(race);
        Keep(race);
        return race;
    }

    /// <summary>Finds a race in memory or in the archive; null for any text that is not the id of one.</summary>
    public Task<Race?> Find(string? id) =>
        id is null || id.Length != IdLength ? Task.FromResult<Race?>(null)
        : FindInMemory(id) is { } race ? Task.FromResult<Race?>(race)
        : archive.Find(id);

    /// <summary>Finds a race in memory, where every running race is; null if there is none. Never waits.</summary>
    public Race? FindInMemory(string? id) => id is null ? null : _races.GetValueOrDefault(id);

    /// <summary>Starts a race that is found by its id, but is in no list and in no archive.</summary>
    internal Race StartUnlisted(RacePlan plan) => _races[WarmUpRaceId] = Begin(plan, WarmUpRaceId);

    /// <summary>Removes the unlisted race, and what it downloaded.</summary>
    internal void DeleteUnlisted()
    {
        _races.TryRemove(WarmUpRaceId, out _);
        DeleteFiles(WarmUpRaceId);
    }

    /// <summary>Starts a race that is in no list and cannot be found.</summary>
    /// <exception cref="PlanRefusedException">The plan breaks a rule.</exception>
    internal Race Begin(RacePlan plan, string id)
    {
        var problems = rules.Check(plan);
        if (problems.Count > 0)
            throw new PlanRefusedException(problems);

        var site = plan.SiteIn(sites);
        var countries = plan.Countries.Select(catalog.Named).ToList();
        var race = new Race(id, RaceDefinition.Of(plan, modes.Catalog), time, logger);
        race.Start(plan.Start, [.. plan.Modes.Select((mode, number) => RunOf(modes.Find(mode)!, number))]);
        return race;

        Action RunOf(IConcurrencyMode mode, int number)
        {
            var downloader = new Downloader(client, store, site, id, mode.Info.Id, race.GivenUp);
            var workers = mode.Info.WorkersFor(plan);
            var run = new Run(race.Log, number, countries, workers, downloader, race.Cancelled, race.RecordingFailed);
            return () => run.Execute(mode);
        }
    }

    private Race StartListed(Func<string, Race> begin, bool isInteractive)
    {
        Reserve(isInteractive);
        Race? race = null;
        try
        {
            race = begin(NewId());
        }
        finally
        {
            // In one step, so that the race is counted once at every moment.
            lock (_gate)
            {
                Count(isInteractive, -1);
                if (race is not null)
                    _listed.Add(race);
            }
        }

        Keep(race);
        return race;
    }

    private void Reserve(bool isInteractive)
    {
        lock (_gate)
        {
            if (_stopping)
                throw new PlanRefusedException([Stopping]);
            var open = _listed.Count(race => race.IsInteractive == isInteractive && !race.Completion.IsCompleted)
                + (isInteractive ? _startingInteractive : _starting);
            if (open >= (isInteractive ? MaxInteractive : MaxRunning))
                throw new PlanRefusedException([isInteractive ? TooManyInteractive : TooMany]);
            Count(isInteractive, +1);
        }
    }

    private void Count(bool isInteractive, int change)
    {
        if (isInteractive)
            _startingInteractive += change;
        else
            _starting += change;
    }

    private void Keep(Race race)
    {
        _races[race.Id] = race;
        archive.Keep(race);
        // The server may have begun to stop while this race started.
        if (_stopping && !race.Completion.IsCompleted)
            _ = race.Interrupt();
        foreach (var old in RemoveOldest())
        {
            _races.TryRemove(old.Id, out _);
            DeleteFiles(old.Id);
        }
    }

    private List<Race> RemoveOldest()
    {
        lock (_gate)
        {
            var removed = new List<Race>();
            while (_listed.Count > MaxKept && _listed.Find(race => race.Completion.IsCompleted) is { } oldest)
            {
                _listed.Remove(oldest);
                removed.Add(oldest);
            }

            return removed;
        }
    }

    // A folder that cannot be deleted stays on the disk. It must not fail the start of another race.
    private void DeleteFiles(string raceId)
    {
        try
        {
            store.DeleteRace(raceId);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger?.FilesNotDeleted(error, raceId);
        }
    }

    private static string NewId() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", IdLength);
}
