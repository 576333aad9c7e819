using CsCheck;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class RankTestTests
{
    // Two samples are apart in 2 of the binomial(2n, n) orders.
    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 2 / 6.0)]
    [InlineData(3, 2 / 20.0)]
    [InlineData(4, 2 / 70.0)]
    [InlineData(5, 2 / 252.0)]
    public void ProbabilityOfChance_SamplesApart_IsShareOfTheirOrders(int size, double probability)
    {
        double[] faster = [.. Enumerable.Range(0, size)];
        Assert.Equal(probability, RankTest.TwoSidedPValue(faster, [.. faster.Select(time => time + 100)]), 12);
    }

    // The critical values of the tables for the two-sided test at 1 %: U = 2 for 6 and 6, and U = 16 for 10 and 10.
    [Theory]
    [InlineData(6, 2, true)]
    [InlineData(6, 3, false)]
    [InlineData(10, 16, true)]
    [InlineData(10, 17, false)]
    public void ProbabilityOfChance_CriticalValues_AreThoseOfTheTables(int size, int inversions, bool isRare)
    {
        var (faster, slower) = SamplesWith(size, inversions);
        Assert.Equal(isRare, RankTest.TwoSidedPValue(faster, slower) < 0.01);
    }

    [Fact]
    public void ProbabilityOfChance_SmallSamples_IsThatOfEveryOrderCounted() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4])
        .SelectMany(sizes => Gen.Shuffle(Enumerable.Range(0, sizes.Item1 + sizes.Item2).ToArray()).Select(order => (sizes.Item1, order)))
        .Sample(sample =>
        {
            var (first, order) = sample;
            double[] times = [.. order.Select(time => (double)time)];
            var inversions = Inversions(times[..first], times[first..]);
            var all = Subsets(times.Length, first).Select(chosen => Inversions(
                [.. chosen.Select(place => (double)place)],
                [.. Enumerable.Range(0, times.Length).Except(chosen).Select(place => (double)place)])).ToList();
            var expected = Math.Min(1, 2.0 * all.Count(other => other <= inversions) / all.Count);
            Assert.Equal(expected, RankTest.TwoSidedPValue(times[..first], times[first..]), tolerance: 1e-12);
        });

    [Fact]
    public void ProbabilityOfChance_EqualTimes_AreNoDifference() => Assert.Equal(1, RankTest.TwoSidedPValue([1, 1, 1], [1, 1, 1]));

    [Fact]
    public void ProbabilityOfChance_EmptySample_IsOne() => Assert.Equal(1, RankTest.TwoSidedPValue([], [1]));

    [Fact]
    public void ProbabilityOfChance_LargestSamples_AreExactEnough() => Assert.InRange(
        RankTest.TwoSidedPValue([.. Enumerable.Range(0, 30)], [.. Enumerable.Range(100, 30).Select(time => (double)time)]),
        1e-17, 2e-17);

    private static int Inversions(double[] first, double[] second) => first.Sum(time => second.Count(other => time >= other));

    private static IEnumerable<int[]> Subsets(int count, int size) => Enumerable.Range(0, 1 << count)
        .Select(bits => Enumerable.Range(0, count).Where(place => (bits >> place & 1) == 1).ToArray())
        .Where(chosen => chosen.Length == size);

    // The times of the first sample are put behind as many of the second as there are inversions left.
    private static (double[] Faster, double[] Slower) SamplesWith(int size, int inversions)
    {
        double[] slower = [.. Enumerable.Range(0, size)];
        var faster = new double[size];
        for (var place = 0; place < size; place++)
        {
            var behind = Math.Min(size, inversions);
            (faster[place], inversions) = (behind - 0.5, inversions - behind);
        }

        return (faster, slower);
    }
}
