using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>A marked line of a mode's source, and the futures that are at this line at a certain time of the run.</summary>
/// <param name="Mark">The step that the line performs.</param>
/// <param name="IsCurrent">Whether the latest event of the run happened at the line or, if one future is inspected, whether that future
/// is at the line.</param>
/// <param name="Futures">The futures at the line: the pending ones, the running ones, or the one that was received last.</param>
/// <param name="FutureCount">The number of futures at the line or, for a line that receives, the number of futures received so far.</param>
public sealed record MarkedLine(FutureStep Mark, bool IsCurrent, IReadOnlyList<FutureRecord> Futures, int FutureCount)
{
    /// <summary>The highlights of a run in its current state, one for each marker.</summary>
    /// <param name="run">The run.</param>
    /// <param name="inspected">The future that a person inspects; null to show all futures.</param>
    public static IReadOnlyList<MarkedLine> Of(RunState run, FutureRecord? inspected = null)
    {
        var current = inspected is null ? LastOf(run) : MarkOf(inspected);
        return [.. Enum.GetValues<FutureStep>()
            .Select(mark => inspected is null ? At(mark, run)
            : new MarkedLine(mark, false, mark == current ? [inspected] : [], mark == current ? 1 : 0))
            .Select(highlight => highlight with { IsCurrent = highlight.Mark == current })];
    }

    private static MarkedLine At(FutureStep mark, RunState run)
    {
        if (mark is FutureStep.Received or FutureStep.Raised)
        {
            var got = run.Received.Where(future => MarkOf(future) == mark).ToList();
            return new(mark, false, got[^Math.Min(1, got.Count)..], got.Count);
        }

        var here = run.EndedAtMs is null ? run.Futures.Where(future => MarkOf(future) == mark && future.FinishedAtMs is null).ToList() : [];
        return new(mark, false, here, here.Count);
    }

    // Returns the step of the future. The page marks the line of this step in the source code. A started future stays at the step Running
    // until the consuming code receives its result, even if the future finishes earlier.
    private static FutureStep? MarkOf(FutureRecord future) => future switch
    {
        { SubmittedAtMs: null } or { State: FutureState.Cancelled } => null,
        { ReceivedAtMs: not null, Status: Outcome.Error } => FutureStep.Raised,
        { ReceivedAtMs: not null } => FutureStep.Received,
        { StartedAtMs: not null } => FutureStep.Running,
        _ => FutureStep.Submitted,
    };

    private static FutureStep? LastOf(RunState run)
    {
        if (run.EndedAtMs is not null)
            return null;
        for (var i = run.Events.Count - 1; i >= 0; i--)
        {
            if (MarkOf(run.Events[i]) is { } mark)
                return mark;
        }

        return null;
    }

    private static FutureStep? MarkOf(in RaceEvent raceEvent) => (raceEvent.Kind, raceEvent.Status) switch
    {
        (RaceEventKind.Submitted, _) => FutureStep.Submitted,
        (RaceEventKind.Started or RaceEventKind.Finished, not Outcome.Cancelled) => FutureStep.Running,
        (RaceEventKind.Received, Outcome.Error) => FutureStep.Raised,
        (RaceEventKind.Received, _) => FutureStep.Received,
        _ => null,
    };
}
