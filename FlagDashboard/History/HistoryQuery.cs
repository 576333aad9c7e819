using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.History;

/// <summary>The column that a list of saved races is sorted by.</summary>
public enum SortColumn
{
    /// <summary>Sort by the time at which the race started or, if it was imported, by the time of the import.</summary>
    Started,

    /// <summary>Sort by the name of the race.</summary>
    Name,

    /// <summary>Sort by the duration of the race.</summary>
    Elapsed,

    /// <summary>Sort by the number of futures of each run.</summary>
    Futures,

    /// <summary>Sort by the number of workers.</summary>
    Workers,

    /// <summary>Sort by the status of the race.</summary>
    Status,

    /// <summary>Sort by the time at which the race was deleted.</summary>
    Deleted,
}

/// <summary>The filters, order and page of a list of saved races. A filter that is null matches every race.</summary>
public sealed record HistoryQuery
{
    /// <summary>The maximum number of races on a page.</summary>
    public const int MaxTake = 200;

    /// <summary>The maximum length of a search text, in characters. The rest of a longer text is ignored.</summary>
    public const int MaxTextLength = 100;

    /// <summary>The maximum number of race ids that are listed at once.</summary>
    public const int MaxListedIds = 10_000;

    /// <summary>
    /// Whether to list the deleted races that can still be restored, instead of the races that are not deleted. False by default.
    /// </summary>
    public bool OnlyDeleted { get; init; }

    /// <summary>Whether to list only the latest race of each series, as a representative of the series. False by default.</summary>
    public bool GroupSeries { get; init; }

    /// <summary>
    /// Matches races whose name, experiment title or future labels contain this text, and races of <see cref="CountryCodesInText"/> and
    /// <see cref="ModeIdsInText"/>. Case and accents are ignored.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>
    /// The language of the reader, one of <see cref="InterfaceLanguages.All"/>. Names and titles are searched as this reader sees them, and
    /// in English. English by default.
    /// </summary>
    public string ReaderLanguage { get; init; } = InterfaceLanguages.All[0];

    /// <summary>The codes of the countries that <see cref="Text"/> names. None by default. Ignored without a text.</summary>
    public IReadOnlyList<string> CountryCodesInText { get; init; } = [];

    /// <summary>The ids of the modes that <see cref="Text"/> names. None by default. Ignored without a text.</summary>
    public IReadOnlyList<string> ModeIdsInText { get; init; } = [];

    /// <summary>Matches races that have a run of this mode.</summary>
    public string? Mode { get; init; }

    /// <summary>
    /// Matches races of this site, spelt as in plans; or <see cref="ExperimentsSiteValue"/> or <see cref="ProgramsSiteValue"/>.
    /// </summary>
    public string? Site { get; init; }

    /// <summary>Matches races that began at this time or later.</summary>
    public DateTimeOffset? StartedFrom { get; init; }

    /// <summary>Matches races that began before this time.</summary>
    public DateTimeOffset? StartedBefore { get; init; }

    /// <summary>The column to sort by. Races with equal values are sorted by their start, newest first.</summary>
    public SortColumn Sort { get; init; }

    /// <summary>Whether to sort in descending order: greatest or newest first. True by default.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>The number of races to skip, in the sorted list of all matching races.</summary>
    public int Skip { get; init; }

    /// <summary>The number of races to return, at most <see cref="MaxTake"/>.</summary>
    public int Take { get; init; } = MaxTake;

    /// <summary>The value of <see cref="Site"/> that matches experiments, which have no site.</summary>
    public const string ExperimentsSiteValue = "experiments";

    /// <summary>The value of <see cref="Site"/> that matches recorded programs. It is saved in place of their site.</summary>
    public const string ProgramsSiteValue = "program";
}

/// <summary>A saved race as a row of the list of races.</summary>
/// <param name="Id">The id of the race in links.</param>
/// <param name="Name">The name that people see and may change.</param>
/// <param name="StartedAt">
/// The time at which the race began; for an imported race whose start is not known, the time of the import.
/// </param>
/// <param name="ExperimentTitle">The title of the experiment; null for downloads.</param>
/// <param name="ExperimentLink">The link that opens the experiment with its settings; null for downloads.</param>
/// <param name="ModeIds">The ids of the modes.</param>
/// <param name="Site">
/// The site, spelt as in plans; null for an experiment, and <see cref="HistoryQuery.ProgramsSiteValue"/> for a recorded program.
/// </param>
/// <param name="FuturesPerRun">The number of futures of each run, or of a whole program.</param>
/// <param name="MostWorkersOfAnyRun">The highest number of workers of a run; 0 if it is not known.</param>
/// <param name="Status">The status of the race.</param>
/// <param name="ElapsedMs">The duration in ms; null while the race runs.</param>
/// <param name="WinnerIds">The ids of the mode that won and of those that tied with it; empty if no mode won.</param>
/// <param name="ImportedAt">The time at which the race was imported; null if it ran on this server.</param>
/// <param name="DeletedAt">The time at which the race was deleted; null if it was not deleted.</param>
/// <param name="Series">The position of the race in a series of races; null if it belongs to no series.</param>
public sealed record HistoryRow(
    string Id, string Name, DateTimeOffset StartedAt, string? ExperimentTitle, string? ExperimentLink, IReadOnlyList<string> ModeIds,
    string? Site,
    int FuturesPerRun, int MostWorkersOfAnyRun, RaceStatus Status, double? ElapsedMs, IReadOnlyList<string> WinnerIds,
    DateTimeOffset? ImportedAt, DateTimeOffset? DeletedAt,
    SeriesPlace? Series = null)
{
    /// <summary>Whether the race ran on another server and its log was imported here.</summary>
    public bool Imported => ImportedAt is not null;

    /// <summary>Whether the race was made from the recording of a program.</summary>
    public bool IsProgram => Site == HistoryQuery.ProgramsSiteValue;

    /// <summary>
    /// The name as a translatable sentence if the product generated it; null if a person chose the name, and for a recorded program.
    /// </summary>
    public Sentence? GeneratedName => RaceNames.RecognizeGenerated(Name, ExperimentTitle, FuturesPerRun, Site, MostWorkersOfAnyRun);

    /// <summary>The time until which the deleted race can be restored; null if the race was not deleted.</summary>
    public DateTimeOffset? RestorableUntil => DeletedAt + Retention.UndoWindow;
}

/// <summary>One page of a list of saved races.</summary>
/// <param name="Rows">The races of the page.</param>
/// <param name="TotalCount">The number of races on all pages.</param>
public sealed record PagedResult(IReadOnlyList<HistoryRow> Rows, int TotalCount)
{
    /// <summary>An empty page of an empty list.</summary>
    public static PagedResult Empty { get; } = new([], 0);
}
