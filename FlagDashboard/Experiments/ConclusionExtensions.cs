using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Experiments;

/// <summary>Computes conclusions of races that an older version of an experiment may have started.</summary>
internal static class ConclusionExtensions
{
    /// <summary>
    /// The conclusion of a race; null if the experiment cannot read the race. An imported log may contain any runs, and an old log
    /// was written by an older version of the experiment.
    /// </summary>
    public static Sentence? ConclusionOrNone(this IExperiment experiment, RaceState race)
    {
        try
        {
            return experiment.Conclusion(race);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
