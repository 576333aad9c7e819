using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.History;

/// <summary>What is saved of a race.</summary>
internal static class StoredRaceMapper
{
    /// <summary>The longest name that a race may have.</summary>
    public const int MaxNameLength = 80;

    /// <summary>The row of a race of which nothing is saved yet.</summary>
    public static StoredRace Of(Race race)
    {
        var (definition, plan) = (race.Definition, race.Definition.Plan);
        var site = plan?.Site.ToString().ToLowerInvariant();
        return new()
        {
            Id = race.Id,
            Name = Cut(definition.Experiment?.Title
                ?? $"{Quantity.Flags(definition.Items.Count)} from {site?.ToUpperInvariant()}, {Quantity.Workers(plan?.Workers ?? 1)}"),
            StartedAt = race.StartedAt.ToUnixTimeMilliseconds(),
            Experiment = definition.Experiment?.Title,
            Link = definition.Experiment?.Link,
            Modes = $",{string.Join(',', definition.Runs.Where(run => !run.IsAuxiliary).Select(run => run.Id))},",
            Site = site,
            Items = $" {string.Join(' ', definition.Items)} ",
            Futures = definition.Items.Count,
            Workers = plan?.Workers ?? definition.Runs.Max(run => run.Workers) ?? 0,
            Imported = race.Imported,
        };
    }

    /// <summary>
    /// Brings a row up to date after <paramref name="saved"/>, and after all of <paramref name="log"/> if that is closed.
    /// </summary>
    public static void Update(this StoredRace row, RaceEvent saved, RaceLog log)
    {
        (row.Events, row.LastAt) = (saved.Seq, saved.At);
        if (saved.Kind != RaceEventKind.RaceFinished)
            return;
        row.ElapsedMs = saved.At;
        row.State = saved.Status switch
        {
            Outcome.Cancelled => RaceStatus.Cancelled,
            Outcome.Error => RaceStatus.Interrupted,
            _ => RaceStatus.Finished,
        };
        // An experiment has something else to say in its end.
        if (row.Experiment is null && row.State == RaceStatus.Finished)
            row.Winner = RaceResults.Of(RaceState.At(log.Snapshot(), double.MaxValue)).Winner?.Run.Mode;
    }

    /// <summary>The event that ends the log of a race whose server ended before it did.</summary>
    public static RaceEvent Interruption(this StoredRace row) => new(
        row.Events + 1, row.LastAt, RaceEventKind.RaceFinished, Status: Outcome.Error)
    {
        Reason = "interrupted: the server stopped, and this is what had been saved by then",
    };

    /// <summary>The race that a row and its events tell; null if they do not tell one.</summary>
    public static Race? Read(StoredRace row, IEnumerable<byte[]> parts)
    {
        try
        {
            var (events, state) = (new List<RaceEvent>(), new RaceState());
            foreach (var happened in parts.SelectMany(NdjsonLog.Decompress))
            {
                state.Apply(happened);
                events.Add(happened);
            }

            return Race.Recorded(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAt), events, row.Imported);
        }
        // Whatever a damaged file makes of what was saved.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return null;
        }
    }

    private static string Cut(string name) => name.Length <= MaxNameLength ? name : name[..MaxNameLength];
}
