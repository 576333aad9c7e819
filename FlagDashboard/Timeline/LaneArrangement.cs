using System.Collections.Immutable;

namespace FlagDashboard.Timeline;

/// <summary>What a person does with a lane of the page.</summary>
public enum LaneAction
{
    /// <summary>Hides all other lanes.</summary>
    ShowOnly,

    /// <summary>Hides the lane.</summary>
    Hide,

    /// <summary>Hides the bars of the lane, or shows them again.</summary>
    ToggleBars,

    /// <summary>Changes places with the visible lane above.</summary>
    MoveUp,

    /// <summary>Changes places with the visible lane below.</summary>
    MoveDown,
}

/// <summary>Where a visible lane is among the others.</summary>
/// <param name="IsFirst">Whether no visible lane is above it.</param>
/// <param name="IsLast">Whether no visible lane is below it.</param>
/// <param name="IsCollapsed">Whether its bars are hidden.</param>
public readonly record struct LanePlace(bool IsFirst, bool IsLast, bool IsCollapsed);

/// <summary>
/// The order of the lanes that a person has chosen, and the lanes without bars and the hidden ones. Lanes are named by their modes, so
/// that an arrangement also holds for the next race, which may have other lanes. Immutable.
/// </summary>
/// <param name="Order">The modes in the chosen order. Modes that are not named stay where the race has them.</param>
/// <param name="Hidden">The modes whose lanes are hidden.</param>
/// <param name="Collapsed">The modes whose lanes have no bars.</param>
public sealed record LaneArrangement(
    ImmutableList<string> Order, ImmutableHashSet<string> Hidden, ImmutableHashSet<string> Collapsed)
{
    /// <summary>Every lane is whole, and where the race has it.</summary>
    public static LaneArrangement Default { get; } = new([], [], []);

    /// <summary>All lanes of a race in the chosen order, the hidden ones included.</summary>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public IReadOnlyList<string> Sort(IReadOnlyList<string> lanes)
    {
        var ordered = new Queue<string>(lanes.Where(Order.Contains).OrderBy(lane => Order.IndexOf(lane)));
        return [.. lanes.Select(lane => Order.Contains(lane) ? ordered.Dequeue() : lane)];
    }

    /// <summary>The lanes that are shown, in the chosen order. A race whose lanes would all be hidden shows all of them.</summary>
    /// <inheritdoc cref="Sort" path="/param"/>
    public IReadOnlyList<string> Visible(IReadOnlyList<string> lanes)
    {
        var sorted = Sort(lanes);
        return sorted.All(Hidden.Contains) ? sorted : [.. sorted.Where(lane => !Hidden.Contains(lane))];
    }

    /// <summary>Whether the lanes of a race look different from those of <see cref="Default"/>.</summary>
    /// <inheritdoc cref="Sort" path="/param"/>
    public bool Changes(IReadOnlyList<string> lanes) => lanes.Any(Collapsed.Contains) || !Visible(lanes).SequenceEqual(lanes);

    /// <summary>Where a visible lane is.</summary>
    /// <param name="lane">The mode of the lane.</param>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public LanePlace PlaceOf(string lane, IReadOnlyList<string> lanes)
    {
        var visible = Visible(lanes);
        return new(visible[0] == lane, visible[^1] == lane, Collapsed.Contains(lane));
    }

    /// <summary>The arrangement after an action; unchanged if the last visible lane would be hidden or has no place to move to.</summary>
    /// <param name="action">What a person does.</param>
    /// <param name="lane">The mode of the lane.</param>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public LaneArrangement After(LaneAction action, string lane, IReadOnlyList<string> lanes) => action switch
    {
        LaneAction.ShowOnly => this with { Hidden = Hidden.Union(lanes).Remove(lane) },
        LaneAction.Hide when Visible(lanes) is { Count: > 1 } visible => this with { Hidden = Hidden.Except(visible).Add(lane) },
        LaneAction.ToggleBars when Collapsed.Contains(lane) => this with { Collapsed = Collapsed.Remove(lane) },
        LaneAction.ToggleBars => this with { Collapsed = Collapsed.Add(lane) },
        LaneAction.MoveUp => Move(lane, -1, lanes),
        LaneAction.MoveDown => Move(lane, 1, lanes),
        _ => this,
    };

    // Hidden lanes between the two stay where they are among the others.
    private LaneArrangement Move(string lane, int by, IReadOnlyList<string> lanes)
    {
        var visible = Visible(lanes).ToList();
        if (visible.ElementAtOrDefault(visible.IndexOf(lane) + by) is not { } other || !visible.Contains(lane))
            return this;
        var sorted = Sort(lanes).ToImmutableList();
        var swapped = sorted.SetItem(sorted.IndexOf(lane), other).SetItem(sorted.IndexOf(other), lane);
        return this with { Order = swapped.AddRange(Order.Except(swapped)) };
    }
}
