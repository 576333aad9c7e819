using FlagDashboard.Futures;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>
/// Processes download at the same time. They share no memory, so each call is a static function with one argument, which is sent as JSON.
/// </summary>
internal sealed class Processes : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(
        "processes", "Process pool", "Processes download at once; results arrive as they finish.", ReceiveOrder.CompletionOrder,
        MaxWorkers: 32, WorkerKind: WorkerKind.Process, DefaultCliWorkers: Environment.ProcessorCount);

    public void DownloadMany(IRunContext run)
    {
        using var executor = new ProcessPoolExecutor(run.Workers, run);
        using var givingUp = run.AbortToken.Register(executor.KillWorkers);
        var toDo = run.Countries.ToDictionary(country => executor.Submit(DownloadCall.Execute, run.JobOf(country))); // submitted, running

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
