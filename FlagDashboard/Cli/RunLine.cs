using System.Text.Json;
using FlagDashboard.Log;

namespace FlagDashboard.Cli;

/// <summary>A run as one line for programs.</summary>
/// <param name="Mode">The id of the mode.</param>
/// <param name="Workers">How many workers it had.</param>
/// <param name="Requested">How many flags were asked for.</param>
/// <param name="Ok">How many were downloaded.</param>
/// <param name="NotFound">How many the site does not have.</param>
/// <param name="Errors">How many failed.</param>
/// <param name="ElapsedMs">From the start of the run to its end, in ms.</param>
/// <param name="Bytes">The size of what was downloaded.</param>
internal sealed record RunLine(string Mode, int Workers, int Requested, int Ok, int NotFound, int Errors, double ElapsedMs, long Bytes)
{
    public static RunLine Of(RunState run) => new(
        run.Mode,
        run.Workers,
        run.Futures.Count,
        run.Count(Outcome.Ok),
        run.Count(Outcome.NotFound),
        run.Count(Outcome.Error),
        Math.Round(run.Elapsed ?? 0, 3),
        run.Futures.Sum(future => (long)(future.Bytes ?? 0)));

    public override string ToString() => JsonSerializer.Serialize(this, RaceJson.Options);
}
