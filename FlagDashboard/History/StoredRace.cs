using System.ComponentModel.DataAnnotations.Schema;
using FlagDashboard.Log;

namespace FlagDashboard.History;

/// <summary>A row of the table of races, with the columns of the list of races and the number of saved events.</summary>
internal sealed class StoredRace
{
    /// <summary>The id of the race.</summary>
    public required string Id { get; init; }

    /// <summary>The name that people see and may change.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// The time at which the race began or was imported, in ms since 1970 (UTC). A number, because SQLite cannot compare DateTimeOffset.
    /// </summary>
    public long StartedAt { get; init; }

    /// <summary>The title of the experiment; null for downloads.</summary>
    public string? Experiment { get; init; }

    /// <summary>The link that opens the experiment with its settings; null for downloads.</summary>
    public string? Link { get; init; }

    /// <summary>The ids of the modes, each between commas, so that a search for “,id,” finds whole ids only.</summary>
    public string Modes { get; set; } = "";

    /// <summary>The site, spelt as in plans; null for an experiment, and <see cref="HistoryQuery.Programs"/> for a program.</summary>
    public string? Site { get; init; }

    /// <summary>The labels of the futures, each between spaces.</summary>
    public required string Items { get; init; }

    /// <summary>The number of futures of each run, or of a whole program.</summary>
    public int Futures { get; set; }

    /// <summary>The highest number of workers of a run; 0 if it is not known.</summary>
    public int Workers { get; set; }

    /// <summary>The status at the last save.</summary>
    public RaceStatus State { get; set; }

    /// <summary>The duration in ms; null while the race runs.</summary>
    public double? ElapsedMs { get; set; }

    /// <summary>The id of the mode that won; null if no mode won.</summary>
    public string? Winner { get; set; }

    /// <summary>Whether the race ran on another server and its log was imported here.</summary>
    public bool Imported { get; init; }

    /// <summary>The id of the series of the race; null if it is in none.</summary>
    public string? Series { get; init; }

    /// <summary>The number of the race in its series, from 1; null if it is in none.</summary>
    public int? SeriesNumber { get; init; }

    /// <summary>The number of races in the series of the race; null if it is in none.</summary>
    public int? SeriesCount { get; init; }

    /// <summary>
    /// The time at which the race was deleted, in ms since 1970 (UTC); null if it was not deleted. The row is removed later.
    /// </summary>
    public long? DeletedAt { get; set; }

    /// <summary>The number of events that are saved.</summary>
    public int Events { get; set; }

    /// <summary>The time of the last saved event, in ms since the race began.</summary>
    public double LastAt { get; set; }

    /// <summary>The place of the race in its series; null if it is in none. Made of three columns.</summary>
    [NotMapped]
    public SeriesPlace? Place => Series is null ? null : new(Series, SeriesNumber ?? 1, SeriesCount ?? 1);
}

/// <summary>A row of the table of events: a part of the log of a race.</summary>
internal sealed class StoredEvents
{
    /// <summary>The id of the race.</summary>
    public required string RaceId { get; init; }

    /// <summary>The sequence number of the first event of the part, from 1.</summary>
    public int First { get; init; }

    /// <summary>The events as NDJSON, compressed.</summary>
    public required byte[] Lines { get; init; }
}

/// <summary>A row of the table of images: an image that a race has downloaded and that is not built in.</summary>
internal sealed class StoredImage
{
    /// <summary>The id of the race.</summary>
    public required string RaceId { get; init; }

    /// <summary>The id of the image, which is the SHA-256 of its content.</summary>
    public required string Image { get; init; }
}
