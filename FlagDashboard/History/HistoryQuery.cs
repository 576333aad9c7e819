using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.History;

/// <summary>The column that a list of saved races is sorted by.</summary>
public enum HistorySort
{
    /// <summary>The time of the start.</summary>
    Started,

    /// <summary>The name.</summary>
    Name,

    /// <summary>The elapsed time.</summary>
    Elapsed,

    /// <summary>The number of futures of each run.</summary>
    Futures,

    /// <summary>The number of workers.</summary>
    Workers,

    /// <summary>The status.</summary>
    State,

    /// <summary>The time of the deletion.</summary>
    Deleted,
}

/// <summary>Selects and sorts saved races for a list. A filter that is null matches every race.</summary>
public sealed record HistoryQuery
{
    /// <summary>The highest number of races on a page.</summary>
    public const int MaxTake = 200;

    /// <summary>The longest search text, in characters. The rest of a longer text is ignored.</summary>
    public const int MaxTextLength = 100;

    /// <summary>The highest number of races whose ids are listed at once.</summary>
    public const int MaxIds = 10_000;

    /// <summary>Whether to list the deleted races that can still be restored, instead of the others. False by default.</summary>
    public bool IsBin { get; init; }

    /// <summary>
    /// Whether to list only the latest race of each series, which stands for all of them. False by default.
    /// </summary>
    public bool GroupSeries { get; init; }

    /// <summary>Races whose name, experiment title or items contain this text. Case and accents are ignored.</summary>
    public string? Text { get; init; }

    /// <summary>Races that have a run of the mode with this id.</summary>
    public string? Mode { get; init; }

    /// <summary>Races of this site, spelt as in plans, or <see cref="Experiments"/> or <see cref="Programs"/>.</summary>
    public string? Site { get; init; }

    /// <summary>Races that began at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Races that began before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The column to sort by. Races that are equal in it are sorted by their start, newest first.</summary>
    public HistorySort Sort { get; init; }

    /// <summary>Whether the greatest or newest comes first. True by default.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>The number of races to skip.</summary>
    public int Skip { get; init; }

    /// <summary>The number of races to list, up to <see cref="MaxTake"/>.</summary>
    public int Take { get; init; } = MaxTake;

    /// <summary>The value of <see cref="Site"/> that selects experiments, which have no site.</summary>
    public const string Experiments = "experiments";

    /// <summary>The value of <see cref="Site"/> that selects recorded programs, which have it instead of a site.</summary>
    public const string Programs = "program";
}

/// <summary>A saved race in a list.</summary>
/// <param name="Id">The id of the race in links.</param>
/// <param name="Name">The name that people see and may change.</param>
/// <param name="StartedAt">The time at which the race began or, for an imported race, was imported.</param>
/// <param name="Experiment">The title of the experiment; null for downloads.</param>
/// <param name="Link">The link that opens the experiment with its settings; null for downloads.</param>
/// <param name="Modes">The ids of the modes.</param>
/// <param name="Site">The site, spelt as in plans; null for an experiment, and <see cref="HistoryQuery.Programs"/> for a program.</param>
/// <param name="Futures">The number of futures of each run, or of a whole program.</param>
/// <param name="Workers">The highest number of workers of a run; 0 if it is not known.</param>
/// <param name="State">The status.</param>
/// <param name="ElapsedMs">The duration in ms; null while the race runs.</param>
/// <param name="Winner">The id of the mode that won; null if no mode won.</param>
/// <param name="Imported">Whether the race ran on another server and its log was imported here.</param>
/// <param name="DeletedAt">The time at which the race was deleted; null if it was not deleted.</param>
/// <param name="Series">The place of the race in a series; null if it is in none.</param>
public sealed record HistoryRow(
    string Id, string Name, DateTimeOffset StartedAt, string? Experiment, string? Link, IReadOnlyList<string> Modes, string? Site,
    int Futures, int Workers, RaceStatus State, double? ElapsedMs, string? Winner, bool Imported, DateTimeOffset? DeletedAt,
    SeriesPlace? Series = null)
{
    /// <summary>Whether the race is a recorded program.</summary>
    public bool IsProgram => Site == HistoryQuery.Programs;

    /// <summary>The name as data, if the product made it; null if a person named the race, and for a program.</summary>
    public Sentence? GeneratedName =>
        !IsProgram && RaceName.Generate(Experiment, Futures, Site, Workers) is var generated
            && RaceName.Truncate(generated.ToString()) == Name ? generated : null;

    /// <summary>The time until which a deleted race can be restored; null if the race was not deleted.</summary>
    public DateTimeOffset? RestorableUntil => DeletedAt + Retention.UndoWindow;
}

/// <summary>One page of a list of saved races.</summary>
/// <param name="Rows">The races of the page.</param>
/// <param name="Total">The number of races in the whole list.</param>
public sealed record PagedResult(IReadOnlyList<HistoryRow> Rows, int Total)
{
    /// <summary>No races.</summary>
    public static PagedResult Empty { get; } = new([], 0);
}
