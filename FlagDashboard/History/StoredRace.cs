using System.ComponentModel.DataAnnotations.Schema;
using FlagDashboard.Log;

namespace FlagDashboard.History;

/// <summary>A row of the table of races: the columns of the list of races, and the number of saved events.</summary>
internal sealed class StoredRace
{
    /// <summary>The id of the race.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the race, which people can change.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// The time at which the race began, in ms since 1970 (UTC); for an imported race whose start is not known, the time of the import. It
    /// is a number, because SQLite cannot compare DateTimeOffset values.
    /// </summary>
    public long StartedAtUnixMs { get; init; }

    /// <summary>The title of the experiment; null for downloads.</summary>
    public string? ExperimentTitle { get; init; }

    /// <summary>The link that opens the experiment with its settings; null for downloads.</summary>
    public string? ExperimentLink { get; init; }

    /// <summary>The ids of the modes, with a comma before and after each, so that a search for “,id,” finds only whole ids.</summary>
    public string ModeIds { get; set; } = "";

    /// <summary>
    /// The site, spelt as in plans; null for an experiment, and <see cref="HistoryQuery.ProgramsSiteValue"/> for a recorded program.
    /// </summary>
    public string? Site { get; init; }

    /// <summary>The labels of the futures, such as country codes, with a space before and after each.</summary>
    public required string FutureLabels { get; init; }

    /// <summary>The number of futures of each run, or of a whole program.</summary>
    public int FuturesPerRun { get; set; }

    /// <summary>The highest number of workers of a run; 0 if it is not known.</summary>
    public int MaxWorkersOfRun { get; set; }

    /// <summary>The status of the race when it was last saved.</summary>
    public RaceStatus Status { get; set; }

    /// <summary>The duration in ms; null while the race runs.</summary>
    public double? ElapsedMs { get; set; }

    /// <summary>Separates the ids in <see cref="WinnerIds"/>.</summary>
    public const char WinnerSeparator = ' ';

    /// <summary>
    /// The ids of the mode that won and of those that tied with it, separated by <see cref="WinnerSeparator"/>; null if no mode won.
    /// </summary>
    public string? WinnerIds { get; set; }

    /// <summary>Whether the race ran on another server and its log was imported here.</summary>
    public bool Imported { get; init; }

    /// <summary>
    /// The time of the import, in ms since 1970 (UTC); null if the race ran on this server, and in rows of older versions, which did not
    /// know the start of imported races.
    /// </summary>
    public long? ImportedAtUnixMs { get; init; }

    /// <summary>The id of the series to which the race belongs; null if it belongs to none.</summary>
    public string? SeriesId { get; init; }

    /// <summary>The number of the race in its series, from 1; null if it belongs to no series.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>The number of races in the race's series; null if it belongs to no series.</summary>
    public int? SeriesCount { get; init; }

    /// <summary>
    /// The time at which the race was deleted, in ms since 1970 (UTC); null if it was not. <see cref="Retention"/> removes the row later.
    /// </summary>
    public long? DeletedAtUnixMs { get; set; }

    /// <summary>The number of events of the race that are in the database.</summary>
    public int SavedEventCount { get; set; }

    /// <summary>The time of the last saved event, in ms since the race began.</summary>
    public double LastEventAtMs { get; set; }

    /// <summary>The time of the import; null if the race ran on this server.</summary>
    [NotMapped]
    public DateTimeOffset? ImportTime => (ImportedAtUnixMs ?? (Imported ? StartedAtUnixMs : null)) is { } time
        ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;

    /// <summary>The position of the race in its series, combined from three columns; null if it belongs to no series.</summary>
    [NotMapped]
    public SeriesPlace? SeriesPlace => SeriesId is null ? null : new(SeriesId, SeriesNumber ?? 1, SeriesCount ?? 1);
}

/// <summary>A row of the table of events. It contains a part of a race's log.</summary>
internal sealed class StoredEventBatch
{
    /// <summary>The id of the race.</summary>
    public required string RaceId { get; init; }

    /// <summary>The sequence number of the first event in this part of the log.</summary>
    public int FirstSeq { get; init; }

    /// <summary>The events of this part as newline-delimited JSON, compressed with gzip.</summary>
    public required byte[] GzippedLines { get; init; }
}

/// <summary>A row of the table of images: a flag image that a race has downloaded. Built-in flags are not in the table.</summary>
internal sealed class StoredImage
{
    /// <summary>The id of the race.</summary>
    public required string RaceId { get; init; }

    /// <summary>The id of the image: the SHA-256 hash of its content.</summary>
    public required string ImageHash { get; init; }
}
