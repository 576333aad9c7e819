using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>Turns a run into the bars of its lane, for either <see cref="RowLayout"/>.</summary>
public static class Bars
{
    /// <summary>All bars of <paramref name="run"/>: first those of its workers' phases, then those of its futures in call order.</summary>
    public static IEnumerable<Bar> Of(RunState run, RowLayout rows) =>
        OfPhases(run, rows).Concat(run.Futures.SelectMany(future => Of(future, run, rows)));

    /// <summary>The bars of one future of <paramref name="run"/>.</summary>
    public static IEnumerable<Bar> Of(FutureRecord future, RunState run, RowLayout rows) =>
        HasWorkerRows(run, rows) ? ByWorker(future, run) : ByFuture(future, run);

    /// <summary>The bars of the phases of the run's workers; empty where rows are futures.</summary>
    public static IEnumerable<Bar> OfPhases(RunState run, RowLayout rows) =>
        HasWorkerRows(run, rows) ? run.WorkerPhases.Select(phase => PhaseBar(phase, run.Info)) : [];

    /// <summary>The labels of the rows, from top to bottom.</summary>
    public static IReadOnlyList<string> RowLabels(RunState run, RowLayout rows) => HasWorkerRows(run, rows)
        ? [.. Enumerable.Range(1, run.Workers).Select(run.WorkerNameOf)]
        : [.. run.Futures.Select(future => future.Label)];

    /// <summary>The height of a lane in rows. It includes the band of held results if the lane has one.</summary>
    public static int HeightInRows(RunState run, RowLayout rows) =>
        (HasWorkerRows(run, rows) ? run.Workers : run.Futures.Count) + (HeldBand.IsShown(run, rows) ? HeldBand.HeightInRows : 0);

    // The rows of a run are either workers or futures. An auxiliary run shows details of another run, such as the holder of a lock. It has
    // no futures, so its rows are always workers.
    internal static bool HasWorkerRows(RunState run, RowLayout rows) => rows == RowLayout.ByWorker || run.Info.IsAuxiliary;

    /// <summary>The kind of bar that shows a phase with the given look.</summary>
    public static BarKind KindOf(PhaseLook look) => look switch
    {
        PhaseLook.Busy => BarKind.BusyPhase,
        PhaseLook.Waiting => BarKind.Pending,
        PhaseLook.Held => BarKind.Held,
        _ => BarKind.OtherPhase,
    };

    private static Bar PhaseBar(WorkerPhaseRecord phase, ModeInfo mode)
    {
        var kind = KindOf(mode.LookOf(phase.Name));
        return new(Bar.NegatePhaseNumber(phase.PhaseNumber), phase.Worker - 1, kind, phase.FromMs, phase.ToMs,
            kind is BarKind.OtherPhase or BarKind.BusyPhase ? phase.Name : null);
    }

    private static IEnumerable<Bar> ByWorker(FutureRecord future, RunState run)
    {
        if (future.StartedAtMs is { } started)
            yield return WorkBar(future, run, future.Worker - 1, started);
    }

    private static IEnumerable<Bar> ByFuture(FutureRecord future, RunState run)
    {
        // In a race with a plan, all futures are known in advance, so each one waits from the start of the run. In an interactive run or a
        // recorded program, a future waits only from its submission.
        if ((run.Info.IsExecutorSession || !run.IsFutureCountKnown ? future.SubmittedAtMs : run.StartedAtMs) is not { } began)
            yield break;

        var kind = future.StartedAtMs is null && future.FinishedAtMs is not null ? KindByOutcome(future) : BarKind.Pending;
        yield return new Bar(future.Number, future.Number, kind, began, future.StartedAtMs ?? future.FinishedAtMs ?? run.InterruptedAtMs);

        if (future.StartedAtMs is { } started)
            yield return WorkBar(future, run, future.Number, started);
        if (future.IsOrWasHeld)
            yield return new Bar(
                future.Number, future.Number, BarKind.Held, future.FinishedAtMs!.Value, future.ReceivedAtMs ?? run.EndedAtMs);
    }

    private static Bar WorkBar(FutureRecord future, RunState run, int row, double started) =>
        new(future.Number, row, KindByOutcome(future), started, future.FinishedAtMs ?? run.InterruptedAtMs, future.Label, future.ImageHash,
            future.ImageNumber);

    private static BarKind KindByOutcome(FutureRecord future) => future.Status switch
    {
        null => BarKind.Running,
        Outcome.Ok => BarKind.Succeeded,
        Outcome.NotFound => BarKind.NotFound,
        Outcome.Error => BarKind.Error,
        _ => BarKind.Cancelled,
    };
}
