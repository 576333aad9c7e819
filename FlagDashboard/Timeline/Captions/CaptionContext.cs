using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// A sentence that a rule tells, see <see cref="Caption"/>; its weight says how telling it is among those of the same rule and run.
/// </summary>
internal readonly record struct CaptionDraft(
    int Seq, double AtMs, int Run, string Template, object[] Arguments, Evidence Evidence, double Weight = 0);

/// <summary>One run as the rules of captions look at it, one after another. Not thread-safe.</summary>
internal sealed class CaptionContext(RaceState race, RunState run, int number)
{
    /// <summary>What is shorter is not to be seen.</summary>
    public const double NoticeableMs = 20;

    private ILookup<int, RaceEvent>? _events;

    public RaceState Race => race;

    public RunState Run => run;

    public int Number => number;

    public bool CameThrough => Run.Outcome == Outcome.Ok;

    public RaceEvent End => Run.Events[^1];

    private ILookup<int, RaceEvent> Events => _events ??= Run.Events.ToLookup(raceEvent => raceEvent.Future);

    /// <summary>So many of what it does.</summary>
    public Quantity Calls(int count) => Race.Plan is null ? Quantity.Calls(count) : Quantity.Downloads(count);

    /// <summary>Becomes true with that event: what comes later is no evidence.</summary>
    public CaptionDraft Tell(RaceEvent with, string template, object[] arguments, Evidence evidence, double weight = 0) =>
        new(with.Seq, with.At, Number, template, arguments, evidence with { Events = [.. evidence.Events.Where(seq => seq <= with.Seq)] },
            weight);

    /// <summary>These futures, and what happened to them.</summary>
    public Evidence Of(params FutureRecord?[] futures)
    {
        var named = futures.OfType<FutureRecord>().Select(future => future.Number).Distinct().Order().ToList();
        return new(
            [.. named.Select(future => new BarName(Number, future))],
            [.. named.SelectMany(future => Events[future]).Select(raceEvent => raceEvent.Seq).Order()]);
    }

    /// <summary>What happened to a future.</summary>
    public RaceEvent EventOf(FutureRecord future, RaceEventKind kind) => Events[future.Number].First(raceEvent => raceEvent.Kind == kind);
}
