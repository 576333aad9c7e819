using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Sharing;

namespace FlagDashboard.Components.History;

/// <summary>
/// A race as a row of the grid. Two are equal if they are of one race, so that the grid keeps the elements of a row that stays in its
/// place when the values of the race change. The grid names the column it is sorted by after a property, so each property that can be
/// sorted has the name of its <see cref="HistorySort"/>.
/// </summary>
internal sealed class ListedRace(HistoryRow row) : IEquatable<ListedRace>
{
    /// <summary>The saved race.</summary>
    public HistoryRow Row => row;

    /// <summary>The id of the race.</summary>
    public string Id => row.Id;

    /// <inheritdoc cref="HistorySort.Name"/>
    public string Name => row.Name;

    /// <inheritdoc cref="HistorySort.Started"/>
    public DateTimeOffset Started => row.StartedAt;

    /// <inheritdoc cref="HistorySort.Futures"/>
    public int Futures => row.Futures;

    /// <inheritdoc cref="HistorySort.Workers"/>
    public int Workers => row.Workers;

    /// <inheritdoc cref="HistorySort.State"/>
    public RaceStatus State => row.State;

    /// <inheritdoc cref="HistorySort.Elapsed"/>
    public double? Elapsed => row.ElapsedMs;

    /// <inheritdoc cref="HistorySort.Deleted"/>
    public DateTimeOffset? Deleted => row.DeletedAt;

    /// <summary>The address, from the root, of the page of a race. An entry of a series stands for all of its races.</summary>
    public static string AddressOf(HistoryRow row) =>
        row.Series is { } series ? $"/series/{series.Id}" : RaceAddress.Of(row.Link, row.Id);

    /// <inheritdoc/>
    public bool Equals(ListedRace? other) => other?.Id == Id;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ListedRace);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
}
