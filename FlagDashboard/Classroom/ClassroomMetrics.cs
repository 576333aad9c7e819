using System.Diagnostics.Metrics;

namespace FlagDashboard.Classroom;

/// <summary>Measures the class.</summary>
internal static class ClassroomMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "FlagDashboard.Classroom";

    /// <summary>Reports the number of viewers to whoever listens to the meter.</summary>
    public static ViewerCounter Observe(this ViewerCounter viewers, IMeterFactory meters)
    {
        meters.Create(Name).CreateObservableUpDownCounter(
            "flagdashboard.viewers", () => viewers.Value, "{page}", "Connected pages of viewers; the presenter's do not count.");
        return viewers;
    }
}
