using FlagDashboard.Futures;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>Threads work on everything at once; each result is received as soon as it is there, and a failure stops nobody else.</summary>
internal sealed class ThreadsAsCompleted : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(
        "threads-as-completed", "Thread pool · as completed", "Threads download at once; results arrive as they finish.", Delivery.CompletionOrder);

    public void DownloadMany(IRun run)
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
                run.Failed(toDo[future], error);  // raised
            }
        }
    }
}
