using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>The result of a run as one line of JSON, for <c>download --json</c>.</summary>
/// <param name="Mode">The id of the mode.</param>
/// <param name="Workers">The number of workers.</param>
/// <param name="Requested">The number of flags requested.</param>
/// <param name="Ok">The number of flags downloaded.</param>
/// <param name="NotFound">The number of flags that the site does not have.</param>
/// <param name="Errors">The number of flags that failed.</param>
/// <param name="ElapsedMs">The time from the start of the run to its end, in ms, with three decimals.</param>
/// <param name="Bytes">The size of all downloaded flags, in bytes.</param>
internal sealed record RunJsonLine(string Mode, int Workers, int Requested, int Ok, int NotFound, int Errors, double ElapsedMs, long Bytes)
{
    /// <summary>Creates the line of a run that has ended.</summary>
    public static RunJsonLine Of(RunState run) => new(
        run.Mode,
        run.Workers,
        run.Futures.Count,
        run.Count(Outcome.Ok),
        run.Count(Outcome.NotFound),
        run.Count(Outcome.Error),
        Math.Round(run.ElapsedMs ?? 0, 3),
        run.Futures.Sum(future => (long)(future.Bytes ?? 0)));

    /// <summary>Returns the line as JSON.</summary>
    public override string ToString() => JsonSerializer.Serialize(this, RaceJson.Options);
}
