using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Sharing;

namespace FlagDashboard.Components.History;

/// <summary>
/// A race as a row of the grid. Two rows are equal if they show the same race, so the grid keeps the elements of a row when only its values
/// change. The grid sorts by the name of a property, so each sortable property has the name of its <see cref="SortColumn"/> member.
/// </summary>
internal sealed class RaceGridRow(HistoryRow row) : IEquatable<RaceGridRow>
{
    /// <summary>The saved race.</summary>
    public HistoryRow Row => row;

    /// <summary>The id of the race.</summary>
    public string Id => row.Id;

    /// <inheritdoc cref="SortColumn.Name"/>
    public string Name => row.Name;

    /// <inheritdoc cref="SortColumn.Started"/>
    public DateTimeOffset Started => row.StartedAt;

    /// <inheritdoc cref="SortColumn.Futures"/>
    public int FuturesPerRun => row.FuturesPerRun;

    /// <inheritdoc cref="SortColumn.Workers"/>
    public int Workers => row.MostWorkersOfAnyRun;

    /// <inheritdoc cref="SortColumn.Status"/>
    public RaceStatus Status => row.Status;

    /// <inheritdoc cref="SortColumn.Elapsed"/>
    public double? Elapsed => row.ElapsedMs;

    /// <inheritdoc cref="SortColumn.Deleted"/>
    public DateTimeOffset? Deleted => row.DeletedAt;

    /// <summary>
    /// The part of its series that has run, if the row is the latest race of a series and more races are planned; otherwise null. The
    /// series either goes on, or was stopped between two races.
    /// </summary>
    public SeriesPlace? UnfinishedSeries =>
        row is { Status: RaceStatus.Finished, Series: { } series } && series.RaceNumber < series.PlannedRaceCount ? series : null;

    /// <summary>
    /// The path of the page that a row opens: the page of the whole series if the race belongs to one, or else the page of the race.
    /// </summary>
    public static string PageAddressOf(HistoryRow row) =>
        row.Series is { } series ? $"/series/{series.SeriesId}" : RaceAddress.Of(row.ExperimentLink, row.Id);

    /// <inheritdoc/>
    public bool Equals(RaceGridRow? other) => other?.Id == Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RaceGridRow);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
