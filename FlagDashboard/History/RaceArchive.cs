using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Saves the new events of all listed races every half second, so that a server that is killed loses at most half a second. If saving
/// fails, the events stay in memory and the recorder tries again later. Thread-safe.
/// </summary>
internal sealed class RaceArchive(
    HistoryDatabase database, FlagStore flags, BuiltInFlagHashes builtIn, HistoryImageStore images, Retention retention,
    TimeProvider time, ILogger<RaceArchive> logger, Limits? limits = null) : BackgroundService, IRaceArchive
{
    /// <summary>The time between two attempts to save.</summary>
    internal static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(500);

    // After a failed attempt to save, for example because the disk is full, the next attempt waits this long.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private readonly int _maxRacesInMemory = (limits ?? Limits.Default).MaxRacesInMemory;

    private readonly Lock _gate = new();
    private readonly List<RaceBeingSaved> _followed = [];
    private readonly RaceCache _cache = new();
    private bool _hasClosedInterruptedRaces;
    private long? _failedAt;
    private long _failedSaves;
    private bool _listChanged;

    /// <summary>Raised on the thread that saves, after races were saved for the first time, have ended, or were removed.</summary>
    internal event Action? ListChanged;

    /// <inheritdoc/>
    public void StartSaving(Race race)
    {
        lock (_gate)
        {
            _followed.Add(new RaceBeingSaved(race));
            // A race stays in _followed until all its events are saved. A full disk may prevent that for hours. To limit the memory, the
            // oldest ended race is therefore dropped unsaved when there are too many races.
            if (_followed.Count > _maxRacesInMemory
                && _followed.FindIndex(followed => followed.Race.Completion.IsCompleted) is >= 0 and var oldest)
                _followed.RemoveAt(oldest);
        }
    }

    /// <summary>The number of events that are not in the database yet.</summary>
    internal int UnsavedEventCount
    {
        get
        {
            lock (_gate)
                return _followed.Sum(followed => followed.Race.Log.Count - followed.SavedEventCount);
        }
    }

    /// <summary>The number of failed attempts to save.</summary>
    internal long FailedSaveAttempts => Interlocked.Read(ref _failedSaves);

    /// <inheritdoc/>
    public bool CanSave => database.CanSave;

    /// <inheritdoc/>
    public bool IsSaved(Race race)
    {
        lock (_gate)
            return CanSave && !_followed.Exists(followed => followed.Race == race);
    }

    /// <inheritdoc/>
    public Task<Race?> Find(string id)
    {
        lock (_gate)
        {
            if (_followed.Find(followed => followed.Race.Id == id)?.Race is { } known)
                return Task.FromResult<Race?>(known);
        }

        // SQLite blocks the calling thread. The race is therefore read on a thread-pool thread, because a blocked dispatcher would freeze
        // the page.
        return _cache.FindOrRead(id, () => database.Read(context => Read(context, id), null));
    }

    /// <summary>Removes a deleted race from the cache of saved races.</summary>
    internal void Evict(string id) => _cache.Remove(id);

    /// <summary>
    /// Saves the new events, one transaction per race. Races whose last attempt failed come last, so that they do not delay the others.
    /// </summary>
    internal void Flush()
    {
        List<RaceBeingSaved> changed;
        lock (_gate)
            changed = [.. _followed.Where(followed => followed.Race.Log.Count > followed.SavedEventCount)
                .OrderBy(followed => followed.LastSaveFailed)];
        if (changed.Count == 0 && database.CanSave)
            return;
        var saved = (_hasClosedInterruptedRaces && changed.Count > 0 || database.TryWrite(CloseInterrupted)) && changed.TrueForAll(Save);
        _failedAt = saved ? null : time.GetTimestamp();
        if (!saved)
            Interlocked.Increment(ref _failedSaves);
        if (!_listChanged)
            return;
        _listChanged = false;
        ListChanged?.Invoke();
    }

    /// <summary>Saves a race and rolls back, so that the code and SQL for saving are compiled before a real race is saved.</summary>
    internal void WarmUpSaving(Race race) => database.TryWrite(context =>
    {
        using var saving = context.Database.BeginTransaction();
        Save(context, new RaceBeingSaved(race));
        context.SaveChanges();
    });

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Flush opens the database here, before the server answers a request. It also marks the races as interrupted that were still
        // running when an earlier server stopped.
        Flush();
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Flush();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SaveInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (_failedAt is not { } failed || time.GetElapsedTime(failed) >= RetryInterval)
                    Flush();
                if (retention.ApplyIfDue())
                    ListChanged?.Invoke();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private bool Save(RaceBeingSaved followed)
    {
        var last = 0;
        var saved = database.TryWrite(context =>
        {
            using var saving = context.Database.BeginTransaction();
            last = Save(context, followed);
            context.SaveChanges();
            saving.Commit();
        });
        lock (_gate)
        {
            followed.LastSaveFailed = !saved;
            _listChanged |= saved && followed.SavedEventCount == 0;
            if (saved)
                followed.SavedEventCount = last;
            if (followed.Race.Log.End?.Seq == followed.SavedEventCount)
                _listChanged |= _followed.Remove(followed);
        }

        return saved;
    }

    // Saves those events of a race that the database lacks. If the database file was damaged and has been replaced by a new one, the new
    // file lacks all events, so the whole log is saved again.
    private int Save(HistoryDbContext context, RaceBeingSaved followed)
    {
        var (race, log) = (followed.Race, followed.Race.Log);
        var row = context.Races.Find(race.Id) ?? context.Races.Add(StoredRaceMapper.Of(race)).Entity;
        var events = log.EventsAfter(row.SavedEventCount);
        if (events.Length == 0)
            return row.SavedEventCount;
        if (events.Any(raceEvent => raceEvent.Kind == RaceEventKind.Redefined))
            row.SetDefinition(race.Definition);
        KeepImages(context, race.Id, events);
        if (events[^1].Kind == RaceEventKind.RaceFinished)
        {
            // The race has ended: replace the many rows with parts of the log by one row with the whole log, which is smaller and faster to
            // read.
            context.Events.Where(part => part.RaceId == race.Id).ExecuteDelete();
            context.Events.Add(new() { RaceId = race.Id, FirstSeq = 1, GzippedLines = NdjsonLog.Compress(log.Snapshot()) });
        }
        else
        {
            context.Events.Add(new() { RaceId = race.Id, FirstSeq = events[0].Seq, GzippedLines = NdjsonLog.Compress(events) });
        }

        row.Update(events[^1], log);
        return row.SavedEventCount;
    }

    private void KeepImages(HistoryDbContext context, string race, RaceEvent[] events)
    {
        foreach (var image in events.Select(raceEvent => raceEvent.ImageHash).OfType<string>().Distinct())
        {
            if (builtIn.Contains(image) || flags.Find(image) is not { } downloaded)
                continue;
            // The image file may have been deleted after its download. The race is then saved without this image.
            if (!File.Exists(downloaded.Path))
            {
                logger.ImageDeletedBeforeSaving(race, downloaded.Path);
                continue;
            }

            images.Add(image, downloaded);
            if (context.Images.Find(race, image) is null)
                context.Images.Add(new() { RaceId = race, ImageHash = image });
        }
    }

    private void CloseInterrupted(HistoryDbContext context)
    {
        if (_hasClosedInterruptedRaces)
            return;
        List<string> running;
        lock (_gate)
            running = [.. _followed.Select(followed => followed.Race.Id)];
        foreach (var row in context.Races.Where(row => row.Status == RaceStatus.Running && !running.Contains(row.Id)).ToList())
        {
            var end = row.CreateInterruptionEvent();
            context.Events.Add(new() { RaceId = row.Id, FirstSeq = end.Seq, GzippedLines = NdjsonLog.Compress([end]) });
            (row.SavedEventCount, row.ElapsedMs, row.Status) = (end.Seq, end.AtMs, RaceStatus.Interrupted);
        }

        context.SaveChanges();
        _hasClosedInterruptedRaces = true;
    }

    private Race? Read(HistoryDbContext context, string id)
    {
        var row = context.Races.AsNoTracking()
            .FirstOrDefault(row => row.Id == id && row.DeletedAtUnixMs == null && row.Status != RaceStatus.Running);
        var parts = context.Events.Where(part => part.RaceId == id).OrderBy(part => part.FirstSeq).Select(part => part.GzippedLines);
        return row is null ? null : StoredRaceMapper.Read(row, [.. parts], logger);
    }
}
