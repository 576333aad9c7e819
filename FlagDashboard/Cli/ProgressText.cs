using System.Globalization;
using FlagDashboard.Timeline;

namespace FlagDashboard.Cli;

/// <summary>How far a run is, in words of constant width: done/total, elapsed, left, rate.</summary>
internal static class ProgressText
{
    /// <param name="progress">How far it is.</param>
    /// <param name="elapsedMs">Since it began, in ms.</param>
    /// <param name="unit">What it brings, in the plural.</param>
    public static string Of(RunProgress progress, double elapsedMs, string unit)
    {
        var total = progress.Total.ToString(CultureInfo.InvariantCulture);
        var done = progress.Finished.ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        return progress.PerSecond is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"{done}/{total} {Clock(elapsedMs)}<{Clock(progress.LeftMs ?? 0)} {rate:0.0} {unit}/s")
            : $"{done}/{total} {Clock(elapsedMs)} waiting for the first";
    }

    /// <summary>What is finished, of 100.</summary>
    public static string Percent(RunProgress progress) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(progress.FinishedPercent),3:0}%");

    private static string Clock(double ms)
    {
        var seconds = (long)Math.Round(Math.Min(ms, 1e12) / 1000);
        var (hours, rest) = Math.DivRem(seconds, 3600);
        return hours == 0 ? $"{rest / 60:00}:{rest % 60:00}" : $"{hours}:{rest / 60:00}:{rest % 60:00}";
    }
}
