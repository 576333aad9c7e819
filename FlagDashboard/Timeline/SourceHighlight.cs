using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>Which futures are at a line of a mode's source, at some time.</summary>
/// <param name="Mark">What the line does with them.</param>
/// <param name="IsHighlighted">Whether the last thing that happened to the run happened here; of a future that is looked at: whether it is
/// here.</param>
/// <param name="Futures">Those that are here: pending, running, or the one that was received last.</param>
/// <param name="Count">How many there are; of what was received: so far.</param>
public sealed record SourceHighlight(SourceMarker Mark, bool IsHighlighted, IReadOnlyList<FutureRecord> Futures, int Count)
{
    /// <summary>The lights of a run as it is, one for each mark.</summary>
    /// <param name="run">The run.</param>
    /// <param name="inspected">The future that is looked at; null for all of them.</param>
    public static IReadOnlyList<SourceHighlight> Of(RunState run, FutureRecord? inspected = null)
    {
        var lit = inspected is null ? LastOf(run) : MarkOf(inspected);
        return [.. Enum.GetValues<SourceMarker>()
            .Select(mark => inspected is null ? At(mark, run)
            : new SourceHighlight(mark, false, mark == lit ? [inspected] : [], mark == lit ? 1 : 0))
            .Select(light => light with { IsHighlighted = light.Mark == lit })];
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

    // A finished future is where it ran, until the consuming code has it.
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
