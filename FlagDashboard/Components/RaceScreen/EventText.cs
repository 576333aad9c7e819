using FlagDashboard.Log;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>One event in words.</summary>
internal static class EventText
{
    /// <param name="text">The language.</param>
    /// <param name="happened">The event.</param>
    /// <param name="race">The race then or later: it has the names.</param>
    public static string Of(IStringLocalizer text, in RaceEvent happened, RaceState race)
    {
        if (happened.Kind == RaceEventKind.RaceStarted)
            return text["the race begins"];
        if (happened.Kind == RaceEventKind.RaceFinished)
            return text["the race is over"];
        var run = race.Runs[happened.Run];
        var future = happened.Future == RaceEvent.None ? null : run.Futures[happened.Future];
        return $"{What(text, happened, run, future)} · {text[run.Info.Title]}";
    }

    private static string What(IStringLocalizer text, in RaceEvent happened, RunState run, FutureRecord? future) => happened.Kind switch
    {
        RaceEventKind.RunStarted => text["begins"],
        RaceEventKind.Submitted => text["{0} is submitted", future!.Label],
        RaceEventKind.Started => text["{0} starts on {1}", future!.Label, run.NameOf(happened.Worker)],
        RaceEventKind.Finished => text[Ended(happened.Status), future!.Label],
        RaceEventKind.Received => text["{0} is received", future!.Label],
        RaceEventKind.WorkerNamed => text["a worker is called {0}", happened.WorkerName ?? ""],
        RaceEventKind.Phase when happened.PhaseName is { } phase => text["{0}: {1}", run.NameOf(happened.Worker), phase],
        RaceEventKind.Phase => text["{0} goes on", run.NameOf(happened.Worker)],
        RaceEventKind.Answered => text["an answer is given"],
        _ => text["is through"],
    };

    private static string Ended(Outcome? status) => status switch
    {
        Outcome.Ok => "{0} is finished",
        Outcome.NotFound => "{0} is finished: not found",
        Outcome.Error => "{0} is finished: it raised an error",
        _ => "{0} is cancelled",
    };
}
