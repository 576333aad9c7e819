using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.History;

/// <summary>Maps a race to its database row, and a row with its saved events back to a race.</summary>
internal static class StoredRaceMapper
{
    /// <summary>Creates the database row of a race that has not been saved yet.</summary>
    public static StoredRace Of(Race race)
    {
        var (definition, plan) = (race.Definition, race.Definition.Plan);
        var (program, experiment) = (definition.Program, definition.Experiment?.Title);
        var site = program is null ? plan?.Site.ToString().ToLowerInvariant() : HistoryQuery.ProgramsSiteValue;
        var row = new StoredRace
        {
            Id = race.Id,
            Name = RaceNames.Truncate(program is null
                ? RaceNames.Generate(experiment, definition.FutureLabels.Count, site, WorkersOf(definition)).ToString()
                : $"{program.Name}, Python {program.PythonVersion}"),
            StartedAtUnixMs = race.StartedAt.ToUnixTimeMilliseconds(),
            ExperimentTitle = experiment,
            ExperimentLink = definition.Experiment?.Link,
            Site = site,
            FutureLabels = $" {string.Join(' ', definition.FutureLabels)} ",
            Imported = race.IsImported,
            ImportedAtUnixMs = race.ImportedAt?.ToUnixTimeMilliseconds(),
            SeriesId = race.Series?.SeriesId,
            SeriesNumber = race.Series?.RaceNumber,
            SeriesCount = race.Series?.PlannedRaceCount,
        };
        row.SetDefinition(definition);
        return row;
    }

    /// <summary>Writes the modes, futures and workers of a definition into the row. Those of a running program grow.</summary>
    public static void SetDefinition(this StoredRace row, RaceDefinition definition)
    {
        row.ModeIds = $",{string.Join(',', definition.Runs.Where(run => !run.IsAuxiliary).Select(run => run.Id))},";
        row.FuturesPerRun = definition.Program?.Futures ?? definition.FutureLabels.Count;
        row.MaxWorkersOfRun = WorkersOf(definition);
    }

    private static int WorkersOf(RaceDefinition definition) =>
        definition.Runs.Max(run => run.RunWorkers) ?? definition.Plan?.Workers ?? 0;

    /// <summary>Updates a row after events were saved.</summary>
    /// <param name="row">The row.</param>
    /// <param name="saved">The last event that was saved.</param>
    /// <param name="log">The log of the race. If the race has ended, its winner is computed from the log.</param>
    public static void Update(this StoredRace row, RaceEvent saved, RaceLog log)
    {
        (row.SavedEventCount, row.LastEventAtMs) = (saved.Seq, saved.AtMs);
        if (saved.Kind != RaceEventKind.RaceFinished)
            return;
        row.ElapsedMs = saved.AtMs;
        row.Status = (saved.Status ?? Outcome.Ok).ToRaceStatus();
        // Only a race of downloads has a winner. The runs of an experiment are not compared by time, and the executors of a recorded
        // program do different work.
        if (row.ExperimentTitle is null && row.Site != HistoryQuery.ProgramsSiteValue && row.Status == RaceStatus.Finished)
            row.WinnerIds = WinnersOf(RaceResults.Of(RaceState.At(log.Snapshot(), double.MaxValue)));
    }

    // Modes that tie with the fastest one win too, as on the page of the race.
    private static string? WinnersOf(RaceResults results) => results.Winner is not { } winner ? null
        : string.Join(StoredRace.WinnerSeparator, results.TiedWithWinner.Prepend(winner).Select(result => result.Run.Mode));

    /// <summary>Creates the missing last event of a race that was running when the server stopped.</summary>
    public static RaceEvent CreateInterruptionEvent(this StoredRace row) => new(
        row.SavedEventCount + 1, row.LastEventAtMs, RaceEventKind.RaceFinished, Status: Outcome.Error)
    {
        Reason = "interrupted: the server stopped, and this is what had been saved by then",
    };

    /// <summary>Creates a race from its row and its saved events. Returns null and logs a warning if they are damaged.</summary>
    public static Race? Read(StoredRace row, IEnumerable<byte[]> parts, ILogger logger)
    {
        try
        {
            var (events, state) = (new List<RaceEvent>(), new RaceState());
            foreach (var raceEvent in parts.SelectMany(NdjsonLog.Decompress))
            {
                state.Apply(raceEvent);
                events.Add(raceEvent);
            }

            return Race.FromLog(
                row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAtUnixMs), events, row.ImportTime, row.SeriesPlace);
        }
        // Damaged bytes can cause many types of exception when events are decompressed, parsed and applied. Every exception except
        // OutOfMemoryException is therefore treated as damage.
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            logger.SavedLogUnreadable(row.Id, error);
            return null;
        }
    }
}
