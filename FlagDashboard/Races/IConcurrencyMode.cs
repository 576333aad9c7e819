using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>A way to run many downloads. Each mode is in a file of its own, because students read its source code.</summary>
public interface IConcurrencyMode
{
    /// <summary>The description of the mode for people.</summary>
    ModeInfo Info { get; }

    /// <summary>
    /// Downloads the flags of all countries of <paramref name="run"/> and receives all results, on the calling thread. An exception ends
    /// the run early.
    /// </summary>
    void DownloadMany(IRun run);
}
