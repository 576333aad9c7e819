using CsCheck;
using FlagDashboard.Components;

namespace FlagDashboard.Tests.Components;

public sealed class WithheldTests
{
    private readonly Withheld _withheld = new();

    [Fact]
    public void IsDue_NothingHappened_IsNever() => Assert.False(_withheld.IsDue(1e9));

    [Fact]
    public void IsDue_ABurst_IsOnceAsLongAfterItsEndAsATextStands()
    {
        foreach (var now in new[] { 100, 150, 390 })
            _withheld.Note(now);
        Assert.Equal([false, true, false], new[] { 389 + Pace.ReadableMs, 390 + Pace.ReadableMs, 5000 }.Select(_withheld.IsDue));
    }

    /// <summary>However things happen: asked whenever one does and whenever it is due, a text is late by less than twice as long as it stands, and tells all in the end.</summary>
    [Fact]
    public void Text_AnyTimes_TellsAllSoonAndInTheEnd() => Gen.Int[0, 400].List[1, 30].Sample(
        pauses =>
        {
            var (withheld, pace, told, at) = (new Withheld(), new Pace(), 0, 0);
            var times = pauses.ConvertAll(pause => at += pause);
            for (var now = 0; now <= at + Pace.ReadableMs; now++)
            {
                var happened = times.Contains(now);
                if (happened)
                    withheld.Note(now);
                if ((withheld.IsDue(now) || happened) && pace.IsDue(now, moving: true))
                    told = times.Count(time => time <= now);
                Assert.InRange(told, times.Count(time => time <= now - (2 * Pace.ReadableMs)), times.Count);
            }

            Assert.Equal(times.Count, told);
        },
        iter: 200);
}
