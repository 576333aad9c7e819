namespace FlagDashboard.Timeline;

/// <summary>
/// The rank test of Mann, Whitney and Wilcoxon for two samples of times. It asks only which of two times is shorter, so a single long run
/// cannot decide it, and it assumes no distribution.
/// </summary>
public static class RankTest
{
    /// <summary>
    /// The probability, from 0 to 1, that two samples of one distribution differ at least as much as these two, in either direction.
    /// Exact for samples without equal times. Equal times count against a difference.
    /// </summary>
    /// <param name="faster">The sample with the shorter times.</param>
    /// <param name="slower">The other sample.</param>
    public static double PValue(IReadOnlyList<double> faster, IReadOnlyList<double> slower)
    {
        if (faster.Count == 0 || slower.Count == 0)
            return 1;
        var against = faster.Sum(time => slower.Count(other => time >= other));
        var orders = OrdersByInversions(faster.Count, slower.Count);
        return Math.Min(1, 2 * orders.Take(against + 1).Sum() / orders.Sum());
    }

    // Counts the orders of two samples by their number of inversions, which are pairs in which the first sample has the longer time.
    // Computed recursively: if the longest time belongs to the first sample, it makes an inversion with every time of the second sample.
    // Otherwise it makes none.
    private static double[] OrdersByInversions(int first, int second)
    {
        var orders = Enumerable.Range(0, second + 1).Select(_ => (double[])[1]).ToArray();
        for (var ofFirst = 1; ofFirst <= first; ofFirst++)
        {
            for (var ofSecond = 1; ofSecond <= second; ofSecond++)
            {
                var sum = new double[(ofFirst * ofSecond) + 1];
                for (var inversions = 0; inversions < orders[ofSecond].Length; inversions++)
                    sum[inversions + ofSecond] += orders[ofSecond][inversions];
                for (var inversions = 0; inversions < orders[ofSecond - 1].Length; inversions++)
                    sum[inversions] += orders[ofSecond - 1][inversions];
                orders[ofSecond] = sum;
            }
        }

        return orders[second];
    }
}
