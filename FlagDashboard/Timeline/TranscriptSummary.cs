using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The lines that a script prints at its end: the counts by status and the elapsed time.</summary>
public static class TranscriptSummary
{
    /// <summary>The summary of a finished run.</summary>
    public static IEnumerable<string> Of(RunState run)
    {
        yield return new string('-', 20);
        var verb = run.Info.ResultUnit == ModeInfo.DownloadResultUnit ? "downloaded" : "received";
        yield return $"{Quantity.OfUnit(run.Count(Outcome.Ok), run.Info.ResultUnit)} {verb}.";
        if (run.Count(Outcome.NotFound) is > 0 and var notFound)
            yield return $"{notFound} not found.";
        if (run.Count(Outcome.Error) is > 0 and var errors)
            yield return $"{Quantity.Errors(errors)}.";
        yield return string.Create(CultureInfo.InvariantCulture, $"Elapsed time: {run.ElapsedMs / 1000:0.00}s");
    }
}
