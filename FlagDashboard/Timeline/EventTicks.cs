using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// The times at which futures finish, fail and are received. The times are rounded to the columns of a strip that is as long as the axis,
/// so the number of ticks stays small however many futures a race has.
/// </summary>
/// <param name="Succeeded">The columns in which a future finished with a result.</param>
/// <param name="Unsuccessful">The columns in which a future got another outcome.</param>
/// <param name="Received">The columns in which a future was received.</param>
public sealed record EventTicks(
    IReadOnlyList<ColumnRange> Succeeded, IReadOnlyList<ColumnRange> Unsuccessful, IReadOnlyList<ColumnRange> Received)
{
    /// <summary>The number of columns of the strip.</summary>
    public const int ColumnCount = 400;

    /// <summary>Computes the ticks of a race on the given axis.</summary>
    public static EventTicks Of(RaceState race, TimeAxis axis)
    {
        var (finished, failed, received) = (new bool[ColumnCount], new bool[ColumnCount], new bool[ColumnCount]);
        foreach (var future in race.Runs.SelectMany(run => run.Futures))
        {
            Mark(future.Status == Outcome.Ok ? finished : failed, future.FinishedAtMs);
            Mark(received, future.ReceivedAtMs);
        }

        return new(RangesOf(finished), RangesOf(failed), RangesOf(received));

        void Mark(bool[] columns, double? at)
        {
            if (at >= axis.FromMs && at <= axis.EndMs)
                columns[Math.Min((int)(axis.ShareOf(at.Value) * ColumnCount), ColumnCount - 1)] = true;
        }
    }

    private static List<ColumnRange> RangesOf(bool[] columns)
    {
        var ranges = new List<ColumnRange>();
        for (var column = 0; column < columns.Length; column++)
        {
            if (!columns[column])
                continue;
            if (ranges.Count > 0 && ranges[^1].First + ranges[^1].Count == column)
                ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + 1 };
            else
                ranges.Add(new(column, 1));
        }

        return ranges;
    }
}

/// <summary>A range of neighbouring columns in a strip.</summary>
/// <param name="First">The first column, from 0.</param>
/// <param name="Count">The number of columns.</param>
public readonly record struct ColumnRange(int First, int Count);
