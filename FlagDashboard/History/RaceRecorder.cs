using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Races;
using Microsoft.EntityFrameworkCore;

namespace FlagDashboard.History;

/// <summary>
/// Follows every listed race and saves what happens in it, twice a second: a server that is killed loses no more than that. What
/// cannot be saved now is saved when it can, since the log of a race stays in memory until all of it is in the file.
/// </summary>
internal sealed class RaceRecorder(
    HistoryDatabase file, FlagStore flags, BuiltInFlags builtIn, ImageArchive images, Retention retention,
    TimeProvider time) : BackgroundService, IRaceArchive
{
    /// <summary>How often what is new is saved.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // A file that is locked, or a full disk, is tried again and again, but not all the time.
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private const int MostRead = 8;

    private readonly Lock _gate = new();
    private readonly List<Followed> _followed = [];
    private readonly List<Race> _read = [];
    private bool _begun;
    private long? _failedAt;

    /// <inheritdoc/>
    public void Keep(Race race)
    {
        lock (_gate)
        {
            _followed.Add(new Followed(race));
            // Nobody knows how long a disk stays full: what has waited longest is given up, as it is in memory.
            if (_followed.Count > RaceRegistry.MaxKept
                && _followed.FindIndex(followed => followed.Race.Completion.IsCompleted) is >= 0 and var oldest)
                _followed.RemoveAt(oldest);
        }
    }

    /// <inheritdoc/>
    public Task<Race?> Find(string id)
    {
        lock (_gate)
        {
            if ((_followed.Find(followed => followed.Race.Id == id)?.Race ?? _read.Find(race => race.Id == id)) is { } known)
                return Task.FromResult<Race?>(known);
        }

        // SQLite blocks its thread, which must not be that of a page.
        return Task.Run(() =>
        {
            var race = file.Read(context => Read(context, id), null);
            if (race is not null)
                Remember(race);
            return race;
        });
    }

    /// <summary>Lets go of a race that was read.</summary>
    internal void Forget(string id)
    {
        lock (_gate)
            _read.RemoveAll(race => race.Id == id);
    }

    /// <summary>Saves what is new, at once or not at all.</summary>
    internal void Flush()
    {
        List<Followed> news;
        lock (_gate)
            news = [.. _followed.Where(followed => followed.Race.Log.Count > followed.Saved)];
        if (news.Count == 0 && file.Saving)
            return;
        _failedAt = file.Try(context => Save(context, news)) ? null : time.GetTimestamp();
    }

    /// <summary>Saves a race and takes that back: it is not kept, and what saving needs is there from then on.</summary>
    internal void WarmUp(Race race) => file.Try(context =>
    {
        using var saving = context.Database.BeginTransaction();
        Save(context, new Followed(race));
        context.SaveChanges();
    });

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before anybody can ask for a race.
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
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (_failedAt is not { } failed || time.GetElapsedTime(failed) >= BetweenTries)
                    Flush();
                retention.ApplyIfDue();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private void Save(HistoryContext context, List<Followed> news)
    {
        using var saving = context.Database.BeginTransaction();
        if (!_begun)
            CloseInterrupted(context);
        var saved = news.ConvertAll(followed => Save(context, followed));
        context.SaveChanges();
        saving.Commit();
        _begun = true;
        lock (_gate)
        {
            foreach (var (followed, last) in news.Zip(saved))
                followed.Saved = last;
            _followed.RemoveAll(followed => followed.Race.Log.End?.Seq == followed.Saved);
        }
    }

    // What the file has is asked of the file: a new one, after a damaged one was set aside, gets all of it.
    private int Save(HistoryContext context, Followed followed)
    {
        var (race, log) = (followed.Race, followed.Race.Log);
        var row = context.Races.Find(race.Id) ?? context.Races.Add(StoredRaceMapper.Of(race)).Entity;
        var events = log.Since(row.Events);
        if (events.Length == 0)
            return row.Events;
        KeepImages(context, race.Id, events);
        if (events[^1].Kind == RaceEventKind.RaceFinished)
        {
            // Whole: what was saved bit by bit becomes one part.
            context.Events.Where(part => part.RaceId == race.Id).ExecuteDelete();
            context.Events.Add(new() { RaceId = race.Id, First = 1, Lines = NdjsonLog.Compress(log.Snapshot()) });
        }
        else
        {
            context.Events.Add(new() { RaceId = race.Id, First = events[0].Seq, Lines = NdjsonLog.Compress(events) });
        }

        row.Update(events[^1], log);
        return row.Events;
    }

    private void KeepImages(HistoryContext context, string race, RaceEvent[] events)
    {
        foreach (var image in events.Select(happened => happened.Image).OfType<string>().Distinct())
        {
            if (builtIn.Has(image) || flags.Find(image) is not { } downloaded)
                continue;
            images.Keep(image, downloaded);
            if (context.Images.Find(race, image) is null)
                context.Images.Add(new() { RaceId = race, Image = image });
        }
    }

    private void CloseInterrupted(HistoryContext context)
    {
        List<string> going;
        lock (_gate)
            going = [.. _followed.Select(followed => followed.Race.Id)];
        foreach (var row in context.Races.Where(row => row.State == RaceStatus.Running && !going.Contains(row.Id)).ToList())
        {
            var end = row.Interruption();
            context.Events.Add(new() { RaceId = row.Id, First = end.Seq, Lines = NdjsonLog.Compress([end]) });
            (row.Events, row.ElapsedMs, row.State) = (end.Seq, end.At, RaceStatus.Interrupted);
        }
    }

    private static Race? Read(HistoryContext context, string id)
    {
        var row = context.Races.AsNoTracking()
            .FirstOrDefault(row => row.Id == id && row.DeletedAt == null && row.State != RaceStatus.Running);
        return row is null ? null
            : StoredRaceMapper.Read(
                row, [.. context.Events.Where(part => part.RaceId == id).OrderBy(part => part.First).Select(part => part.Lines)]);
    }

    private void Remember(Race race)
    {
        lock (_gate)
        {
            _read.Add(race);
            if (_read.Count > MostRead)
                _read.RemoveAt(0);
        }
    }

    private sealed class Followed(Race race)
    {
        public Race Race => race;

        public int Saved { get; set; }
    }
}
