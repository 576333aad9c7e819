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
        yield return $"{Count(run.Count(Outcome.Ok), run.Info.Unit[..^1])} {(run.Info.Unit == ModeInfo.Flags ? "downloaded" : "received")}.";
        if (run.Count(Outcome.NotFound) is > 0 and var notFound)
            yield return $"{notFound} not found.";
        if (run.Count(Outcome.Error) is > 0 and var errors)
            yield return $"{Count(errors, "error")}.";
        yield return string.Create(CultureInfo.InvariantCulture, $"Elapsed time: {run.Elapsed / 1000:0.00}s");
    }

    /// <summary>A number of things: 1 flag, 2 flags.</summary>
    /// <param name="number">How many.</param>
    /// <param name="what">What one of them is called.</param>
    public static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
