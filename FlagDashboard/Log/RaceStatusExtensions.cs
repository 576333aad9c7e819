namespace FlagDashboard.Log;

internal static class RaceStatusExtensions
{
    /// <summary>Returns the status of a race that has ended.</summary>
    /// <param name="outcome">The outcome in the last event of the race.</param>
    public static RaceStatus ToRaceStatus(this Outcome outcome) => outcome switch
    {
        Outcome.Cancelled => RaceStatus.Cancelled,
        Outcome.Error => RaceStatus.Interrupted,
        _ => RaceStatus.Finished,
    };
}
