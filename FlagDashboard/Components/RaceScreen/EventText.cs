using FlagDashboard.Log;
using Microsoft.Extensions.Localization;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>Describes an event of a race in words.</summary>
internal static class EventText
{
    /// <param name="text">Translates texts into the language of the reader.</param>
    /// <param name="raceEvent">The event.</param>
    /// <param name="race">The state of the race at the time of the event or later, which contains the names of futures and workers.</param>
    public static string Of(IStringLocalizer text, in RaceEvent raceEvent, RaceState race)
    {
        if (raceEvent.Kind == RaceEventKind.RaceStarted)
            return race.Program is not null ? text["the recording begins"]
                : IsExperiment(race) ? text["the experiment begins"] : text["the race begins"];
        if (raceEvent.Kind == RaceEventKind.RaceFinished)
            return race.Program is not null ? text["the recording ends"]
                : IsExperiment(race) ? text["the experiment ends"] : text["the race is over"];
        if (raceEvent.Kind == RaceEventKind.Redefined)
            return text["more is known of the program"];
        if (raceEvent is { Kind: RaceEventKind.Intervened, Run: RaceEvent.None })
        {
            var label = text.LocalizeLogText(race.Definition!.FutureLabels[raceEvent.Future]);
            return $"{DescribeIntervention(text, raceEvent, label)} · {text["every mode"]}";
        }

        var run = race.Runs[raceEvent.Run];
        var future = raceEvent.Future == RaceEvent.None ? null : run.Futures[raceEvent.Future];
        return $"{DescribeRunEvent(text, raceEvent, run, future)} · {text[run.Info.Title]}";
    }

    private static bool IsExperiment(RaceState race) => race.Definition?.Experiment is not null;

    private static string DescribeRunEvent(
        IStringLocalizer text, in RaceEvent raceEvent, RunState run, FutureRecord? future) =>
        raceEvent.Kind switch
        {
            RaceEventKind.RunStarted => text["begins"],
            RaceEventKind.Submitted => text["{0} is submitted", text.LocalizeLogText(future!.Label)],
            RaceEventKind.Started =>
                text["{0} starts on {1}", text.LocalizeLogText(future!.Label), text.LocalizeLogText(run.WorkerNameOf(raceEvent.Worker))],
            RaceEventKind.Finished => text[FinishedTemplate(raceEvent.Status), text.LocalizeLogText(future!.Label)],
            RaceEventKind.Received => text["{0} is received", text.LocalizeLogText(future!.Label)],
            RaceEventKind.WorkerNamed => text["a worker is called {0}", text.LocalizeLogText(raceEvent.WorkerName ?? "")],
            RaceEventKind.Phase when raceEvent.PhaseName is { } phase =>
                text["{0}: {1}", text.LocalizeLogText(run.WorkerNameOf(raceEvent.Worker)), text.LocalizeLogText(phase)],
            RaceEventKind.Phase => text["{0} goes on", text.LocalizeLogText(run.WorkerNameOf(raceEvent.Worker))],
            RaceEventKind.Answered => text["an answer is given"],
            RaceEventKind.Intervened => DescribeIntervention(text, raceEvent, text.LocalizeLogText(future!.Label)),
            _ => text["ends"],
        };

    private static string DescribeIntervention(IStringLocalizer text, in RaceEvent raceEvent, string label) =>
        text["the {0} changes {1}", text.LocalizeLogText(raceEvent.Intervention?.ByRole ?? ""), label];

    private static string FinishedTemplate(Outcome? status) => status switch
    {
        Outcome.Ok => "{0} is finished",
        Outcome.NotFound => "{0} is finished: not found",
        Outcome.Error => "{0} is finished: it raised an error",
        _ => "{0} is cancelled",
    };
}
