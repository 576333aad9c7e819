using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Tests.Log;

/// <summary>A second, simple implementation of the rules of a log: lists every event that may come next.</summary>
internal sealed class LegalLog(int runs, int futures)
{
    private static readonly Outcome[] AnyStatus = Enum.GetValues<Outcome>();

    private readonly List<RaceEvent> _events = [];

    /// <summary>Generates logs of one to three runs with one to four futures, complete or cut off anywhere.</summary>
    public static Gen<RaceEvent[]> Any { get; } =
        Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Select(Gen.Int[0, 1000], Gen.Double[0, 5]).Array[0, 80], (runs, futures, choices) =>
        {
            var log = new LegalLog(runs, futures);
            var at = 0.0;
            foreach (var (choice, pause) in choices)
            {
                // Pauses up to 2.5 ms are dropped, so about half of the events have the same time as the event before.
                at += pause > 2.5 ? pause : 0;
                if (log.Next().ToArray() is { Length: > 0 } next)
                    log._events.Add(next[choice % next.Length] with { Seq = log._events.Count + 1, AtMs = at });
            }

            return log._events.ToArray();
        });

    /// <summary>Lists every event that may follow <paramref name="events"/>, without number and time.</summary>
    public static IEnumerable<RaceEvent> After(IEnumerable<RaceEvent> events, int runs, int futures)
    {
        var log = new LegalLog(runs, futures);
        log._events.AddRange(events);
        return log.Has(RaceEventKind.RaceFinished, RaceEvent.None, RaceEvent.None) || log._events.Count == 0
            ? log.Next()
            : log.Next().Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
    }

    public static RaceEvent RaceStarted(int runs, int futures) => new(1, 0, RaceEventKind.RaceStarted)
    {
        Definition = new RaceDefinition(
            [.. Enumerable.Range(0, futures).Select(i => $"C{i}")],
            [.. Enumerable.Range(0, runs).Select(i => new ModeInfo($"mode-{i}", $"Mode {i}", "", ReceiveOrder.CallOrder))]),
    };

    private IEnumerable<RaceEvent> Next()
    {
        if (_events.Count == 0)
            return [RaceStarted(runs, futures)];
        if (Has(RaceEventKind.RaceFinished, RaceEvent.None, RaceEvent.None))
            return [];
        return _events.Count(past => past.Kind == RaceEventKind.RunFinished) == runs
            ? new[] { Outcome.Ok, Outcome.Cancelled }.Select(status => new RaceEvent(0, 0, RaceEventKind.RaceFinished, Status: status))
                .Concat(Interventions)
            : Enumerable.Range(0, runs).SelectMany(run => NextOf(run)).Concat(Interventions);
    }

    // A presenter may try to change any future at any time. The change is logged even if the future already has its outcome.
    private IEnumerable<RaceEvent> Interventions =>
        from run in Enumerable.Range(RaceEvent.None, runs + 1)
        from future in Enumerable.Range(0, futures)
        select new RaceEvent(0, 0, RaceEventKind.Intervened, run, future) { Intervention = new(InterventionAct.Reset) };

    private IEnumerable<RaceEvent> NextOf(int run)
    {
        if (!Has(RaceEventKind.RunStarted, run, RaceEvent.None))
            return [new RaceEvent(0, 0, RaceEventKind.RunStarted, run, Worker: 2)];
        if (_events.Any(past => past.Kind == RaceEventKind.RunFinished && past.Run == run))
            return [];
        var next = Enumerable.Range(0, futures).SelectMany(future => NextOf(run, future)).ToList();
        next.Add(new RaceEvent(0, 0, RaceEventKind.WorkerNamed, run, Worker: 1) { WorkerName = "pid 1" });
        next.Add(new RaceEvent(0, 0, RaceEventKind.Answered, run) { SessionEntry = new(null, "") });
        next.Add(new RaceEvent(0, 0, RaceEventKind.Phase, run, Worker: 1) { PhaseName = _events.Count % 2 == 0 ? "starting" : null });
        if (Enumerable.Range(0, futures).All(future => Has(RaceEventKind.Finished, run, future)))
            next.AddRange(
                Enumerable.Range(-1, futures + 1)
                    .Select(endedBy => new RaceEvent(0, 0, RaceEventKind.RunFinished, run, endedBy, Status: Outcome.Ok)));
        return next;
    }

    private IEnumerable<RaceEvent> NextOf(int run, int future)
    {
        RaceEvent Of(RaceEventKind kind, int worker = 0, Outcome? status = null) => new(0, 0, kind, run, future, worker, status);
        var started = Has(RaceEventKind.Started, run, future);
        if (Has(RaceEventKind.Finished, run, future))
        {
            return (started || Broke(run, future)) && !Has(RaceEventKind.Received, run, future)
                ? [Of(RaceEventKind.Received, status: Outcome.Ok)]
                : [];
        }

        if (started)
            return AnyStatus.Select(status => Of(RaceEventKind.Finished, status: status));
        var cancelled = Of(RaceEventKind.Finished, status: Outcome.Cancelled);
        return Has(RaceEventKind.Submitted, run, future)
            ?
            [
                Of(RaceEventKind.Started, worker: 1), Of(RaceEventKind.Started, worker: 2),
                Of(RaceEventKind.Finished, status: Outcome.Error), cancelled,
            ]
            : [Of(RaceEventKind.Submitted), cancelled];
    }

    // If the process pool breaks before a worker takes the future, the future fails without a Started event.
    private bool Broke(int run, int future) =>
        _events.Any(past =>
            past.Kind == RaceEventKind.Finished && past.Run == run && past.Future == future && past.Status == Outcome.Error);

    private bool Has(RaceEventKind kind, int run, int future) =>
        _events.Any(past => past.Kind == kind && past.Run == run && past.Future == future);
}
