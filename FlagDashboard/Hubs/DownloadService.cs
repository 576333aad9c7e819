using System.Runtime.CompilerServices;
using System.Text.Json;
using FlagDashboard.Experiments;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Security;

namespace FlagDashboard.Hubs;

/// <summary>
/// The service through which pages use the server: it starts, finds, follows and cancels races, and manages the saved races. Each circuit
/// has its own instance. Not thread-safe.
/// </summary>
public sealed partial class DownloadService(
    RaceRegistry races, RaceHistory history, SeriesRegistry series, SeriesReader savedSeries, ImportLimiter imports, ICurrentUser user,
    TimeProvider time)
{
    private readonly DuplicateStartGuard _starts = new(time);

    private static readonly PlanProblem NotPresenter = new("presenter", "Only the presenter can start a race here. You can watch it.");

    /// <inheritdoc cref="ICurrentUser.IsPresenter"/>
    public bool IsPresenter => user.IsPresenter;

    /// <summary>
    /// Starts a race of downloads, or queues it if too many races are running (see <see cref="QueuePosition"/>). If this page has already
    /// started the same plan, and that race still runs or began just now, returns that race instead.
    /// </summary>
    public StartResult Start(RacePlan plan) => Start(JsonSerializer.Serialize(plan, RaceJson.Options), () => races.StartOrQueue(plan));

    /// <summary>Returns the position of a race in the queue, from 1; 0 if it is not queued.</summary>
    public int QueuePosition(string raceId) => races.FindInMemory(raceId)?.QueuePosition ?? 0;

    /// <inheritdoc cref="RaceRegistry.QueueChanged"/>
    public event Action? QueueChanged
    {
        add => races.QueueChanged += value;
        remove => races.QueueChanged -= value;
    }

    /// <summary>
    /// Starts an experiment. If this page has already started it with the same settings, and that race still runs or began just now,
    /// returns that race instead.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">The settings. If they have a problem, the result is a refusal.</param>
    public StartResult Start(IExperiment experiment, SettingValues settings) => settings.Problems.Count > 0
        ? new StartResult.Refused(settings.Problems)
        : Start(ExperimentLink.Write(experiment, settings), () => experiment.Start(settings));

    /// <summary>Starts a race of downloads for a trial of a sweep, even if this page has just started the same plan.</summary>
    public StartResult StartSweepTrial(RacePlan plan) => StartNew(() => races.Start(plan), out _);

    /// <summary>
    /// Opens an executor session, even if this page has just opened one. <see cref="FutureExperiment.Find"/> returns the session of the
    /// race.
    /// </summary>
    public StartResult OpenSession(FutureExperiment experiment, SettingValues settings) =>
        StartNew(() => experiment.OpenSession(settings).Race, out _);

    /// <summary>Finds a race in memory or in the history; null if there is none. Never blocks the calling thread.</summary>
    public async Task<RaceInfo?> Find(string? raceId) => await races.Find(raceId) is { } race ? RaceInfo.Of(race) : null;

    /// <summary>Returns the current state of a race; null if there is no such race or its log is empty.</summary>
    public async Task<RaceSnapshot?> Snapshot(string raceId) =>
        await races.Find(raceId) is { } race && RaceState.At(race.Log.Snapshot(), double.MaxValue) is { Definition: not null } state
            ? new(RaceInfo.Of(race), state, race.Log.ElapsedMs)
            : null;

    /// <summary>Waits for the end of a race in memory and returns its final state; null if there is no such race.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled first.</exception>
    public async Task<RaceState?> WaitForEnd(string raceId, CancellationToken cancellationToken)
    {
        if (races.FindInMemory(raceId) is not { } race)
            return null;
        await race.Completion.WaitAsync(cancellationToken);
        return RaceState.At(race.Log.Snapshot(), double.MaxValue);
    }

    /// <summary>Returns the time since a race in memory began, in ms; null if there is no such race.</summary>
    public double? ElapsedMs(string raceId) => races.FindInMemory(raceId)?.Log.ElapsedMs;

    /// <summary>Cancels a race that runs on this server. Does nothing if no such race is running.</summary>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public void Cancel(string? raceId)
    {
        RequirePresenter();
        races.FindInMemory(raceId)?.Cancel();
    }

    /// <summary>Changes a future of a race that runs on this server, or returns the reason why it cannot be changed.</summary>
    public InterventionResult Intervene(string? raceId, InterventionRequest request) =>
        !IsPresenter ? new InterventionResult.Refused(new("presenter", "Only the presenter can change a future."))
        : races.FindInMemory(raceId)?.Intervene(request)
            ?? new InterventionResult.Refused(new("race", "This race does not run here."));

    /// <summary>Reserves one of the imports that may run at once. Dispose the result when the import has ended.</summary>
    /// <exception cref="RaceRefusedException">Too many imports are running.</exception>
    public IDisposable EnterImport() =>
        imports.TryEnter() ?? throw new RaceRefusedException([imports.TooManyImports]) { Kind = RefusalKind.Busy };

    /// <summary>Adds a race that ran on another server to the list of races, under a new id.</summary>
    /// <param name="events">All events of the race, which <see cref="RaceState"/> accepts.</param>
    /// <exception cref="ArgumentException">The log does not end with the end of a race.</exception>
    /// <exception cref="RaceRefusedException">The memory limit leaves no room for the race.</exception>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public RaceInfo Import(IReadOnlyList<RaceEvent> events)
    {
        RequirePresenter();
        return RaceInfo.Of(races.Import(events));
    }

    /// <summary>
    /// Finds the open executor session of a race; null if there is none. Always null for a viewer, because calls to the session change the
    /// race.
    /// </summary>
    public ExecutorSession? FindSession(FutureExperiment experiment, string? raceId) => IsPresenter ? experiment.Find(raceId) : null;

    /// <summary>
    /// Follows a race to its end. Yields each event once and in order, in batches. <see cref="RaceHub"/> sends the same batches to other
    /// viewers. Yields nothing if there is no such race.
    /// </summary>
    /// <param name="raceId">The id of the race.</param>
    /// <param name="cancellationToken">Stops following with <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<RaceEvent[]> Follow(string raceId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await races.Find(raceId) is not { } race)
            yield break;
        await foreach (var batch in race.Log.FollowInBatches(after: 0, int.MaxValue, time, cancellationToken))
            yield return batch;
    }

    /// <inheritdoc cref="RaceHistory.Problem"/>
    public StorageProblem? StorageProblem => history.Problem;

    /// <inheritdoc cref="RaceHistory.ProblemChanged"/>
    public event Action? StorageProblemChanged
    {
        add => history.ProblemChanged += value;
        remove => history.ProblemChanged -= value;
    }

    /// <inheritdoc cref="RaceHistory.List"/>
    public Task<PagedResult> ListSaved(HistoryQuery query) => history.List(query);

    /// <inheritdoc cref="RaceHistory.ListChanged"/>
    public event Action? SavedListChanged
    {
        add => history.ListChanged += value;
        remove => history.ListChanged -= value;
    }

    /// <inheritdoc cref="RaceHistory.ListIds"/>
    public Task<IReadOnlyList<string>> ListSavedIds(HistoryQuery query) => history.ListIds(query);

    /// <inheritdoc cref="RaceHistory.Find"/>
    public Task<IReadOnlyList<HistoryRow>> FindSaved(IReadOnlyList<string> ids) => history.Find(ids);

    /// <inheritdoc cref="RaceHistory.Rename"/>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public Task<bool> Rename(string id, string name)
    {
        RequirePresenter();
        return history.Rename(id, name);
    }

    /// <inheritdoc cref="RaceHistory.Delete"/>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public Task<DeletionResult> Delete(IReadOnlyList<string> ids)
    {
        RequirePresenter();
        return history.Delete(ids);
    }

    /// <inheritdoc cref="RaceHistory.Restore"/>
    /// <exception cref="UnauthorizedAccessException">The person is a viewer.</exception>
    public Task<int> Restore(IReadOnlyList<string> ids)
    {
        RequirePresenter();
        return history.Restore(ids);
    }

    private void RequirePresenter()
    {
        if (!IsPresenter)
            throw new UnauthorizedAccessException("Only the presenter may change races.");
    }

    // If this page has already started a race with the same key, returns that race; otherwise starts a new race. For a series of races, the
    // function completion returns a task that completes at the end of the whole series, not of its first race.
    private StartResult Start(string key, Func<Race> begin, Func<Task>? completion = null)
    {
        if (_starts.Find(key) is { } running)
            return new StartResult.AlreadyStarted(running.Id);
        var result = StartNew(begin, out var race);
        if (race is not null)
            _starts.Add(key, race, completion?.Invoke() ?? race.Completion);
        return result;
    }

    private StartResult StartNew(Func<Race> begin, out Race? race)
    {
        if (!IsPresenter)
        {
            race = null;
            return new StartResult.Refused([NotPresenter]);
        }

        try
        {
            race = begin();
            return new StartResult.Started(race.Id);
        }
        catch (RaceRefusedException refused)
        {
            race = null;
            return new StartResult.Refused(refused.Problems);
        }
    }
}
