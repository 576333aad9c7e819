using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>A run of a program while its recording is read.</summary>
internal interface IObservedRun
{
    /// <summary>When the run began, in ms since the recording began.</summary>
    double BeganMs { get; }

    /// <summary>The number of futures of the run.</summary>
    int FutureCount { get; }

    /// <summary>Whether the run has something to show.</summary>
    bool HasContent { get; }

    /// <summary>Ends the run after the last observation.</summary>
    /// <param name="atMs">The end of the recording, in ms since it began.</param>
    /// <param name="hasProgramEnded">Whether the program ended at this time. Otherwise nobody knows how the run went on.</param>
    void End(double atMs, bool hasProgramEnded);

    /// <summary>Describes the run as a mode.</summary>
    ModeInfo ToInfo();

    /// <summary>
    /// The events of the run since the last call, without sequence numbers. Events with equal times are in the right order.
    /// </summary>
    /// <param name="run">The number of the run in the race, from 0.</param>
    IReadOnlyList<RaceEvent> NewEvents(int run);
}
