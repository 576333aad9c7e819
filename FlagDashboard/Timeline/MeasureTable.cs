using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>A quantity by which finished runs are compared.</summary>
public enum Measure
{
    /// <summary>The time from the start of the run to its end, in ms.</summary>
    Elapsed,

    /// <summary>The time that the run's calls need on workers that never pause, in ms (see <see cref="Ideal.ElapsedMs"/>).</summary>
    IdealFinish,

    /// <summary>The elapsed time of the baseline divided by that of the run.</summary>
    SpeedUp,

    /// <summary>The speed-up divided by the number of workers: from 0 to 1, rarely more.</summary>
    Efficiency,

    /// <summary>Results per second.</summary>
    Throughput,

    /// <summary>The time until the consuming code received its first result, in ms.</summary>
    FirstResult,

    /// <summary>The time for which finished results waited to be received, in ms, summed over all of them.</summary>
    Held,

    /// <summary>The time for which workers had nothing to do, in ms, summed over all of them.</summary>
    Idle,
}

/// <summary>The value of one measure for one run.</summary>
/// <param name="Value">The value in the unit of the measure; null where the measure does not apply.</param>
/// <param name="ShareOfLargest">The value divided by the largest value of the measure, from 0 to 1. The cell shows it as the length of a
/// bar.</param>
/// <param name="IsBest">Whether no other run has a better value. Runs that tie for the best value are all best, unless all runs of the row
/// tie.</param>
public readonly record struct MeasureCell(double? Value, double ShareOfLargest, bool IsBest = false);

/// <summary>The values of one measure for all runs.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Cells">One cell per run, in the order of the results.</param>
public sealed record MeasureRow(Measure Measure, IReadOnlyList<MeasureCell> Cells);

/// <summary>A table of finished runs: one row per measure, one column per run.</summary>
/// <param name="Runs">The finished runs with their results and measures.</param>
/// <param name="Rows">The measures that have a value for at least one run.</param>
public sealed record MeasureTable(IReadOnlyList<(RunResult Result, RunMeasures Measures)> Runs, IReadOnlyList<MeasureRow> Rows)
{
    // Two times that differ by less than this, in ms, count as equal, even if their ratio is large.
    private const double MinDifferenceMs = 1;

    /// <summary>Compares the finished runs of <paramref name="results"/>.</summary>
    public static MeasureTable Of(RaceResults results)
    {
        var runs = results.FinishedRuns.Select(result => (result, MeasuresOf(result))).ToList();
        var rows = Enum.GetValues<Measure>().Select(measure =>
        {
            var values = runs.Select(run => ValueOf(measure, run.result, run.Item2)).ToList();
            var most = values.Max() ?? 0;
            var best = results.AreRunsComparable
                ? BestOf(
                    measure, runs.Count(run => run.result.Competes),
                    [.. runs.Zip(values).Select(
                        run => run.First.result is { Competes: true, Run.Outcome: Outcome.Ok } ? run.Second : null)])
                : new bool[runs.Count];
            return new MeasureRow(
                measure, [.. values.Select((value, run) => new MeasureCell(value, most > 0 ? (value ?? 0) / most : 0, best[run]))]);
        });
        return new(runs, [.. rows.Where(row => row.Cells.Any(cell => cell.Value is not null))]);
    }

    // Returns which runs have the best value in a row. A run that ended early has no value here, because it did not do all of the work.
    // Neither has a run that does not compete. If all competing runs tie, none is the best. The row of the ideal time has no best run,
    // because the ideal time is computed and no run achieved it.
    private static bool[] BestOf(Measure measure, int competing, IReadOnlyList<double?> values)
    {
        var best = measure is Measure.SpeedUp or Measure.Efficiency or Measure.Throughput ? values.Max() : values.Min();
        var isBest = values
            .Select(value => value is not null && measure != Measure.IdealFinish && IsEqual(value.Value, best!.Value)).ToArray();
        return isBest.Count(isOne => isOne) < competing ? isBest : new bool[values.Count];

        bool IsEqual(double one, double other) => Tie.Between(one, other) || (IsTime(measure) && Math.Abs(one - other) < MinDifferenceMs);
    }

    private static RunMeasures MeasuresOf(RunResult result) =>
        RunMeasures.Of(result.Run) is var measures && result.IsIdealTold ? measures : measures with { Ideal = null };

    private static bool IsTime(Measure measure) => measure is not (Measure.SpeedUp or Measure.Efficiency or Measure.Throughput);

    private static double? ValueOf(Measure measure, RunResult result, RunMeasures measures) => measure switch
    {
        Measure.Elapsed => result.ElapsedMs,
        Measure.IdealFinish => measures.Ideal?.ElapsedMs,
        Measure.SpeedUp => result.SpeedUp,
        Measure.Efficiency => result.Efficiency,
        Measure.Throughput => result.OkResultsPerSecond,
        Measure.FirstResult => measures.FirstResultMs,
        Measure.Held => measures.TotalHeldMs,
        _ => measures.TotalIdleMs,
    };
}
