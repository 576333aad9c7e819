using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>What a file says of the race it has. A file has one language, whoever opens it: English.</summary>
internal static class RaceDescription
{
    /// <summary>What the race is.</summary>
    public static string Title(RaceState race) => race.Definition switch
    {
        { Experiment: { } experiment } => experiment.Title,
        { Items.Count: var flags, Runs.Count: var modes } => $"{Quantity.Flags(flags)}, {Quantity.Modes(modes)}",
        null => "A race that has not begun",
    };

    /// <summary>What was set.</summary>
    public static string Facts(RaceState race) =>
        PlanSummary.Of(race, (template, arguments) => string.Format(CultureInfo.InvariantCulture, template, arguments));

    /// <summary>How it ended, or how far it is.</summary>
    public static string End(RaceState race) => (race.FinishedAt, race.Outcome) switch
    {
        (null, _) => $"still running: as it was at {Seconds(race.LastAt)}",
        ({ } at, Outcome.Ok) => $"finished in {Seconds(at)}",
        ({ } at, Outcome.Cancelled) => $"cancelled after {Seconds(at)}",
        ({ } at, _) => $"interrupted after {Seconds(at)}",
    };

    /// <summary>What the runs' futures came to so far.</summary>
    public static string Counts(RunState run) => string.Join(" · ", new[]
    {
        $"{run.Received.Count}/{run.Futures.Count} received",
        run.Count(Outcome.NotFound) is > 0 and var missing ? $"{missing} not found" : null,
        run.Count(Outcome.Error) is > 0 and var errors ? Quantity.Errors(errors).ToString() : null,
        run.Count(Outcome.Cancelled) is > 0 and var cancelled ? $"{cancelled} cancelled" : null,
    }.OfType<string>());

    /// <summary>A time in ms as seconds, as the clocks of the page show it.</summary>
    public static string Seconds(double ms) => (ms / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
