using CsCheck;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class LaneArrangementTests
{
    private static readonly string[] Four = ["sequential", "map", "as-completed", "async"];

    private static readonly Gen<string[]> Races =
        Gen.Shuffle(new[] { "a", "b", "c", "d", "e" }).SelectMany(modes => Gen.Int[1, 5].Select(count => modes[..count]));

    /// <summary>An arrangement after things that a person did with one race, and another race on the same page.</summary>
    private static readonly Gen<(LaneArrangement Arrangement, string[] Lanes)> Arranged =
        from first in Races
        from second in Races
        from actions in Gen.Select(Gen.Enum<LaneAction>(), Gen.Int[0, first.Length - 1]).Array[0, 12]
        select (actions.Aggregate(LaneArrangement.Default, (was, done) => was.Apply(done.Item1, first[done.Item2], first)), second);

    private static readonly Gen<(LaneArrangement Arrangement, string[] Lanes, string Lane)> WithLane =
        from arranged in Arranged
        from place in Gen.Int[0, 4]
        let visible = arranged.Arrangement.VisibleLanes(arranged.Lanes)
        select (arranged.Arrangement, arranged.Lanes, visible[place % visible.Count]);

    [Fact]
    public void Default_AnyRace_ChangesNothing() => Races.Sample(lanes =>
    {
        Assert.Equal(lanes, LaneArrangement.Default.VisibleLanes(lanes));
        Assert.False(LaneArrangement.Default.DiffersFromDefault(lanes));
    });

    [Fact]
    public void Sort_AnyArrangement_HasEveryLaneOnce() => Arranged.Sample((arrangement, lanes) =>
        Assert.Equal(lanes.Order(), arrangement.Sort(lanes).Order()));

    [Fact]
    public void Visible_AnyArrangement_IsNeverEmptyAndInTheOrderOfAll() => Arranged.Sample((arrangement, lanes) =>
    {
        var visible = arrangement.VisibleLanes(lanes);
        Assert.NotEmpty(visible);
        Assert.Equal(arrangement.Sort(lanes).Where(visible.Contains), visible);
    });

    [Fact]
    public void ShowOnly_AnyLane_LeavesItAlone() => WithLane.Sample((arrangement, lanes, lane) =>
        Assert.Equal([lane], arrangement.Apply(LaneAction.ShowOnly, lane, lanes).VisibleLanes(lanes)));

    [Fact]
    public void Hide_AnyLane_RemovesOnlyItUnlessItIsTheLast() => WithLane.Sample((arrangement, lanes, lane) =>
    {
        var before = arrangement.VisibleLanes(lanes);
        Assert.Equal(
            before.Count == 1 ? before : before.Where(other => other != lane),
            arrangement.Apply(LaneAction.Hide, lane, lanes).VisibleLanes(lanes));
    });

    [Fact]
    public void ToggleBars_Twice_ChangesNothing() => WithLane.Sample((arrangement, lanes, lane) =>
    {
        var once = arrangement.Apply(LaneAction.ToggleBars, lane, lanes);
        Assert.NotEqual(arrangement.PositionOf(lane, lanes).IsCollapsed, once.PositionOf(lane, lanes).IsCollapsed);
        Assert.Equal(arrangement.PositionOf(lane, lanes), once.Apply(LaneAction.ToggleBars, lane, lanes).PositionOf(lane, lanes));
        Assert.Equal(arrangement.VisibleLanes(lanes), once.VisibleLanes(lanes));
    });

    [Fact]
    public void Move_AnyLane_ChangesPlacesWithItsVisibleNeighbour() => WithLane.Sample((arrangement, lanes, lane) =>
    {
        var before = arrangement.VisibleLanes(lanes).ToList();
        foreach (var (action, by) in ((LaneAction, int)[])[(LaneAction.MoveUp, -1), (LaneAction.MoveDown, 1)])
        {
            var (at, to) = (before.IndexOf(lane), before.IndexOf(lane) + by);
            var after = arrangement.Apply(action, lane, lanes).VisibleLanes(lanes).ToList();
            if (to < 0 || to >= before.Count)
            {
                Assert.Equal(before, after);
                continue;
            }

            Assert.Equal((before[to], before[at]), (after[at], after[to]));
            Assert.Equal(before.Where((_, i) => i != at && i != to), after.Where((_, i) => i != at && i != to));
        }
    });

    [Fact]
    public void PlaceOf_VisibleLane_SaysWhereItCanMove() => WithLane.Sample((arrangement, lanes, lane) =>
    {
        var place = arrangement.PositionOf(lane, lanes);
        var before = arrangement.VisibleLanes(lanes);
        Assert.Equal(place.IsFirstVisible, arrangement.Apply(LaneAction.MoveUp, lane, lanes).VisibleLanes(lanes).SequenceEqual(before));
        Assert.Equal(place.IsLastVisible, arrangement.Apply(LaneAction.MoveDown, lane, lanes).VisibleLanes(lanes).SequenceEqual(before));
    });

    [Fact]
    public void Arrangement_NextRaceWithOtherLanes_HoldsForTheLanesItKnows()
    {
        var arrangement = LaneArrangement.Default
            .Apply(LaneAction.MoveUp, "async", Four).Apply(LaneAction.Hide, "sequential", Four).Apply(LaneAction.ToggleBars, "map", Four);
        Assert.Equal(["map", "async", "as-completed"], arrangement.VisibleLanes(Four));
        Assert.True(arrangement.DiffersFromDefault(Four));

        string[] other = ["sequential", "as-completed", "processes", "async"];
        Assert.Equal(["async", "processes", "as-completed"], arrangement.VisibleLanes(other));
        Assert.True(arrangement.DiffersFromDefault(other));
        Assert.Equal(["sequential"], arrangement.VisibleLanes(["sequential"]));
        Assert.False(arrangement.DiffersFromDefault(["sequential"]));
        Assert.False(arrangement.DiffersFromDefault(["processes", "as-completed"]));
    }
}
