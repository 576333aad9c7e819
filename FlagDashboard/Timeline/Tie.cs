namespace FlagDashboard.Timeline;

/// <summary>
/// Decides whether two times differ by more than noise. The verdict, the stars of the results, the captions and the speed-ups of the lanes
/// use this one rule.
/// </summary>
public static class Tie
{
    /// <summary>The largest ratio of two times that counts as a tie, because the next race may reverse the order of the two.</summary>
    public const double MaxRatio = 1.05;

    /// <summary>The limit of <see cref="MaxRatio"/> in percent, for sentences.</summary>
    public const int MaxDifferencePercent = 5;

    /// <summary>Whether two positive quantities of the same unit, such as elapsed times, count as equal.</summary>
    public static bool Between(double one, double other) => Math.Max(one, other) <= MaxRatio * Math.Min(one, other);
}
