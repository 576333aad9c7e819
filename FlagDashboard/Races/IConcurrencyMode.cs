using FlagDashboard.Plans;

namespace FlagDashboard.Races;

/// <summary>A way to run many downloads. Each mode has a file of its own, because students read its code.</summary>
public interface IConcurrencyMode
{
    /// <summary>The description of the mode for people.</summary>
    ModeInfo Info { get; }

    /// <summary>
    /// Downloads every country of <paramref name="run"/> and receives every result, on the calling thread. An exception ends the run
    /// early.
    /// </summary>
    void DownloadMany(IRun run);
}
