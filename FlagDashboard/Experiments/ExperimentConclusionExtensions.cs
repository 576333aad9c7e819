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
    public static Sentence? DescribeConclusionOrNull(this IExperiment experiment, RaceState race) =>
        ValueOrNull(experiment.DescribeConclusion, race);

    /// <summary>Returns the answer of a race; null if it has none, or if the experiment cannot read the race.</summary>
    public static Sentence? DescribeAnswerOrNull(this IExperiment experiment, RaceState race) =>
        ValueOrNull(experiment.DescribeAnswer, race);

    private static Sentence? ValueOrNull(Func<RaceState, Sentence?> describe, RaceState race)
    {
        try
        {
            return describe(race);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
