using CsCheck;
using FlagDashboard.Components;

namespace FlagDashboard.Tests.Components;

public sealed class RenderThrottleTests
{
    private readonly RenderThrottle _throttle = new();

    [Fact]
    public void TryBeginRender_TimePasses_ReturnsTrueOncePerInterval() => Assert.Equal(
        [true, false, false, true, false],
        new[] { 0, 1, RenderThrottle.IntervalMs - 1, RenderThrottle.IntervalMs, RenderThrottle.IntervalMs + 1 }
            .Select(now => _throttle.TryBeginRender(now, isTimePassing: true)));

    [Fact]
    public void TryBeginRender_ClockStandsStillOrGoesBack_ReturnsTrue()
    {
        Assert.True(_throttle.TryBeginRender(500, isTimePassing: true));
        Assert.True(_throttle.TryBeginRender(501, isTimePassing: false));
        Assert.True(_throttle.TryBeginRender(502, isTimePassing: false));
        Assert.True(_throttle.TryBeginRender(499, isTimePassing: true));
    }

    [Fact]
    public void TryBeginRender_Urgent_ReturnsTrue()
    {
        Assert.True(_throttle.TryBeginRender(0, isTimePassing: true));
        Assert.False(_throttle.TryBeginRender(1, isTimePassing: true));
        Assert.True(_throttle.TryBeginRender(2, isTimePassing: true, urgent: true));
        Assert.False(_throttle.TryBeginRender(3, isTimePassing: true));
    }

    [Fact]
    public void TryTakeTrailingRender_NoUpdate_ReturnsFalse() => Assert.False(_throttle.TryTakeTrailingRender(1e9));

    [Fact]
    public void TryTakeTrailingRender_AfterBurst_ReturnsTrueOnceAfterInterval()
    {
        foreach (var now in new[] { 100, 150, 390 })
            _throttle.MarkDirty(now);
        Assert.Equal(
            [false, true, false],
            new[] { 389 + RenderThrottle.IntervalMs, 390 + RenderThrottle.IntervalMs, 5000 }.Select(_throttle.TryTakeTrailingRender));
    }

    /// <summary>
    /// For updates at any times, a text that renders on both edges is late by less than two intervals and shows every update in the
    /// end.
    /// </summary>
    [Fact]
    public void LeadingAndTrailingRenders_AnyUpdateTimes_ShowEveryUpdateInTime() => Gen.Int[0, 400].List[1, 30].Sample(
        pauses =>
        {
            var (owner, text, shown, at) = (new RenderThrottle(), new RenderThrottle(), 0, 0);
            var times = pauses.ConvertAll(pause => at += pause);
            for (var now = 0; now <= at + RenderThrottle.IntervalMs; now++)
            {
                var isUpdate = times.Contains(now);
                if (isUpdate)
                    owner.MarkDirty(now);
                if ((owner.TryTakeTrailingRender(now) || isUpdate) && text.TryBeginRender(now, isTimePassing: true))
                    shown = times.Count(time => time <= now);
                Assert.InRange(shown, times.Count(time => time <= now - (2 * RenderThrottle.IntervalMs)), times.Count);
            }

            Assert.Equal(times.Count, shown);
        },
        iter: 200);
}
