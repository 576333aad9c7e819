using FlagDashboard.Flags;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <inheritdoc/>
/// <param name="log">The log of the race.</param>
/// <param name="recorder">The recorder of the run.</param>
/// <param name="downloader">The downloader of the run.</param>
internal sealed class ExternalRunRecorder(RaceLog log, RunRecorder recorder, Downloader downloader) : IExternalRunRecorder
{
    public long StartTimestampNs => log.StartTimestampNs;

    public string FilePathWithoutExtension(Country country) => downloader.FilePathWithoutExtension(country);

    public void Record(in RaceEvent raceEvent) => recorder.RecordWithOwnTime(raceEvent);

    public void SetEndTime(double atMs) => recorder.ExternalEndAtMs = atMs;

    public Download RegisterWorkerSavedFlag(Download download) => downloader.RegisterWorkerSavedFlag(download);

    public void ReportSaveError(string message) => downloader.ReportSaveError(SaveException.FromMessage(message));
}
