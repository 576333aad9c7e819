using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Sharing;

/// <summary>
/// Finds events of an imported log that cannot have happened after the events before them. <see cref="RaceState"/> accepts such an event,
/// but the page would then show a race that nobody ran.
/// </summary>
internal static class ImportedEventContradiction
{
    /// <summary>Returns why an event contradicts the events before it, in words for people; null if it does not.</summary>
    /// <param name="raceEvent">An event of the run, whose numbers are in range.</param>
    /// <param name="run">The fold of the events before it.</param>
    /// <param name="definition">The definition of the race.</param>
    public static string? Find(in RaceEvent raceEvent, RunState run, RaceDefinition definition) => raceEvent.Kind switch
    {
        RaceEventKind.RunStarted => OfRunStart(raceEvent, run, definition),
        RaceEventKind.RunFinished => OfRunEnd(raceEvent, run),
        RaceEventKind.Submitted when run.Info.IsAuxiliary => "A run beside the race has no futures.",
        RaceEventKind.Submitted when definition.FutureLabels.Count is > 0 and var listed && raceEvent.Future >= listed =>
            "The race does not list this future.",
        RaceEventKind.Started when ReportsInOrder(run, definition) && IsBusy(run, raceEvent.Worker) => "This worker runs another future.",
        RaceEventKind.Finished when raceEvent.Status is not (null or Outcome.Ok) && raceEvent is not { ImageHash: null, Bytes: <= 0 } =>
            "Only a future that ended ok has an image and bytes.",
        RaceEventKind.Received => OfReceipt(raceEvent, run.Futures.ElementAtOrDefault(raceEvent.Future)),
        RaceEventKind.Answered when raceEvent.SessionEntry is not { ResultOrRemark: not null } => "An answer has a text.",
        RaceEventKind.Answered when raceEvent.SessionEntry is { DurationMs: { } tookMs } && !(tookMs >= 0 && tookMs <= raceEvent.AtMs) =>
            "An answer took no negative time, and not longer than the race so far.",
        _ => null,
    };

    private static string? OfRunStart(in RaceEvent raceEvent, RunState run, RaceDefinition definition) =>
        run.FinishedAtMs is not null ? "A run does not start after its end."
        : definition.Plan is not null && run.Info.RunWorkers is { } planned && raceEvent.Worker != planned
            ? "A run has as many workers as its plan says."
        : null;

    private static string? OfRunEnd(in RaceEvent raceEvent, RunState run) =>
        run.StartedAtMs is null ? "A run does not end before its start."
        : raceEvent is { Status: Outcome.Ok } and not { Reason: null, Future: RaceEvent.None }
            ? "A run that ends ok has no reason and no future for it."
        : run.Futures.ElementAtOrDefault(raceEvent.Future) is { Status: Outcome.Ok or Outcome.NotFound }
            ? "A future that raised nothing ends no run."
        : null;

    private static string? OfReceipt(in RaceEvent raceEvent, FutureRecord? future) =>
        future?.Status == Outcome.Cancelled ? "A cancelled future is not received."
        : raceEvent.Status is { } received && future?.Status is { } ended && received != ended
            ? "A future is received with the status with which it ended."
        : null;

    // The events of a program, and of a run in Python, come from several processes. They may be some ms late, and so out of order.
    private static bool ReportsInOrder(RunState run, RaceDefinition definition) =>
        definition.Program is null && run.Info.Language == ModeLanguage.CSharp;

    private static bool IsBusy(RunState run, int worker) =>
        run.Futures.Any(future => future.State == FutureState.Running && future.Worker == worker);
}
