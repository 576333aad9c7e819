using FlagDashboard.Flags;

namespace FlagDashboard.Experiments;

/// <summary>
/// Creates the delays of a number of calls. Every distribution has the same total, calls × mean, in the unit of the mean. The parameter
/// <c>lastCallExtraMeans</c> makes the last call longer by that many means. All delays are then shortened, so that the total stays the
/// same. Pure functions.
/// </summary>
internal static class DelayDistributions
{
    /// <summary>All delays are equal, but that of a last call which is made longer.</summary>
    public static IReadOnlyList<double> Equal(int calls, double meanOfAllCalls, double lastCallExtraMeans = 0) =>
        ScaleToMean(Enumerable.Repeat(1.0, calls), meanOfAllCalls, lastCallExtraMeans);

    /// <summary>Every delay is longer than the one before by the same step.</summary>
    public static IReadOnlyList<double> Growing(int calls, double mean, double lastCallExtraMeans = 0) =>
        ScaleToMean(Enumerable.Range(1, calls).Select(number => (double)number), mean, lastCallExtraMeans);

    /// <summary>Random delays from 0 to about twice the mean. Equal seeds give equal delays.</summary>
    public static IReadOnlyList<double> Random(int calls, double mean, int seed, double lastCallExtraMeans = 0)
    {
        var tape = new Tape(seed, DelayMs: 1, JitterMs: 1);
        return ScaleToMean(Enumerable.Range(1, calls).Select(number => tape.DelayMsOf($"call {number}", 1)), mean, lastCallExtraMeans);
    }

    private static List<double> ScaleToMean(IEnumerable<double> weights, double mean, double extraMeans)
    {
        var all = weights.ToList();
        all[^1] += extraMeans * all.Average();
        var scale = mean / all.Average();
        return [.. all.Select(weight => weight * scale)];
    }
}
