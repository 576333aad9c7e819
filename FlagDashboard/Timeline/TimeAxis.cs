using System.Globalization;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The time axis that all lanes share.</summary>
/// <param name="EndMs">Where it ends, in ms.</param>
/// <param name="TickMs">The distance of its ticks, in ms.</param>
/// <param name="FromMs">Where it begins, in ms: at a tick.</param>
public readonly record struct TimeAxis(double EndMs, double TickMs, double FromMs = 0)
{
    // Each step is 1.2 to 1.67 times the one before: growing is seldom, and never leaves the lanes half empty.
    private static readonly double[] Steps = [1, 1.5, 2, 3, 4, 5, 6, 8];

    private const double ShortestMs = 500;
    private const double LatestMs = 60_000;
    private const int MaxTicks = 10;

    /// <summary>How long it is, in ms.</summary>
    public double SpanMs => EndMs - FromMs;

    /// <summary>The axis of a race, <paramref name="nowMs"/> after it began.</summary>
    public static TimeAxis Of(RaceState race, double nowMs) =>
        race.FinishedAt is { } end ? Finished(end) : race.IsInteractive ? Latest(nowMs) : Live(nowMs);

    /// <summary>The axis of a race that runs: the shortest of a ladder on which <paramref name="nowMs"/> leaves some room ahead.</summary>
    public static TimeAxis Live(double nowMs) => WithTicks(Ladder(Math.Max(nowMs, 0) * 1.05));

    /// <summary>The axis of a race that may last for hours: likewise, and then of its last minute.</summary>
    public static TimeAxis Latest(double nowMs)
    {
        var (live, minute) = (Live(nowMs), WithTicks(LatestMs));
        if (live.EndMs <= LatestMs)
            return live;
        var end = Math.Ceiling((nowMs / minute.TickMs) + 0.1) * minute.TickMs;
        return minute with { FromMs = end - LatestMs, EndMs = end };
    }

    /// <summary>The axis of a finished race: it ends where the race did, with a little air.</summary>
    public static TimeAxis Finished(double endMs) => WithTicks(Math.Max(endMs * 1.02, 1));

    /// <summary>Where the ticks are, in ms.</summary>
    public IEnumerable<double> Ticks()
    {
        for (var i = 0; FromMs + (i * TickMs) <= EndMs; i++)
            yield return FromMs + (i * TickMs);
    }

    /// <summary>What a tick says: seconds, with as many decimals as the distance needs.</summary>
    public string Label(double tickMs) => TickMs >= 1000 ? Number(tickMs / 1000) + " s"
        : TickMs >= 1 ? Number(Math.Round(tickMs / 1000, 3)) + " s"
        : Number(Math.Round(tickMs, 3)) + " ms";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static double Ladder(double ms)
    {
        if (ms <= ShortestMs)
            return ShortestMs;
        var power = Math.Pow(10, Math.Floor(Math.Log10(ms)));
        foreach (var step in Steps)
        {
            if (step * power >= ms)
                return step * power;
        }

        return 10 * power;
    }

    private static TimeAxis WithTicks(double endMs)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(endMs)) - 1);
        double[] distances = [1, 2, 5, 10, 20, 50];
        return new(endMs, distances.Select(step => step * power).First(distance => endMs / distance <= MaxTicks));
    }
}
