using FlagDashboard.Futures;
using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>
/// Threads download at the same time. Results are received in call order, so a slow download holds back all finished results behind it.
/// </summary>
internal sealed class ThreadsMap : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(
        "threads-map", "Thread pool · map", "Threads download at once; results arrive in call order.", ReceiveOrder.CallOrder);

    public void DownloadMany(IRunContext run)
    {
        using var executor = new ThreadPoolExecutor(run.Workers, run);

        foreach (var download in executor.Map(run.DownloadOne, run.Countries)) // submitted, running, raised
            run.Received(download);                                            // received
    }
}
