using System.Diagnostics.Metrics;

namespace FlagDashboard.History;

/// <summary>Publishes metrics about saving races in the database.</summary>
internal static class StorageMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "FlagDashboard.History";

    /// <summary>Creates the metrics: the number of events that are not saved yet, and the number of failed attempts to save.</summary>
    public static RaceArchive Observe(this RaceArchive recorder, IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        meter.CreateObservableUpDownCounter(
            "flagdashboard.storage.pending", () => recorder.PendingEvents, "{event}", "Events that are not saved yet.");
        meter.CreateObservableCounter(
            "flagdashboard.storage.failures", () => recorder.FailedSaves, "{write}", "Attempts to save races that failed.");
        return recorder;
    }
}
