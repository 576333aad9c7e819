using FlagDashboard.Futures;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>One thread runs an event loop; while one download awaits its answer, the others go on.</summary>
internal sealed class Async : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(
        "async", "Async · event loop", "One thread, many awaits; results arrive as they finish.", ReceiveOrder.CompletionOrder,
        WorkerKind: WorkerKind.LoopSlot, DefaultCliWorkers: ModeInfo.DefaultLoopSlots);

    public void DownloadMany(IRunContext run) => EventLoop.Run(async () =>
    {
        using var slots = new SemaphoreSlim(run.Workers);
        var toDo = run.Countries.ToDictionary(country => run.DownloadAsync(country, slots)); // submitted, running

        await foreach (var task in Task.WhenEach(toDo.Keys))
        {
            try
            {
                run.Received(await task);       // received
            }
            catch (Exception error)
            {
                run.ReceivedException(toDo[task], error);  // raised
            }
        }
    });
}
