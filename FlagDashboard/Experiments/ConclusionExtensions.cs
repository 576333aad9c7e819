using FlagDashboard.Log;

namespace FlagDashboard.Experiments;

/// <summary>The conclusion of a race that may not have been started by this version of the experiment.</summary>
internal static class ConclusionExtensions
{
    /// <summary>
    /// The conclusion; null for a race that the experiment does not understand. An imported log may have any runs, and an old one
    /// is of an older experiment.
    /// </summary>
    public static string? ConclusionOrNone(this IExperiment experiment, RaceState race)
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
