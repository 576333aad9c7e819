using FlagDashboard.Futures;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>
/// Threads download at the same time. Each result is received as soon as it is finished, and a failure stops no other download.
/// </summary>
internal sealed class ThreadsAsCompleted : IConcurrencyMode
{
    /// <summary>The id of the mode, which is the default mode of the command line.</summary>
    public const string Id = "threads-as-completed";

    public ModeInfo Info { get; } = new(
        Id, "Thread pool · as completed", "Threads download at once; results arrive as they finish.", ReceiveOrder.CompletionOrder);

    public void DownloadMany(IRunContext run)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);
        var toDo = run.Countries.ToDictionary(country => executor.Submit(run.DownloadOne, country)); // submitted, running

        foreach (var future in Future.AsCompleted(toDo.Keys))
        {
            try
            {
                run.Received(future.Result());    // received
            }
            catch (Exception error)
            {
                run.ReceivedException(toDo[future], error);  // raised
            }
        }
    }
}
