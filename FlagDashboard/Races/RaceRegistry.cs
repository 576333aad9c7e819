using System.Collections.Concurrent;
using System.Security.Cryptography;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>
/// Starts, lists and finds the races of this server. Does not hold its lock while it starts a race or deletes files. Thread-safe.
/// </summary>
public sealed partial class RaceRegistry(
    PlanRules rules,
    CountryCatalog catalog,
    ModeRegistry modes,
    FlagSiteFactory sites,
    FlagClient client,
    FlagStore store,
    IRaceArchive archive,
    TimeProvider time,
    ILogger<RaceRegistry>? logger = null,
    Limits? limits = null,
    RaceTelemetry? metrics = null)
{
    private const int IdLength = 10;

    // Random ids never contain a dash, so no other race has this id. It has 10 characters like every id, because Find rejects ids of any
    // other length.
    private const string WarmUpRaceId = "warming-up";

    private readonly ConcurrentDictionary<string, Race> _races = new();
    private readonly List<Race> _listed = [];
    private readonly Limits _limits = limits ?? Limits.Default;
    private RaceCapacity? _capacity;
    private readonly Lock _gate = new();

    /// <summary>
    /// The maximum number of races in memory. The oldest ended race is removed first, together with its downloaded files.
    /// </summary>
    public int MaxRacesInMemory => _limits.MaxRacesInMemory;

    private RaceCapacity Capacity => _capacity ??= new(_limits, _listed, archive);

    /// <summary>Ends all races because the server stops. No race can start after that.</summary>
    internal Task InterruptAll()
    {
        lock (_gate)
            Capacity.IsStopping = true;
        InterruptQueued();
        return Task.WhenAll(_races.Values.Where(race => !race.Completion.IsCompleted).Select(race => race.Interrupt()));
    }

    /// <summary>All listed races in memory, newest first.</summary>
    public IReadOnlyList<Race> Listed
    {
        get
        {
            lock (_gate)
                return [.. Enumerable.Reverse(_listed)];
        }
    }

    /// <summary>Starts a race of downloads and adds it to the list of races. Does not queue the race if too many are running.</summary>
    /// <exception cref="RaceRefusedException">The plan breaks a rule, or too many races are running.</exception>
    public Race Start(RacePlan plan) => Start(plan, mayWait: false);

    /// <summary>
    /// Starts an experiment and adds it to the list of races. An interactive experiment does not count towards the limit of running races.
    /// </summary>
    /// <param name="definition">The runs and the settings of the experiment.</param>
    /// <param name="order">Whether the runs begin together or one after another.</param>
    /// <param name="runs">Creates the runs of the race. Each returned action executes one run and is invoked on its own thread.</param>
    /// <exception cref="RaceRefusedException">Too many races are running, or too many interactive experiments are open.</exception>
    internal Race Start(RaceDefinition definition, StartOrder order, Func<Race, IReadOnlyList<Action>> runs) => StartListed(
        id =>
        {
            var race = new Race(id, definition, time, logger);
            race.Start(order, runs(race));
            return race;
        },
        new(definition.IsExecutorSession, Race.CountWorkers(definition)));

    /// <summary>Finds a race in memory or in the archive; null if there is no race with this id.</summary>
    public Task<Race?> Find(string? id) =>
        id is null || id.Length != IdLength ? Task.FromResult<Race?>(null)
        : FindInMemory(id) is { } race ? Task.FromResult<Race?>(race)
        : archive.Find(id);

    /// <summary>Finds a race in memory, where all running races are; null if no race in memory has this id. Never blocks.</summary>
    public Race? FindInMemory(string? id) => id is null ? null : _races.GetValueOrDefault(id);

    /// <summary>Starts the warm-up race. It can be found by its id, but is neither listed nor archived.</summary>
    internal Race StartWarmUp(RacePlan plan) => _races[WarmUpRaceId] = StartUntracked(plan, WarmUpRaceId);

    /// <summary>Removes the warm-up race and the files that it downloaded.</summary>
    internal void DeleteWarmUp()
    {
        _races.TryRemove(WarmUpRaceId, out _);
        DeleteFiles(WarmUpRaceId);
    }

    /// <summary>Starts a race and does not keep it in the registry: it cannot be found and is neither listed nor archived.</summary>
    /// <exception cref="RaceRefusedException">The plan breaks a rule.</exception>
    internal Race StartUntracked(RacePlan plan, string id)
    {
        var prepared = Prepare(plan, id);
        prepared.Start();
        return prepared.Race;
    }

    private PreparedRace Prepare(RacePlan plan, string id, SeriesPlace? series = null)
    {
        var problems = rules.Check(plan);
        if (problems.Count > 0)
            throw new RaceRefusedException(problems);

        var site = plan.ResolveSite(sites);
        var countries = plan.Countries.Select(catalog.FindOrCreate).ToList();
        var racing = plan.Modes.Select(mode => modes.Find(mode)!).ToList();
        var definition = RaceDefinition.Of(plan, new(racing.Select(mode => mode.DescribeRun())));
        var race = new Race(id, definition, time, logger, series);
        var runs = racing.Select(RunOf).ToList();
        race.DeferCompletion();
        return new(race, Start);

        void Start()
        {
            // From here on, a person can change how the built-in site answers the requests of this race. The race has not sent a request
            // yet, so even the first answer can be changed.
            sites.Overrides.AddRace(id, plan.Modes);
            race.InterventionHandler = new(race, runs, site, sites);
            // If the race was cancelled in the queue, each run executes an empty action instead of its mode, so nothing is downloaded.
            var isCancelled = race.CancelPendingToken.IsCancellationRequested;
            race.Start(
                plan.StartOrder,
                [.. runs.Zip(racing, (run, mode) => isCancelled ? (Action)(() => run.Execute(() => { })) : () => run.Execute(mode))]);
            race.Completion.ContinueWith(_ => sites.Overrides.RemoveRace(id), TaskScheduler.Default);
        }

        Run RunOf(IConcurrencyMode mode, int number)
        {
            var downloader = new Downloader(client, store, site.ForRun(id, mode.Info.Id), id, mode.Info.Id, race.AbortToken);
            return new(
                race.Log, number, countries, mode.Info.WorkersFor(plan), downloader, race.CancelPendingToken, race.MarkLogIncomplete);
        }
    }

    private Race StartListed(Func<string, Race> begin, RaceLoad requirements)
    {
        RemoveOldest(0);
        lock (_gate)
            Capacity.Reserve(requirements);
        Race? race = null;
        try
        {
            race = begin(CreateRandomId());
        }
        finally
        {
            // The limits of the server count a starting race by its reservation, and a started race by its place in _listed. Both change
            // under one lock, so that the race always counts exactly once.
            lock (_gate)
            {
                Capacity.ReleaseReservation(requirements);
                if (race is not null)
                    _listed.Add(race);
            }
        }

        AddStarted(race);
        return race;
    }

    private void AddStarted(Race race)
    {
        metrics?.Track(race);
        AddAndEvictOldest(race);
    }

    private void AddAndEvictOldest(Race race)
    {
        _races[race.Id] = race;
        archive.StartSaving(race);
        race.Completion.ContinueWith(_ => StartQueued(), TaskScheduler.Default);
        // InterruptAll, which runs when the server stops, ends the races in _races. If this race was added after that, InterruptAll has
        // missed it, so it is interrupted here.
        if (Capacity.IsStopping && !race.Completion.IsCompleted)
            _ = race.Interrupt();
        RemoveOldest(0);
    }

    // Removes the oldest ended races, until at most MaxRacesInMemory races are left. Then removes the oldest saved races, until the memory
    // limit has room for another log of the given size in bytes.
    private void RemoveOldest(long bytes)
    {
        var removed = new List<Race>();
        lock (_gate)
        {
            while (_listed.Count > MaxRacesInMemory && _listed.Find(race => race.Completion.IsCompleted) is { } oldest)
                Remove(oldest);
            while (Capacity.UsedLogBytes + bytes > Capacity.MaxTotalLogBytes
                && _listed.Find(race => race.Completion.IsCompleted && archive.IsSaved(race)) is { } saved)
                Remove(saved);
        }

        foreach (var old in removed)
        {
            _races.TryRemove(old.Id, out _);
            DeleteFiles(old.Id);
        }

        void Remove(Race race)
        {
            _listed.Remove(race);
            removed.Add(race);
        }
    }

    // Old races are deleted when a new race starts. If the files cannot be deleted, this is only logged, because an exception would keep
    // the new race from starting.
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

    /// <summary>Creates a random id for a race or a series.</summary>
    internal static string CreateRandomId(int length = IdLength) =>
        RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", length);
}
