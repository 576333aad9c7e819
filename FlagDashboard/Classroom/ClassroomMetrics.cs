using System.Diagnostics.Metrics;

namespace FlagDashboard.Classroom;

/// <summary>Publishes the number of viewers as a metric.</summary>
internal static class ClassroomMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "FlagDashboard.Classroom";

    /// <summary>Creates the metric that reports the number of viewers.</summary>
    public static ViewerCounter CreateInstruments(this ViewerCounter viewers, IMeterFactory meters)
    {
        meters.Create(MeterName).CreateObservableUpDownCounter(
            "flagdashboard.viewers", () => viewers.Value, "{page}", "Connected pages of viewers; the presenter's do not count.");
        return viewers;
    }
}
