namespace FlagDashboard.Timeline;

/// <summary>
/// The rank test of Mann, Whitney and Wilcoxon for two samples of times. It uses only the order of the times and assumes no distribution,
/// so a single very long run cannot decide the test.
/// </summary>
public static class RankTest
{
    /// <summary>
    /// The p-value: the probability, from 0 to 1, that two samples of the same distribution differ at least as much as these two, in either
    /// direction. It is exact if no times are equal. Equal times increase it.
    /// </summary>
    /// <param name="faster">The sample with the shorter times.</param>
    /// <param name="slower">The other sample.</param>
    public static double TwoSidedPValue(IReadOnlyList<double> faster, IReadOnlyList<double> slower)
    {
        if (faster.Count == 0 || slower.Count == 0)
            return 1;
        var against = faster.Sum(time => slower.Count(other => time >= other));
        var orders = OrdersByInversions(faster.Count, slower.Count);
        return Math.Min(1, 2 * orders.Take(against + 1).Sum() / orders.Sum());
    }

    // Counts the orders in which the times of two samples of these sizes can be sorted: element n of the result is the number of orders
    // with n inversions. An inversion is a pair in which a time of the first sample comes after a time of the second. Each step appends the
    // longest time so far: one of the first sample adds an inversion for each time of the second, one of the second adds none.
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
