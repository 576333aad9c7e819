using CsCheck;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

public class SlotAllocatorTests
{
    [Fact]
    public void Take_NoneReturned_NumbersFromOne()
    {
        var slots = new SlotAllocator();
        Assert.Equal((1, 2, 3), (slots.Take(), slots.Take(), slots.Take()));
    }

    [Fact]
    public void Take_AnyTakingAndReturning_IsAlwaysTheLowestFree() => Gen.Int[0, 8].Array.Sample(steps =>
    {
        var (slots, taken) = (new SlotAllocator(), new List<int>());
        foreach (var step in steps)
        {
            // A low number returns one of those taken; any other takes one more.
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
