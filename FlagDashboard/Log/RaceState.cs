using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// The state of a race, folded from the events of its log that were applied so far. It depends on nothing else, so that viewers that
/// applied the same events show the same. Not thread-safe: each viewer folds for itself.
/// </summary>
public sealed class RaceState
{
    /// <summary>What the race consists of; null before the first event.</summary>
    public RaceDefinition? Definition { get; private set; }

    /// <summary>The plan of a race of downloads; null before the first event, and unless the race has one.</summary>
    public RacePlan? Plan => Definition?.Plan;

    /// <summary>The recorded program; null before the first event, and unless the race is one.</summary>
    public ProgramInfo? Program => Definition?.Program;

    /// <summary>Its runs, in the order of the definition.</summary>
    public IReadOnlyList<RunState> Runs { get; private set; } = [];

    /// <summary>What a person changed in the race, without repeating a change of several runs.</summary>
    public IEnumerable<InterventionRecord> Interventions => Runs.SelectMany(run => run.Interventions).DistinctBy(one => one.Seq);

    /// <summary>How often a person changed a future of the race while it ran.</summary>
    public int InterventionCount { get; private set; }

    /// <summary>Whether the race advances only when a person calls something.</summary>
    public bool IsByHand => Definition?.IsByHand ?? false;

    /// <summary>The number of the last event applied; 0 before the first.</summary>
    public int Seq { get; private set; }

    /// <summary>When the last event applied happened, in ms.</summary>
    public double LastEventAtMs { get; private set; }

    /// <summary>When the race ended, in ms; null before.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>How the race ended; null before. Error means that it was interrupted.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Whether the server stopped before the race ended: futures that had not finished then never will.</summary>
    public bool Interrupted => Outcome == Log.Outcome.Error;

    /// <summary>Why the race ended as it did, in words for people; null if there is nothing to explain.</summary>
    public string? Reason { get; private set; }

    /// <summary>The race as it was <paramref name="t"/> ms after it began: the fold of all events that had happened by then.</summary>
    public static RaceState At(IEnumerable<RaceEvent> log, double t)
    {
        var state = new RaceState();
        foreach (var raceEvent in log.TakeWhile(raceEvent => raceEvent.At <= t))
            state.Apply(raceEvent);
        return state;
    }

    /// <summary>Applies the next event.</summary>
    /// <exception cref="InvalidOperationException">It is not the next event, or cannot happen now.</exception>
    public void Apply(in RaceEvent raceEvent)
    {
        if (raceEvent.Seq != Seq + 1 || !CanHappen(raceEvent))
            throw new ImpossibleEventException("Event {0}: {1} cannot follow event {2}.", raceEvent.Seq, raceEvent.Kind, Seq);
        (Seq, LastEventAtMs) = (raceEvent.Seq, raceEvent.At);

        if (raceEvent.Kind == RaceEventKind.RaceStarted)
            Begin(raceEvent.Definition!);
        else if (raceEvent.Kind == RaceEventKind.RaceFinished)
            End(raceEvent);
        else if (raceEvent.Kind == RaceEventKind.Intervened)
            Intervene(raceEvent);
        else
            Runs[raceEvent.Run].Apply(raceEvent);
    }

    private bool CanHappen(in RaceEvent raceEvent) => FinishedAt is null && raceEvent.Kind switch
    {
        RaceEventKind.RaceStarted => Definition is null && raceEvent.Definition is not null,
        RaceEventKind.RaceFinished => Definition is not null
            && (raceEvent.Status == Log.Outcome.Error || Runs.All(run => run.FinishedAt is not null)),
        RaceEventKind.Intervened => raceEvent is { Intervention: not null, Future: >= 0, Run: >= RaceEvent.None }
            && raceEvent.Run < Runs.Count && raceEvent.Future < Definition?.Items.Count,
        _ => raceEvent.Run >= 0 && raceEvent.Run < Runs.Count,
    };

    private void Begin(RaceDefinition definition)
    {
        Definition = definition;
        Runs = [.. definition.Runs.Select(run => new RunState(LegacyLogUpgrade.AddMissingFacts(run), definition.Items))];
    }

    // An intervention may be logged after the outcome of its future, because the person decided just before the outcome. Such an
    // intervention is no error and changes no run.
    private void Intervene(in RaceEvent raceEvent)
    {
        InterventionCount++;
        var run = raceEvent.Run;
        foreach (var changed in run == RaceEvent.None ? Runs : Runs.Skip(run).Take(1))
            changed.Intervene(raceEvent);
    }

    private void End(in RaceEvent raceEvent)
    {
        (FinishedAt, Outcome, Reason) = (raceEvent.At, raceEvent.Status, raceEvent.Reason);
        foreach (var run in Runs)
            run.Interrupt(raceEvent.At);
    }
}
