using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Modes;

/// <summary>Downloads one flag after another. This mode is the baseline, because its time is the sum of all delays.</summary>
internal sealed class Sequential : IConcurrencyMode
{
    public ModeInfo Info { get; } = new(
        "sequential", "Sequential", "One after another, on one thread.", ReceiveOrder.CallOrder,
        IsConcurrent: false, IsBaseline: true, DefaultCliWorkers: 1);

    public void DownloadMany(IRunContext run)
    {
        foreach (var country in run.Countries)
        {
            try
            {
                var download = run.DownloadInline(country); // submitted, running
                run.Received(download);                   // received
            }
            catch (Exception error)
            {
                run.ReceivedException(country, error);               // raised
            }
        }
    }
}
