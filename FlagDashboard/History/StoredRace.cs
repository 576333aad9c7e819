using FlagDashboard.Log;

namespace FlagDashboard.History;

/// <summary>A race in the file: all that a list of races shows, and how much of its log is there.</summary>
internal sealed class StoredRace
{
    /// <summary>The race's id.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>When it began, or was brought here, in ms since 1970 (UTC): SQLite compares no other times.</summary>
    public long StartedAt { get; init; }

    /// <summary>The experiment's title; null for downloads.</summary>
    public string? Experiment { get; init; }

    /// <summary>The link that opens the experiment with its settings; null for downloads.</summary>
    public string? Link { get; init; }

    /// <summary>The ids of its modes, each between commas.</summary>
    public required string Modes { get; init; }

    /// <summary>The site, as it is spelt in plans; null for an experiment.</summary>
    public string? Site { get; init; }

    /// <summary>What its futures are called, between spaces.</summary>
    public required string Items { get; init; }

    /// <summary>How many futures each run has.</summary>
    public int Futures { get; init; }

    /// <summary>The most workers that a run has.</summary>
    public int Workers { get; init; }

    /// <summary>How far it is, as far as the file knows.</summary>
    public RaceStatus State { get; set; }

    /// <summary>How long it took, in ms; null while it runs.</summary>
    public double? ElapsedMs { get; set; }

    /// <summary>The id of the mode that won; null if none did.</summary>
    public string? Winner { get; set; }

    /// <summary>Whether it ran somewhere else.</summary>
    public bool Imported { get; init; }

    /// <summary>When it was deleted, likewise; null if it was not. It is gone for good only later.</summary>
    public long? DeletedAt { get; set; }

    /// <summary>How many events of its log are saved.</summary>
    public int Events { get; set; }

    /// <summary>When the last of them happened, in ms since the race began.</summary>
    public double LastAt { get; set; }
}

/// <summary>A part of a race's log.</summary>
internal sealed class StoredEvents
{
    /// <summary>Whose.</summary>
    public required string RaceId { get; init; }

    /// <summary>The number of its first event.</summary>
    public int First { get; init; }

    /// <summary>Its events, a line of JSON each, compressed.</summary>
    public required byte[] Lines { get; init; }
}

/// <summary>A content that a race has downloaded and that is not built in.</summary>
internal sealed class StoredImage
{
    /// <summary>Which race.</summary>
    public required string RaceId { get; init; }

    /// <summary>The content, as SHA-256.</summary>
    public required string Image { get; init; }
}
