using System.Text.Json.Serialization;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Api;

/// <summary>The addresses that belong to a run.</summary>
/// <param name="FlagAddressTemplate">The address of a downloaded flag, with {cc} in place of the country code.</param>
internal sealed record RunLinks([property: JsonPropertyName("flags")] string FlagAddressTemplate);

/// <summary>A run of a race, with its results so far.</summary>
/// <param name="Mode">The id of the mode.</param>
/// <param name="Title">The title of the mode.</param>
/// <param name="Workers">The number of workers; 0 before the run has started.</param>
/// <param name="FutureCount">The number of futures in the run.</param>
/// <param name="Ok">The number of futures that returned a result.</param>
/// <param name="NotFound">The number of flags that the site does not have.</param>
/// <param name="Errors">The number of futures that failed.</param>
/// <param name="Cancelled">The number of futures that were cancelled while pending or aborted while running.</param>
/// <param name="Received">The number of futures whose result the consuming code has received.</param>
/// <param name="ElapsedMs">The time from the start of the run to its end, in ms; left out while it runs, and if it was interrupted.</param>
/// <param name="SpeedUp">
/// How many times faster the run was than the sequential run or, if there is none, than the slowest run; left out if unknown.
/// </param>
/// <param name="Bytes">The size of all downloaded flags, in bytes.</param>
/// <param name="Outcome">The outcome of the run; left out while it runs, and if it was interrupted.</param>
/// <param name="EarlyEndReason">The reason why the run ended early; left out if it did not.</param>
/// <param name="EndingFutureLabel">The label of the future whose exception ended the run early; left out if no future did.</param>
/// <param name="IsAuxiliary">
/// Whether the run has no futures and only shows the state of another run, such as which worker holds a lock.
/// </param>
/// <param name="Links">The addresses that belong to the run; left out for a recorded program, which has no flags.</param>
internal sealed record RunDocument(
    string Mode, string Title, int Workers, [property: JsonPropertyName("requested")] int FutureCount, int Ok, int NotFound, int Errors,
    int Cancelled, int Received, double? ElapsedMs, double? SpeedUp, long Bytes, Outcome? Outcome,
    [property: JsonPropertyName("detail")] string? EarlyEndReason, [property: JsonPropertyName("endedBy")] string? EndingFutureLabel,
    [property: JsonPropertyName("aside")] bool IsAuxiliary, RunLinks? Links)
{
    /// <summary>Creates the document of a run.</summary>
    /// <param name="race">The race of the run.</param>
    /// <param name="run">The state of the run after the latest event.</param>
    /// <param name="result">The result of the run; null if it has none yet.</param>
    /// <param name="root">The base path of the request.</param>
    public static RunDocument Of(Race race, RunState run, RunResult? result, PathString root) => new(
        run.Mode, run.Info.Title, run.Workers, run.Futures.Count,
        run.Count(Log.Outcome.Ok), run.Count(Log.Outcome.NotFound), run.Count(Log.Outcome.Error), run.Count(Log.Outcome.Cancelled),
        run.Received.Count, Round(run.ElapsedMs), Round(result?.SpeedUp), run.Futures.Sum(future => (long)(future.Bytes ?? 0)),
        run.Outcome, run.FailureReason, run.EarlyEndCause?.Label, run.Info.IsAuxiliary,
        race.Definition.Program is not null ? null : new RunLinks(
                $"{RaceLinks.GetRaceAddress(race.Id, root)}/runs/{run.Mode}/flags/{{cc}}"));

    // Rounds to three decimals, because the clock is not more precise.
    private static double? Round(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
