using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>A marked line of a mode's source, and the futures that are at this line at a certain time of the run.</summary>
/// <param name="Mark">The step that the line performs.</param>
/// <param name="IsHighlighted">Whether the latest event of the run happened at the line or, if one future is inspected, whether that future
/// is at the line.</param>
/// <param name="Futures">The futures at the line: the pending ones, the running ones, or the one that was received last.</param>
/// <param name="Count">The number of futures at the line or, for a line that receives, the number of futures received so far.</param>
public sealed record SourceHighlight(SourceMarker Mark, bool IsHighlighted, IReadOnlyList<FutureRecord> Futures, int Count)
{
    /// <summary>The highlights of a run in its current state, one for each marker.</summary>
    /// <param name="run">The run.</param>
    /// <param name="inspected">The future that a person inspects; null to show all futures.</param>
    public static IReadOnlyList<SourceHighlight> Of(RunState run, FutureRecord? inspected = null)
    {
        var current = inspected is null ? LastOf(run) : MarkOf(inspected);
        return [.. Enum.GetValues<SourceMarker>()
            .Select(mark => inspected is null ? At(mark, run)
            : new SourceHighlight(mark, false, mark == current ? [inspected] : [], mark == current ? 1 : 0))
            .Select(highlight => highlight with { IsHighlighted = highlight.Mark == current })];
    }

    private static SourceHighlight At(SourceMarker mark, RunState run)
    {
        if (mark is SourceMarker.Received or SourceMarker.Raised)
        {
            var got = run.Received.Where(future => MarkOf(future) == mark).ToList();
            return new(mark, false, got[^Math.Min(1, got.Count)..], got.Count);
        }

        var here = run.EndedAt is null ? run.Futures.Where(future => MarkOf(future) == mark && future.FinishedAt is null).ToList() : [];
        return new(mark, false, here, here.Count);
    }

    // A finished future stays at the line where it ran. It leaves the line when the consuming code receives it.
    private static SourceMarker? MarkOf(FutureRecord future) => future switch
    {
        { SubmittedAt: null } or { State: FutureState.Cancelled } => null,
        { ReceivedAt: not null, Status: Outcome.Error } => SourceMarker.Raised,
        { ReceivedAt: not null } => SourceMarker.Received,
        { StartedAt: not null } => SourceMarker.Running,
        _ => SourceMarker.Submitted,
    };

    private static SourceMarker? LastOf(RunState run)
    {
        if (run.EndedAt is not null)
            return null;
        for (var i = run.Events.Count - 1; i >= 0; i--)
        {
            if (MarkOf(run.Events[i]) is { } mark)
                return mark;
        }

        return null;
    }

    private static SourceMarker? MarkOf(in RaceEvent raceEvent) => (raceEvent.Kind, raceEvent.Status) switch
    {
        (RaceEventKind.Submitted, _) => SourceMarker.Submitted,
        (RaceEventKind.Started or RaceEventKind.Finished, not Outcome.Cancelled) => SourceMarker.Running,
        (RaceEventKind.Received, Outcome.Error) => SourceMarker.Raised,
        (RaceEventKind.Received, _) => SourceMarker.Received,
        _ => null,
    };
}
