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

/// <summary>The position of a visible lane among the visible lanes, and whether its bars are hidden.</summary>
/// <param name="IsFirstVisible">Whether no visible lane is above the lane.</param>
/// <param name="IsLastVisible">Whether no visible lane is below the lane.</param>
/// <param name="IsCollapsed">Whether the bars of the lane are hidden.</param>
public readonly record struct LanePosition(bool IsFirstVisible, bool IsLastVisible, bool IsCollapsed);

/// <summary>
/// The order of the lanes, and which lanes are hidden or collapsed, as a person has chosen. A lane is identified by its mode, so the
/// arrangement also applies to the next race, even if that race has other lanes. Immutable.
/// </summary>
/// <param name="ChosenOrder">The modes in the chosen order. Modes that are missing here keep their place in the race.</param>
/// <param name="HiddenModes">The modes whose lanes are hidden.</param>
/// <param name="CollapsedModes">The modes whose lanes show no bars.</param>
public sealed record LaneArrangement(
    ImmutableList<string> ChosenOrder, ImmutableHashSet<string> HiddenModes, ImmutableHashSet<string> CollapsedModes)
{
    /// <summary>The default arrangement: all lanes are visible, show their bars, and are in the order of the race.</summary>
    public static LaneArrangement Default { get; } = new([], [], []);

    /// <summary>All lanes of a race in the chosen order, the hidden ones included.</summary>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public IReadOnlyList<string> Sort(IReadOnlyList<string> lanes)
    {
        var ordered = new Queue<string>(lanes.Where(ChosenOrder.Contains).OrderBy(lane => ChosenOrder.IndexOf(lane)));
        return [.. lanes.Select(lane => ChosenOrder.Contains(lane) ? ordered.Dequeue() : lane)];
    }

    /// <summary>The lanes that are shown, in the chosen order. A race whose lanes would all be hidden shows all of them.</summary>
    /// <inheritdoc cref="Sort" path="/param"/>
    public IReadOnlyList<string> VisibleLanes(IReadOnlyList<string> lanes)
    {
        var sorted = Sort(lanes);
        return sorted.All(HiddenModes.Contains) ? sorted : [.. sorted.Where(lane => !HiddenModes.Contains(lane))];
    }

    /// <summary>Whether the lanes of a race look different from those of <see cref="Default"/>.</summary>
    /// <inheritdoc cref="Sort" path="/param"/>
    public bool DiffersFromDefault(IReadOnlyList<string> lanes) =>
        lanes.Any(CollapsedModes.Contains) || !VisibleLanes(lanes).SequenceEqual(lanes);

    /// <summary>Returns the position of a visible lane.</summary>
    /// <param name="lane">The mode of the lane.</param>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public LanePosition PositionOf(string lane, IReadOnlyList<string> lanes)
    {
        var visible = VisibleLanes(lanes);
        return new(visible[0] == lane, visible[^1] == lane, CollapsedModes.Contains(lane));
    }

    /// <summary>
    /// The arrangement after an action. It is unchanged if the action would hide the last visible lane, or if the lane cannot move further.
    /// </summary>
    /// <param name="action">What a person does with the lane.</param>
    /// <param name="lane">The mode of the lane.</param>
    /// <param name="lanes">The modes of the race, each once, in its order.</param>
    public LaneArrangement Apply(LaneAction action, string lane, IReadOnlyList<string> lanes) => action switch
    {
        LaneAction.ShowOnly => this with { HiddenModes = HiddenModes.Union(lanes).Remove(lane) },
        LaneAction.Hide when VisibleLanes(lanes) is { Count: > 1 } visible =>
            this with { HiddenModes = HiddenModes.Except(visible).Add(lane) },
        LaneAction.ToggleBars when CollapsedModes.Contains(lane) => this with { CollapsedModes = CollapsedModes.Remove(lane) },
        LaneAction.ToggleBars => this with { CollapsedModes = CollapsedModes.Add(lane) },
        LaneAction.MoveUp => Move(lane, -1, lanes),
        LaneAction.MoveDown => Move(lane, 1, lanes),
        _ => this,
    };

    // Swaps the lane with its visible neighbour. Hidden lanes between the two keep their places.
    private LaneArrangement Move(string lane, int by, IReadOnlyList<string> lanes)
    {
        var visible = VisibleLanes(lanes).ToList();
        if (visible.ElementAtOrDefault(visible.IndexOf(lane) + by) is not { } other || !visible.Contains(lane))
            return this;
        var sorted = Sort(lanes).ToImmutableList();
        var swapped = sorted.SetItem(sorted.IndexOf(lane), other).SetItem(sorted.IndexOf(other), lane);
        return this with { ChosenOrder = swapped.AddRange(ChosenOrder.Except(swapped)) };
    }
}
