using System.Globalization;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>The time axis that all lanes share.</summary>
/// <param name="EndMs">The end of the axis, in ms since the race began.</param>
/// <param name="TickIntervalMs">The distance between two ticks, in ms.</param>
/// <param name="FromMs">The start of the axis, in ms since the race began; a multiple of <paramref name="TickIntervalMs"/>.</param>
public readonly record struct TimeAxis(double EndMs, double TickIntervalMs, double FromMs = 0)
{
    // If the length of a running race is not known in advance, the axis has one of these lengths, times a power of ten. With larger steps,
    // the bars would become too narrow each time the axis grows. With smaller steps, the axis would grow too often.
    private static readonly double[] LengthSteps = [1, 2, 3, 5];

    /// <summary>The length of the axis of a long interactive race, in ms: it covers only the last minute.</summary>
    public const double LastMinuteMs = 60_000;

    private const double MinLengthMs = 500;
    private const double MaxEndMarginFactor = 1.15;
    private const double GrowthFactor = 1.25;

    /// <summary>The maximum number of ticks on an axis, not counting the tick at its start.</summary>
    public const int MaxTicks = 10;

    /// <summary>
    /// The possible distances between two ticks. They are multiplied by a tenth of the largest power of ten that is not longer than the
    /// axis.
    /// </summary>
    public static IReadOnlyList<double> TickMultiples { get; } = [1, 2, 5, 10, 20, 50];

    /// <summary>The length of the axis, in ms.</summary>
    public double SpanMs => EndMs - FromMs;

    /// <summary>The place of a time on the axis, as a share of its length: 0 at its start, 1 at its end.</summary>
    /// <param name="ms">The time, in ms since the race began. It may lie outside the axis.</param>
    public double ShareOf(double ms) => (ms - FromMs) / SpanMs;

    /// <summary>
    /// The axis of a race at <paramref name="nowMs"/> ms after it began. The axis does not change while the race keeps to its
    /// <see cref="PlannedDuration"/>.
    /// </summary>
    public static TimeAxis Of(RaceState race, double nowMs)
    {
        if (race.IsExecutorSession)
            return race.FinishedAtMs is { } closed ? ForFinishedRace(closed) : ForLastMinute(nowMs);
        var plannedMs = race.Definition is { } definition ? PlannedDuration.MsOf(definition) : null;
        return race.FinishedAtMs is { } end ? ForFinishedRace(end, plannedMs) : ForRunningRace(nowMs, plannedMs);
    }

    /// <summary>
    /// The axis of a running race. It has the planned length, and grows by a quarter each time the race becomes longer than the axis.
    /// Without a planned length, it has the shortest of a series of lengths that leaves 5 % of <paramref name="nowMs"/> free at its end.
    /// </summary>
    /// <param name="nowMs">The time since the race began, in ms.</param>
    /// <param name="plannedMs">The planned length of the race, in ms; null if it is unknown.</param>
    public static TimeAxis ForRunningRace(double nowMs, double? plannedMs = null) =>
        WithTicks(plannedMs is { } planned ? GrownTo(nowMs, planned) : RoundUpToStep(Math.Max(nowMs, 0) * 1.05));

    /// <summary>
    /// The axis of a race that may last for hours. During the first minute, it is that of <see cref="ForRunningRace"/>. After that, it
    /// covers about the last minute.
    /// </summary>
    public static TimeAxis ForLastMinute(double nowMs)
    {
        var (live, minute) = (ForRunningRace(nowMs), WithTicks(LastMinuteMs));
        if (live.EndMs <= LastMinuteMs)
            return live;
        var end = Math.Ceiling((nowMs / minute.TickIntervalMs) + 0.1) * minute.TickIntervalMs;
        return minute with { FromMs = end - LastMinuteMs, EndMs = end };
    }

    /// <summary>
    /// The axis of a finished race. It keeps the planned length if the race took almost that long, so that nothing moves when the race
    /// ends. Otherwise it is 2 % longer than the race.
    /// </summary>
    /// <param name="endMs">The end of the race, in ms since it began.</param>
    /// <param name="plannedMs">The planned length of the race, in ms; null if it is unknown.</param>
    public static TimeAxis ForFinishedRace(double endMs, double? plannedMs = null) =>
        WithTicks(plannedMs >= endMs && plannedMs <= endMs * MaxEndMarginFactor ? plannedMs.Value : Math.Max(endMs * 1.02, 1));

    /// <summary>
    /// An axis for times that are near each other. It begins at a tick before <paramref name="fromMs"/>, and ends a little after
    /// <paramref name="toMs"/>, which must be greater. Both are in ms.
    /// </summary>
    public static TimeAxis ForRange(double fromMs, double toMs)
    {
        var tickMs = WithTicks(1.3 * (toMs - fromMs)).TickIntervalMs;
        return new(toMs + (0.1 * (toMs - fromMs)), tickMs, Math.Max(0, (Math.Ceiling(fromMs / tickMs) - 1) * tickMs));
    }

    /// <summary>The times of the ticks, in ms since the race began.</summary>
    public IEnumerable<double> TickTimesMs()
    {
        for (var i = 0; FromMs + (i * TickIntervalMs) <= EndMs; i++)
            yield return FromMs + (i * TickIntervalMs);
    }

    /// <summary>
    /// The label of a tick, in seconds with as many decimals as the distance of the ticks needs. If the distance is below 1 ms, the label
    /// is in ms.
    /// </summary>
    public string Label(double tickMs) => UnitSpacing.KeepTogether(
        TickIntervalMs >= 1000 ? Number(tickMs / 1000) + " s"
        : TickIntervalMs >= 1 ? Number(Math.Round(tickMs / 1000, 3)) + " s"
        : Number(Math.Round(tickMs, 3)) + " ms");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static double GrownTo(double nowMs, double plannedMs)
    {
        var length = plannedMs;
        while (length < nowMs)
            length *= GrowthFactor;
        return length;
    }

    private static double RoundUpToStep(double ms)
    {
        if (ms <= MinLengthMs)
            return MinLengthMs;
        var power = Math.Pow(10, Math.Floor(Math.Log10(ms)));
        foreach (var step in LengthSteps)
        {
            if (step * power >= ms)
                return step * power;
        }

        return 10 * power;
    }

    private static TimeAxis WithTicks(double endMs)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(endMs)) - 1);
        return new(endMs, TickMultiples.Select(step => step * power).First(distance => endMs / distance <= MaxTicks));
    }
}
