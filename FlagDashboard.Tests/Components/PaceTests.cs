using FlagDashboard.Components;

namespace FlagDashboard.Tests.Components;

public sealed class PaceTests
{
    private readonly Pace _pace = new();

    [Fact]
    public void IsDue_TimePasses_IsSeldom() =>
        Assert.Equal([true, false, false, true, false], new[] { 0, 1, Pace.ReadableMs - 1, Pace.ReadableMs, Pace.ReadableMs + 1 }.Select(now => _pace.IsDue(now, moving: true)));

    [Fact]
    public void IsDue_TimeStandsStillOrGoesBack_IsAlways()
    {
        Assert.True(_pace.IsDue(500, moving: true));
        Assert.True(_pace.IsDue(501, moving: false));
        Assert.True(_pace.IsDue(502, moving: false));
        Assert.True(_pace.IsDue(499, moving: true));
    }

    [Fact]
    public void IsDue_WhatCannotWait_IsAtOnce()
    {
        Assert.True(_pace.IsDue(0, moving: true, of: "runs"));
        Assert.False(_pace.IsDue(1, moving: true, of: "runs"));
        Assert.True(_pace.IsDue(2, moving: true, of: "is through"));
    }
}
