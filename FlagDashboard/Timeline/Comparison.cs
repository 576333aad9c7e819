namespace FlagDashboard.Timeline;

/// <summary>Something by which runs are compared.</summary>
public enum Measure
{
    /// <summary>From the run's beginning to its end, in ms.</summary>
    Elapsed,

    /// <summary>When its calls could have been through, in ms.</summary>
    IdealFinish,

    /// <summary>How many times faster than the baseline.</summary>
    SpeedUp,

    /// <summary>Speed-up ÷ workers, from 0 to 1 and seldom beyond.</summary>
    Efficiency,

    /// <summary>Results a second.</summary>
    Throughput,

    /// <summary>Until the consuming code had its first result, in ms.</summary>
    FirstResult,

    /// <summary>How long finished results waited to be received, in ms.</summary>
    Held,

    /// <summary>How long workers were there and had nothing to do, in ms.</summary>
    Idle,
}

/// <summary>One run by one measure.</summary>
/// <param name="Value">In the measure's unit; null where it does not apply.</param>
/// <param name="Share">How long its bar is, from 0 to 1: the longest of the measure has 1.</param>
public readonly record struct MeasureCell(double? Value, double Share);

/// <summary>All runs by one measure.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Cells">One per run, in the order of the results.</param>
public sealed record MeasureRow(Measure Measure, IReadOnlyList<MeasureCell> Cells);

/// <summary>Finished runs side by side, measure by measure.</summary>
/// <param name="Runs">The runs and what each came to.</param>
/// <param name="Rows">The measures that at least one of them has.</param>
public sealed record Comparison(IReadOnlyList<(RunResult Result, RunMeasures Measures)> Runs, IReadOnlyList<MeasureRow> Rows)
{
    /// <summary>The comparison of what is finished.</summary>
    public static Comparison Of(RaceResults results)
    {
        var runs = results.Runs.Select(result => (result, RunMeasures.Of(result.Run))).ToList();
        var rows = Enum.GetValues<Measure>().Select(measure =>
        {
            var values = runs.Select(run => ValueOf(measure, run.result, run.Item2)).ToList();
            var most = values.Max() ?? 0;
            return new MeasureRow(measure, [.. values.Select(value => new MeasureCell(value, most > 0 ? (value ?? 0) / most : 0))]);
        });
        return new(runs, [.. rows.Where(row => row.Cells.Any(cell => cell.Value is not null))]);
    }

    private static double? ValueOf(Measure measure, RunResult result, RunMeasures measures) => measure switch
    {
        Measure.Elapsed => result.ElapsedMs,
        Measure.IdealFinish => measures.Ideal?.FinishMs,
        Measure.SpeedUp => result.SpeedUp,
        Measure.Efficiency => result.Efficiency,
        Measure.Throughput => result.PerSecond,
        Measure.FirstResult => measures.FirstMs,
        Measure.Held => measures.HeldMs,
        _ => measures.IdleMs,
    };
}
