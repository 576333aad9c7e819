namespace FlagDashboard.Log;

/// <summary>One thing that happened in a race. A value, so that a log of a million is one block of memory, not a million objects.</summary>
/// <param name="Seq">Its place in the log, from 1, without gaps.</param>
/// <param name="At">When it happened, in ms since the race began.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Run">Which run, from 0 in the order of the plan's modes; <see cref="None"/> for the race itself.</param>
/// <param name="Future">Which future, from 0 in the order of the plan's countries; <see cref="None"/> where there is none.</param>
/// <param name="Worker">Which worker, from 1 (with <see cref="RaceEventKind.RunStarted"/>: how many); 0 where there is none.</param>
/// <param name="Status">How it ended, where something ended.</param>
/// <param name="Bytes">Size of the downloaded flag in bytes; <see cref="None"/> where there is none.</param>
/// <param name="Image">The flag's content, as the lower-case hexadecimal SHA-256 under which /images/ serves it.</param>
/// <param name="Detail">A plain reason, or what was returned, for people; the definition as JSON in the first event.</param>
public readonly record struct RaceEvent(
    int Seq,
    double At,
    RaceEventKind Kind,
    int Run = RaceEvent.None,
    int Future = RaceEvent.None,
    int Worker = 0,
    Outcome? Status = null,
    int Bytes = RaceEvent.None,
    string? Image = null,
    string? Detail = null)
{
    /// <summary>Stands where a number does not apply.</summary>
    public const int None = -1;
}
