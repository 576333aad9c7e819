using System.Globalization;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>Formats the progress of a run as text of constant width, so that the progress bar next to the text does not move.</summary>
internal static class ProgressText
{
    private const double MaxClockMs = 1e12;

    /// <summary>Formats done/total, elapsed time, time left and rate, such as <c>31/52 00:04&lt;00:03 7.6 flags/s</c>.</summary>
    /// <param name="progress">The progress of the run.</param>
    /// <param name="elapsedMs">The time since the run started, in ms.</param>
    /// <param name="unit">The plural noun for the results, such as flags.</param>
    public static string Details(RunProgress progress, double elapsedMs, string unit)
    {
        var total = progress.FutureCount.ToString(CultureInfo.InvariantCulture);
        var done = progress.Finished.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        return progress.OkResultsPerSecond is { } rate
            ? string.Create(CultureInfo.InvariantCulture,
                $"{done}/{total} {Clock(elapsedMs)}<{Clock(progress.LeftMs ?? 0)} {rate:0.0} {unit}/s")
            : $"{done}/{total} {Clock(elapsedMs)} waiting for the first";
    }

    /// <summary>Formats the percentage of finished futures, rounded down, so that 100% appears only at the end.</summary>
    public static string Percent(RunProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(progress.FinishedPercent),3:0}%");

    private static string Clock(double ms)
    {
        var seconds = (long)Math.Round(Math.Min(ms, MaxClockMs) / 1000);
        var (hours, rest) = Math.DivRem(seconds, 3600);
        return hours == 0 ? $"{rest / 60:00}:{rest % 60:00}" : $"{hours}:{rest / 60:00}:{rest % 60:00}";
    }
}
