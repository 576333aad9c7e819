using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>
/// The phase in which the code of a recorded program waits for all calls of an executor, because it shuts the executor down. Meanwhile,
/// the code cannot take results that are done. Pure functions.
/// </summary>
internal static class ShutdownWait
{
    // A person reads the first words in the bar of the phase, and the name of the executor if there is room.
    private const string WithPrefix = "waits at the end of with";
    private const string ShutdownPrefix = "waits in shutdown()";

    /// <summary>The name of the phase.</summary>
    /// <param name="executor">The title of the executor's run.</param>
    /// <param name="isEndOfWith">Whether the end of a <c>with</c> block shuts the executor down, and not a call of shutdown().</param>
    public static string NameOf(string executor, bool isEndOfWith) =>
        SafeText.ToLine($"{(isEndOfWith ? WithPrefix : ShutdownPrefix)} ({executor})", EventTextSanitizer.MaxNameLength);

    /// <summary>Finds the results of a run that were done before a shutdown of the executor ended, and were taken after it.</summary>
    /// <param name="waits">The waits of the program's own code.</param>
    /// <param name="run">The run of the executor.</param>
    /// <returns>Each future with the time for which it was held in the shutdown, in ms, and with what shut the executor down.</returns>
    public static IReadOnlyList<(FutureRecord Future, double HeldMs, bool IsEndOfWith)> ResultsHeldIn(
        IEnumerable<WorkerPhaseRecord> waits, RunState run)
    {
        var (withName, shutdownName) = (NameOf(run.Info.Title, isEndOfWith: true), NameOf(run.Info.Title, isEndOfWith: false));
        return
        [
            .. from wait in waits
               where wait.Name == withName || wait.Name == shutdownName
               from future in run.Futures
               where future.FinishedAtMs < wait.ToMs && wait.ToMs <= future.ReceivedAtMs
               select (future, wait.ToMs!.Value - Math.Max(wait.FromMs, future.FinishedAtMs!.Value), wait.Name == withName),
        ];
    }
}
