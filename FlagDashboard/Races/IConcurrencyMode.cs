using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>A way to run many downloads. One file per mode; the code is meant to be read by students.</summary>
public interface IConcurrencyMode
{
    /// <summary>What people see of it.</summary>
    ModeInfo Info { get; }

    /// <summary>
    /// Downloads every country of <paramref name="run"/> and receives every result, on the calling thread. An exception ends the run
    /// early.
    /// </summary>
    void DownloadMany(IRun run);
}
