using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// The times at which futures finish, fail and are received. The times are rounded to the columns of a strip that is as long as the axis,
/// so the number of ticks stays small however many futures a race has.
/// </summary>
/// <param name="Finished">The columns in which a future finished with a result.</param>
/// <param name="Failed">The columns in which a future got another outcome.</param>
/// <param name="Received">The columns in which a future was received.</param>
public sealed record EventTicks(
    IReadOnlyList<ColumnRange> Finished, IReadOnlyList<ColumnRange> Failed, IReadOnlyList<ColumnRange> Received)
{
    /// <summary>The number of columns of the strip.</summary>
    public const int ColumnCount = 400;

    /// <summary>Computes the ticks of a race on the given axis.</summary>
    public static EventTicks Of(RaceState race, TimeAxis axis)
    {
        var futures = race.Runs.SelectMany(run => run.Futures).ToList();
        return new(
            RangesOf(futures.Where(future => future.Status == Outcome.Ok).Select(future => future.FinishedAt)),
            RangesOf(futures.Where(future => future.Status is not (null or Outcome.Ok)).Select(future => future.FinishedAt)),
            RangesOf(futures.Select(future => future.ReceivedAt)));

        IReadOnlyList<ColumnRange> RangesOf(IEnumerable<double?> times) => Merge(times
            .Where(at => at >= axis.FromMs && at <= axis.EndMs)
            .Select(at => Math.Min((int)((at!.Value - axis.FromMs) / axis.SpanMs * ColumnCount), ColumnCount - 1)));
    }

    private static List<ColumnRange> Merge(IEnumerable<int> columns)
    {
        var runs = new List<ColumnRange>();
        foreach (var column in columns.Distinct().Order())
        {
            if (runs.Count > 0 && runs[^1].First + runs[^1].Count == column)
                runs[^1] = runs[^1] with { Count = runs[^1].Count + 1 };
            else
                runs.Add(new(column, 1));
        }

        return runs;
    }
}

/// <summary>A range of neighbouring columns in a strip.</summary>
/// <param name="First">The first column, from 0.</param>
/// <param name="Count">The number of columns.</param>
public readonly record struct ColumnRange(int First, int Count);
