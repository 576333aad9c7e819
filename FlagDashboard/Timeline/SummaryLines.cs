using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>What a script says when all is over, with its counts by status.</summary>
public static class SummaryLines
{
    /// <summary>The lines of a finished run.</summary>
    public static IEnumerable<string> Of(RunState run)
    {
        yield return new string('-', 20);
        yield return $"{Quantity.OfUnit(run.Count(Outcome.Ok), run.Info.Unit)} {(run.Info.Unit == ModeInfo.Flags ? "downloaded" : "received")}.";
        if (run.Count(Outcome.NotFound) is > 0 and var notFound)
            yield return $"{notFound} not found.";
        if (run.Count(Outcome.Error) is > 0 and var errors)
            yield return $"{Quantity.Errors(errors)}.";
        yield return string.Create(CultureInfo.InvariantCulture, $"Elapsed time: {run.Elapsed / 1000:0.00}s");
    }
}
