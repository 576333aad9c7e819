namespace FlagDashboard.Log;

internal static class RaceStatusExtensions
{
    /// <summary>The status of a race that has ended.</summary>
    /// <param name="outcome">The outcome of the event that ended it.</param>
    public static RaceStatus ToRaceStatus(this Outcome outcome) => outcome switch
    {
        Outcome.Cancelled => RaceStatus.Cancelled,
        Outcome.Error => RaceStatus.Interrupted,
        _ => RaceStatus.Finished,
    };
}
