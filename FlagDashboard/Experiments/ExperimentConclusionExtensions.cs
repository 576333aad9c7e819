using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Computes the conclusion of a race that may come from an older version of its experiment.</summary>
internal static class ExperimentConclusionExtensions
{
    /// <summary>
    /// Returns the conclusion of a race; null if the experiment cannot read the race. An imported log may contain unexpected runs, or an
    /// older version of the experiment may have written it.
    /// </summary>
    public static Sentence? DescribeConclusionOrNull(this IExperiment experiment, RaceState race)
    {
        try
        {
            return experiment.DescribeConclusion(race);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
