using CsCheck;
using FlagDashboard.Experiments;

namespace FlagDashboard.Tests.Experiments;

public class DelayDistributionsTests
{
    private static readonly Gen<(int Calls, double Mean, int Seed, double Extra)> Any = Gen.Select(
        Gen.Int[1, 100], Gen.Double[0.01, 2], Gen.Int[0, 999_999], Gen.Double[0, 50]);

    private static IReadOnlyList<double>[] All(int calls, double mean, int seed, double extra = 0) =>
    [
        DelayDistributions.Equal(calls, mean, extra),
        DelayDistributions.Growing(calls, mean, extra),
        DelayDistributions.Random(calls, mean, seed, extra),
    ];

    [Fact]
    public void All_AnySetting_HaveEqualTotals() => Any.Sample(set => Assert.All(All(set.Calls, set.Mean, set.Seed, set.Extra), delays =>
    {
        Assert.Equal(set.Calls, delays.Count);
        Assert.Equal(set.Calls * set.Mean, delays.Sum(), 0.000001);
        Assert.All(delays, delay => Assert.InRange(delay, 0, double.MaxValue));
    }));

    [Fact]
    public void Equal_EveryCall_TakesTheMean() =>
        Assert.All(DelayDistributions.Equal(20, 0.5), delay => Assert.Equal(0.5, delay, 0.000001));

    [Fact]
    public void Growing_FourCalls_GrowByTheSameStep() =>
        Assert.Equal([0.2, 0.4, 0.6, 0.8], DelayDistributions.Growing(4, 0.5).Select(delay => Math.Round(delay, 6)));

    [Fact]
    public void Random_SameSeed_ReturnsEqualDelays()
    {
        Assert.Equal(DelayDistributions.Random(20, 0.5, 8), DelayDistributions.Random(20, 0.5, 8));
        Assert.NotEqual(DelayDistributions.Random(20, 0.5, 8), DelayDistributions.Random(20, 0.5, 9));
        Assert.Equal(20, DelayDistributions.Random(20, 0.5, 8).Distinct().Count());
    }

    [Fact]
    public void Extra_OnLastCall_AddsThatManyMeanDelays()
    {
        var delays = DelayDistributions.Equal(4, 1, lastCallExtraMeans: 6);
        Assert.Equal([0.4, 0.4, 0.4, 2.8], delays.Select(delay => Math.Round(delay, 6)));
        // The last delay also gets the extra time if the delays are random and the last one is short.
        Assert.Equal(1, DelayDistributions.Random(20, 0.5, 8, lastCallExtraMeans: 6).Count(delay => delay > 1));
        Assert.True(DelayDistributions.Random(20, 0.5, 8, lastCallExtraMeans: 6)[^1] > 1);
    }
}
