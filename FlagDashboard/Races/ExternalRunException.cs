using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>Thrown when a run that another process executes has ended early. The message is one line for people.</summary>
/// <param name="reason">The reason.</param>
/// <param name="future">The number of the future whose exception ended the run; <see cref="RaceEvent.None"/> if there is none.</param>
internal sealed class ExternalRunException(string reason, int future = RaceEvent.None) : Exception(reason)
{
    /// <summary>The number of the future whose exception ended the run; <see cref="RaceEvent.None"/> if there is none.</summary>
    public int FailedFutureNumber => future;
}
