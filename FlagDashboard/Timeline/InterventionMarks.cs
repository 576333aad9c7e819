using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>A point in a lane at which a person changed a future.</summary>
/// <param name="Intervention">The intervention.</param>
/// <param name="Row">The row of the mark, from 0.</param>
/// <param name="DrawnAtMs">The time of the mark, in ms since the race began.</param>
public readonly record struct InterventionMark(AppliedIntervention Intervention, int Row, double DrawnAtMs);

/// <summary>Finds the marks of a lane.</summary>
public static class InterventionMarks
{
    /// <summary>
    /// The marks of <paramref name="run"/>, in the order of the log. If rows are workers, a change of a pending future is marked at the
    /// start of its bar. A future that no worker took then has no mark, because it has no bar.
    /// </summary>
    public static IEnumerable<InterventionMark> Of(RunState run, RowLayout rows)
    {
        if (rows == RowLayout.ByFuture)
            return run.Interventions.Select(what => new InterventionMark(what, what.Future.Number, what.AtMs));
        return run.Interventions.Where(what => what.Future.StartedAtMs is not null)
            .Select(what => new InterventionMark(what, what.Future.Worker - 1, Math.Max(what.AtMs, what.Future.StartedAtMs!.Value)));
    }
}
