using System.Collections.Concurrent;
using System.Security.Cryptography;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>Every race of this server. Thread-safe.</summary>
public sealed class RaceRegistry(
    PlanRules rules, CountryCatalog catalog, ModeDirectory modes, FlagSites sites, FlagClient client, FlagStore store, IRaceArchive archive, TimeProvider time,
    ILogger<RaceRegistry>? logger = null)
{
    /// <summary>How many races may run at once: more would race each other for the machine.</summary>
    public const int MaxRunning = 4;

    /// <summary>How many races that are moved on by hand may be open at once, beside those: each has a few threads that mostly sleep.</summary>
    public const int MaxInteractive = 50;

    /// <summary>How many races are kept in memory; the oldest finished one goes first, and what it downloaded with it.</summary>
    public const int MaxKept = 200;

    private const int IdLength = 10;

    // As long as any, and none that is ever drawn.
    private const string UnlistedId = "warming-up";

    /// <summary>Why even a plan that is in order may be refused.</summary>
    internal static readonly PlanProblem TooMany = new("race", "{0} races are running on this server: wait for one to end, or cancel one.", MaxRunning);
    private static readonly PlanProblem TooManyInteractive = new("race", "{0} executors are open on this server: close one, or wait: those that nobody uses are closed.", MaxInteractive);

    private readonly ConcurrentDictionary<string, Race> _races = new();
    private readonly List<Race> _listed = [];
    private readonly Lock _listing = new();

    // Races that were let in and are not listed yet: those of downloads, and the interactive ones.
    private readonly int[] _starts = [0, 0];

    /// <summary>Starts a race of downloads and lists it.</summary>
    /// <exception cref="PlanRefusedException">The plan breaks a rule, or too many races are running.</exception>
    public Race Start(RacePlan plan) => List(id => Begin(plan, id));

    /// <summary>Starts an experiment and lists it. One that is moved on by hand does not count among the races that run.</summary>
    /// <param name="definition">What it consists of.</param>
    /// <param name="order">When its runs begin.</param>
    /// <param name="runs">What each run of the definition does, on a thread of its own.</param>
    /// <exception cref="PlanRefusedException">Too many races are running, or too many are open that are moved on by hand.</exception>
    internal Race Start(RaceDefinition definition, StartOrder order, Func<Race, IReadOnlyList<Action>> runs) => List(id =>
    {
        var race = new Race(id, definition, time);
        race.Start(order, runs(race));
        return race;
    }, definition.IsInteractive);

    /// <summary>Lists a race that ran somewhere else, under an id of its own here.</summary>
    /// <param name="events">Its whole log, which <see cref="RaceState"/> can fold.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    internal Race Import(IReadOnlyList<RaceEvent> events) =>
        Listed(Race.Recorded(NewId(), time.GetUtcNow(), events, imported: true));

    /// <summary>Every race that is kept in memory, the newest first.</summary>
    public IReadOnlyList<Race> All
    {
        get
        {
            lock (_listing)
                return [.. Enumerable.Reverse(_listed)];
        }
    }

    /// <summary>The race of that id, from memory or from the archive; null for any text that is not one.</summary>
    public Race? Find(string? id) => FindInMemory(id) ?? (id?.Length == IdLength ? archive.Find(id) : null);

    /// <summary>The race of that id, if it is in memory; otherwise null. Never reads the archive.</summary>
    public Race? FindInMemory(string? id) => id is null ? null : _races.GetValueOrDefault(id);

    /// <summary>Starts a race for warming up: it is found by its id, as others are, and is in no list and in no archive.</summary>
    internal Race StartUnlisted(RacePlan plan) => _races[UnlistedId] = Begin(plan, UnlistedId);

    /// <summary>Forgets it, and what it downloaded.</summary>
    internal void DeleteUnlisted()
    {
        _races.TryRemove(UnlistedId, out _);
        store.DeleteRace(UnlistedId);
    }

    /// <summary>Starts a race that nobody finds and that is in no list.</summary>
    internal Race Begin(RacePlan plan, string id)
    {
        var problems = rules.Check(plan);
        if (problems.Count > 0)
            throw new PlanRefusedException(problems);

        var site = plan.SiteIn(sites);
        var countries = plan.Countries.Select(catalog.Named).ToList();
        var race = new Race(id, RaceDefinition.Of(plan, modes.Catalog), time);
        race.Start(plan.Start, [.. plan.Modes.Select((mode, number) => RunOf(modes.Find(mode)!, number))]);
        return race;

        Action RunOf(IConcurrencyMode mode, int number)
        {
            var downloader = new Downloader(client, store, site, id, mode.Info.Id, race.GivenUp);
            var run = new Run(race.Log, number, countries, mode.Info.WorkersFor(plan), downloader, race.Cancelled);
            return () => run.Execute(mode);
        }
    }

    // Nothing is started and nothing is deleted under the lock: whoever lists races needs it too.
    private Race List(Func<string, Race> begin, bool interactive = false)
    {
        Reserve(interactive);
        Race? race = null;
        try
        {
            race = begin(NewId());
        }
        finally
        {
            if (race is null)
                Release(interactive);
        }

        return Listed(race, () => _starts[interactive ? 1 : 0]--);
    }

    private void Reserve(bool interactive)
    {
        lock (_listing)
        {
            var running = _listed.Count(race => race.IsInteractive == interactive && !race.Completion.IsCompleted);
            if (running + _starts[interactive ? 1 : 0] >= (interactive ? MaxInteractive : MaxRunning))
                throw new PlanRefusedException([interactive ? TooManyInteractive : TooMany]);
            _starts[interactive ? 1 : 0]++;
        }
    }

    private void Release(bool interactive)
    {
        lock (_listing)
            _starts[interactive ? 1 : 0]--;
    }

    private static string NewId() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", IdLength);

    private Race Listed(Race race, Action? whenListed = null)
    {
        List<Race> forgotten;
        _races[race.Id] = race;
        lock (_listing)
        {
            _listed.Add(race);
            whenListed?.Invoke();
            forgotten = TakeOldest();
        }

        archive.Keep(race);
        forgotten.ForEach(Delete);
        return race;
    }

    private List<Race> TakeOldest()
    {
        var taken = new List<Race>();
        while (_listed.Count > MaxKept && _listed.Find(race => race.Completion.IsCompleted) is { } oldest)
        {
            _listed.Remove(oldest);
            taken.Add(oldest);
        }

        return taken;
    }

    private void Delete(Race race)
    {
        _races.TryRemove(race.Id, out _);
        try
        {
            store.DeleteRace(race.Id);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger?.FlagsNotDeleted(race.Id, error);
        }
    }
}
