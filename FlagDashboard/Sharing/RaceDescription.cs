using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Describes a race in exported files. They are always in English, because the reader of a file is not known.</summary>
internal static class RaceDescription
{
    /// <summary>The title: the experiment, or the numbers of flags and modes.</summary>
    public static string Title(RaceState race) => race.Definition switch
    {
        { Experiment: { } experiment } => experiment.Title,
        { Items.Count: var flags, Runs.Count: var modes } => $"{Quantity.Flags(flags)}, {Quantity.Modes(modes)}",
        null => "A race that has not started",
    };

    /// <summary>The settings of the race.</summary>
    public static string SettingsSummary(RaceState race) =>
        PlanSummary.Of(race, (template, arguments) => string.Format(CultureInfo.InvariantCulture, template, arguments));

    /// <summary>The outcome of the race, or the time up to which it is known while it runs.</summary>
    public static string Status(RaceState race) => (race.FinishedAt, race.Outcome) switch
    {
        (null, _) => $"still running when exported at {Seconds(race.LastEventAtMs)}",
        ({ } at, Outcome.Ok) => $"finished in {Seconds(at)}",
        ({ } at, Outcome.Cancelled) => $"cancelled after {Seconds(at)}",
        ({ } at, _) => $"interrupted after {Seconds(at)}",
    };

    /// <summary>The numbers of futures of a run by outcome.</summary>
    public static string Counts(RunState run) => string.Join(" · ", new[]
    {
        $"{run.Received.Count}/{run.Futures.Count} received",
        run.Count(Outcome.NotFound) is > 0 and var missing ? $"{missing} not found" : null,
        run.Count(Outcome.Error) is > 0 and var errors ? Quantity.Errors(errors).ToString() : null,
        run.Count(Outcome.Cancelled) is > 0 and var cancelled ? $"{cancelled} cancelled" : null,
    }.OfType<string>());

    /// <summary>A time in ms as seconds with two decimals, as the clocks of the page show it.</summary>
    public static string Seconds(double ms) => (ms / 1000).ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
