using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// Records a run that another process executes and observes. The process saves the flags itself, in the folder of the race. Thread-safe.
/// </summary>
public interface IExternalRunRecorder
{
    /// <summary>
    /// What the monotonic clock of the system showed when the race began, in ns. Other processes of this machine can read the same clock,
    /// in Python as <c>time.perf_counter_ns</c>.
    /// </summary>
    long StartTimestampNs { get; }

    /// <summary>Returns the path under which the process saves the flag of a country, without the extension of the file.</summary>
    string FilePathWithoutExtension(Country country);

    /// <summary>
    /// Records an event at its own time, but not before the last event of the race, and not in the future. The number of the run is set
    /// here.
    /// </summary>
    void Record(in RaceEvent raceEvent);

    /// <summary>Sets the time at which the run ends, in ms since the race began. Otherwise the run ends when its mode returns.</summary>
    void SetEndTime(double atMs);

    /// <summary>Makes a flag available that the process has saved.</summary>
    Download RegisterWorkerSavedFlag(Download download);

    /// <summary>Notes that the process could not save a flag.</summary>
    /// <param name="message">The message of the <see cref="SaveException"/>.</param>
    void ReportSaveError(string message);
}
