using CsCheck;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

public class LoopSlotAllocatorTests
{
    [Fact]
    public void Take_NoneReturned_NumbersFromOne()
    {
        var slots = new LoopSlotAllocator();
        Assert.Equal((1, 2, 3), (slots.Take(), slots.Take(), slots.Take()));
    }

    [Fact]
    public void Take_AnySequenceOfTakeAndReturn_ReturnsLowestFreeSlot() => Gen.Int[0, 8].Array.Sample(steps =>
    {
        var (slots, taken) = (new LoopSlotAllocator(), new List<int>());
        foreach (var step in steps)
        {
            // A step below 4 returns one of the taken slots, if there are that many. Any other step takes a slot.
            if (step < taken.Count && step < 4)
            {
                slots.Return(taken[step]);
                taken.RemoveAt(step);
            }
            else
            {
                var lowest = Enumerable.Range(1, taken.Count + 1).First(slot => !taken.Contains(slot));
                taken.Add(slots.Take());
                Assert.Equal(lowest, taken[^1]);
            }
        }
    });
}
