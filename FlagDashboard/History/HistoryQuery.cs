using FlagDashboard.Log;

namespace FlagDashboard.History;

/// <summary>What a list of kept races is sorted by.</summary>
public enum HistorySort
{
    /// <summary>When it began.</summary>
    Started,

    /// <summary>What it is called.</summary>
    Name,

    /// <summary>How long it took.</summary>
    Elapsed,

    /// <summary>How many futures each run has.</summary>
    Futures,

    /// <summary>How many workers it has.</summary>
    Workers,

    /// <summary>How far it is.</summary>
    State,
}

/// <summary>Which kept races to list, and how. What is null filters nothing.</summary>
public sealed record HistoryQuery
{
    /// <summary>How many races a page has at most.</summary>
    public const int MaxTake = 200;

    /// <summary>The longest text that is looked for; the rest of a longer one is ignored.</summary>
    public const int MaxText = 100;

    /// <summary>Only with this in their name, their experiment's title, or what their futures are called; in any case.</summary>
    public string? Text { get; init; }

    /// <summary>Only with this mode among their runs, by its id.</summary>
    public string? Mode { get; init; }

    /// <summary>Only from this site, as it is spelt in plans; <see cref="Experiments"/> for experiments.</summary>
    public string? Site { get; init; }

    /// <summary>Only begun at that time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only begun before that time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>What they are sorted by; equal ones by age.</summary>
    public HistorySort Sort { get; init; }

    /// <summary>Whether the greatest, or newest, comes first.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>How many to leave out.</summary>
    public int Skip { get; init; }

    /// <summary>How many to list: up to <see cref="MaxTake"/>.</summary>
    public int Take { get; init; } = MaxTake;

    /// <summary>Stands for a site where experiments are meant, which have none.</summary>
    public const string Experiments = "experiments";
}

/// <summary>A kept race in a list.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StartedAt">When it began, or was brought here.</param>
/// <param name="Experiment">The experiment's title; null for downloads.</param>
/// <param name="Link">The link that opens the experiment with its settings; null for downloads.</param>
/// <param name="Modes">The ids of its modes.</param>
/// <param name="Site">Its site, as it is spelt in plans; null for an experiment.</param>
/// <param name="Futures">How many futures each run has.</param>
/// <param name="Workers">The most workers that a run has; 0 if that is not known.</param>
/// <param name="State">How far it is.</param>
/// <param name="ElapsedMs">How long it took, in ms; null while it runs.</param>
/// <param name="Winner">The id of the mode that won; null if none did.</param>
/// <param name="Imported">Whether it ran somewhere else.</param>
public sealed record HistoryRow(
    string Id, string Name, DateTimeOffset StartedAt, string? Experiment, string? Link, IReadOnlyList<string> Modes, string? Site,
    int Futures, int Workers, RaceStatus State, double? ElapsedMs, string? Winner, bool Imported);

/// <summary>A part of a list of kept races.</summary>
/// <param name="Rows">The races.</param>
/// <param name="Total">How many there are in the whole list.</param>
public sealed record PagedResult(IReadOnlyList<HistoryRow> Rows, int Total)
{
    /// <summary>No races.</summary>
    public static PagedResult Empty { get; } = new([], 0);
}
