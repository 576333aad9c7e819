using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <inheritdoc/>
/// <param name="log">The log of the race.</param>
/// <param name="recorder">The recorder of the run.</param>
/// <param name="downloader">The downloader of the run.</param>
internal sealed class ObservedRun(RaceLog log, RunRecorder recorder, Downloader downloader) : IObservedRun
{
    public long ClockOriginNs => log.ClockOriginNs;

    public string PathOf(Country country) => downloader.PathWithoutExtension(country);

    public void Record(in RaceEvent raceEvent) => recorder.RecordObserved(raceEvent);

    public void EndAt(double atMs) => recorder.EndAtMs = atMs;

    public Download Register(Download download) => downloader.Register(download);

    public void ReportSaveFailure(string message) => downloader.ReportSaveFailure(SaveException.FromMessage(message));
}
