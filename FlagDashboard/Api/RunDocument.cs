using System.Text.Json.Serialization;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>Where the rest of a run is.</summary>
/// <param name="Flags">What it downloaded, with the code of a country in the place of {cc}.</param>
internal sealed record RunLinks(string Flags);

/// <summary>One run of a race, so far.</summary>
/// <param name="Mode">The id of its mode.</param>
/// <param name="Title">The mode's name on the page.</param>
/// <param name="Workers">How many workers it has; 0 before it began.</param>
/// <param name="Requested">How many futures it has.</param>
/// <param name="Ok">How many ended well.</param>
/// <param name="NotFound">Of how many the site has no flag.</param>
/// <param name="Errors">How many failed.</param>
/// <param name="Cancelled">How many were cancelled while pending, or given up while running.</param>
/// <param name="Received">How many the consuming code has got.</param>
/// <param name="ElapsedMs">From its start to its end, in ms; left out while it runs, and if it was interrupted.</param>
/// <param name="SpeedUp">How many times faster it was than the sequential run, or than the slowest where none was sequential; left out where that cannot be said.</param>
/// <param name="Bytes">The size of all it downloaded, in bytes.</param>
/// <param name="Outcome">How it ended; left out while it runs, and if it was interrupted.</param>
/// <param name="Detail">Why it ended early; left out if it did not.</param>
/// <param name="EndedBy">The future whose exception ended it early; left out if none did.</param>
/// <param name="IsAuxiliary">Whether it only shows something beside the race: it has no futures.</param>
/// <param name="Links">Where the rest of it is.</param>
internal sealed record RunDocument(
    string Mode, string Title, int Workers, int Requested, int Ok, int NotFound, int Errors, int Cancelled, int Received,
    double? ElapsedMs, double? SpeedUp, long Bytes, Outcome? Outcome, string? Detail, string? EndedBy, [property: JsonPropertyName("aside")] bool IsAuxiliary, RunLinks Links)
{
    public static RunDocument Of(Race race, RunState run, RunResult? result) => new(
        run.Mode, run.Info.Title, run.Workers, run.Futures.Count,
        run.Count(Log.Outcome.Ok), run.Count(Log.Outcome.NotFound), run.Count(Log.Outcome.Error), run.Count(Log.Outcome.Cancelled),
        run.Received.Count, Rounded(run.Elapsed), Rounded(result?.SpeedUp), run.Futures.Sum(future => (long)(future.Bytes ?? 0)), run.Outcome, run.Reason, run.EndedBy?.Label, run.Info.IsAuxiliary,
        new RunLinks($"/api/races/{race.Id}/runs/{run.Mode}/flags/{{cc}}"));

    // What the clock tells ends long before the digits of a division do.
    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
