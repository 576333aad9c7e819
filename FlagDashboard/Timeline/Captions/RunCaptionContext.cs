using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>
/// A sentence that a rule proposes as a <see cref="Caption"/>. If a rule proposes several sentences about one run, the page shows those
/// with the highest weight.
/// </summary>
internal readonly record struct CaptionDraft(
    int EventSeq, double AtMs, int RunIndex, string Template, object[] Arguments, Evidence Evidence, double Weight = 0);

/// <summary>One run of a race, with helpers that caption rules share. Not thread-safe.</summary>
internal sealed class RunCaptionContext(RaceState race, RunState run, int number)
{
    /// <summary>The shortest duration that a person notices on the timeline, in ms. Rules ignore shorter ones.</summary>
    public const double MinNoticeableMs = 20;

    private ILookup<int, RaceEvent>? _events;

    public RaceState Race => race;

    public RunState Run => run;

    public int RunIndex => number;

    public bool IsRunCompleted => Run.Outcome == Outcome.Ok;

    public RaceEvent LastRunEvent => Run.Events[^1];

    private ILookup<int, RaceEvent> Events => _events ??= Run.Events.ToLookup(raceEvent => raceEvent.Future);

    /// <summary>A number of calls with its noun: "downloads" in a race of a plan, and "calls" in an experiment.</summary>
    public Quantity QuantityOfCalls(int count) => Race.Plan is null ? Quantity.Calls(count) : Quantity.Downloads(count);

    /// <summary>The workers of the run with their noun: "5 workers", or "5 slots" of an event loop.</summary>
    public Quantity QuantityOfWorkers() =>
        Run.Info.WorkerKind == WorkerKind.LoopSlot ? Quantity.LoopSlots(Run.Workers) : Quantity.Workers(Run.Workers);

    /// <summary>
    /// Creates a draft that becomes true with the event <paramref name="since"/>. Later events are removed from its evidence.
    /// </summary>
    public CaptionDraft CreateDraft(RaceEvent since, string template, object[] arguments, Evidence evidence, double weight = 0) =>
        new(since.Seq, since.AtMs, RunIndex, template, arguments,
        evidence with { EventSeqs = [.. evidence.EventSeqs.Where(seq => seq <= since.Seq)] },
            weight);

    /// <summary>Returns the bars of some futures, and all events of these futures, as evidence.</summary>
    public Evidence EvidenceOf(params FutureRecord?[] futures)
    {
        var named = futures.OfType<FutureRecord>().Select(future => future.Number).Distinct().Order().ToList();
        return new(
            [.. named.Select(future => new BarId(RunIndex, future))],
            [.. named.SelectMany(future => Events[future]).Select(raceEvent => raceEvent.Seq).Order()]);
    }

    /// <summary>The first event of the given kind that belongs to a future.</summary>
    public RaceEvent EventOf(FutureRecord future, RaceEventKind kind) => Events[future.Number].First(raceEvent => raceEvent.Kind == kind);
}
