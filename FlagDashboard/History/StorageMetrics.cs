using System.Diagnostics.Metrics;

namespace FlagDashboard.History;

/// <summary>Publishes metrics about saving races in the database.</summary>
internal static class StorageMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FlagDashboard.History";

    /// <summary>Creates the metrics: the number of events that are not saved yet, and the number of failed attempts to save.</summary>
    public static RaceArchive CreateInstruments(this RaceArchive archive, IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableUpDownCounter(
            "flagdashboard.storage.pending", () => archive.UnsavedEventCount, "{event}", "Events that are not saved yet.");
        meter.CreateObservableCounter(
            "flagdashboard.storage.failures", () => archive.FailedSaveAttempts, "{write}", "Attempts to save races that failed.");
        return archive;
    }
}
