using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// The state of a race, folded from the events that were applied so far. It depends only on these events, so all viewers that have applied
/// the same events show the same state. Not thread-safe: each viewer has its own.
/// </summary>
public sealed class RaceState
{
    private readonly ImageTable _images = new();

    /// <summary>The definition of the race; null before the first event.</summary>
    public RaceDefinition? Definition { get; private set; }

    /// <summary>The plan of a race of downloads; null for other races, and before the first event.</summary>
    public RacePlan? Plan => Definition?.Plan;

    /// <summary>The recorded program; null for other races, and before the first event.</summary>
    public ProgramInfo? Program => Definition?.Program;

    /// <summary>The runs, in the order of the definition. A running program may get more of them.</summary>
    public IReadOnlyList<RunState> Runs { get; private set; } = [];

    /// <summary>
    /// The SHA-256 hashes of the downloaded flags, each once and at the number that <see cref="FutureRecord.ImageNumber"/> refers to.
    /// </summary>
    public IReadOnlyList<string> ImageHashes => _images.Hashes;

    /// <summary>The interventions that changed a future. One that changed the future in several runs is listed once.</summary>
    public IEnumerable<AppliedIntervention> Interventions => Runs.SelectMany(run => run.Interventions).DistinctBy(one => one.EventSeq);

    /// <summary>The number of interventions in the log, including those that came too late to change a future.</summary>
    public int InterventionCount { get; private set; }

    /// <summary>Whether a person makes the calls of the race one by one, as in an interactive experiment.</summary>
    public bool IsExecutorSession => Definition?.IsExecutorSession ?? false;

    /// <summary>The number of the last applied event; 0 before the first event.</summary>
    public int LastEventSeq { get; private set; }

    /// <summary>The time of the last applied event, in ms.</summary>
    public double LastEventAtMs { get; private set; }

    /// <summary>The time at which the race ended, in ms; null before it ended.</summary>
    public double? FinishedAtMs { get; private set; }

    /// <summary>
    /// The outcome of the race; null before its end. <see cref="Log.Outcome.Error"/> means that the race was interrupted.
    /// </summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Whether the server stopped before the race ended. A future that had no outcome by then will never get one.</summary>
    public bool IsInterrupted => Outcome == Log.Outcome.Error;

    /// <summary>The reason of the outcome, in words for people; null if the outcome needs no reason.</summary>
    public string? Reason { get; private set; }

    /// <summary>Returns the state of a race <paramref name="atMs"/> ms after it began, by applying all events up to that time.</summary>
    public static RaceState At(IEnumerable<RaceEvent> log, double atMs)
    {
        var state = new RaceState();
        foreach (var raceEvent in log.TakeWhile(raceEvent => raceEvent.AtMs <= atMs))
            state.Apply(raceEvent);
        return state;
    }

    /// <summary>Applies the next event.</summary>
    /// <exception cref="InvalidOperationException">
    /// The event is not the next one in the log, or it is impossible in the current state.
    /// </exception>
    public void Apply(in RaceEvent raceEvent)
    {
        if (raceEvent.Seq != LastEventSeq + 1 || !CanHappen(raceEvent))
            throw new ImpossibleEventException("Event {0}: {1} cannot follow event {2}.", raceEvent.Seq, raceEvent.Kind, LastEventSeq);
        (LastEventSeq, LastEventAtMs) = (raceEvent.Seq, raceEvent.AtMs);

        if (raceEvent.Kind == RaceEventKind.RaceStarted)
            Begin(raceEvent.Definition!);
        else if (raceEvent.Kind == RaceEventKind.Redefined)
            Redefine(raceEvent.Definition!);
        else if (raceEvent.Kind == RaceEventKind.RaceFinished)
            End(raceEvent);
        else if (raceEvent.Kind == RaceEventKind.Intervened)
            Intervene(raceEvent);
        else
            Runs[raceEvent.Run].Apply(raceEvent);
    }

    private bool CanHappen(in RaceEvent raceEvent) => FinishedAtMs is null && raceEvent.Kind switch
    {
        RaceEventKind.RaceStarted => Definition is null && raceEvent.Definition is not null,
        RaceEventKind.Redefined => Program is not null && raceEvent.Definition is { Program: not null } more && HasRunsSoFar(more),
        RaceEventKind.RaceFinished => Definition is not null
            && (raceEvent.Status == Log.Outcome.Error || Runs.All(run => run.FinishedAtMs is not null)),
        RaceEventKind.Intervened => raceEvent is { Intervention: not null, Future: >= 0, Run: >= RaceEvent.None }
            && raceEvent.Run < Runs.Count && raceEvent.Future < Definition?.FutureLabels.Count,
        _ => raceEvent.Run >= 0 && raceEvent.Run < Runs.Count,
    };

    private void Begin(RaceDefinition definition)
    {
        Definition = definition;
        Runs = [.. definition.Runs.Select(
            run => new RunState(LegacyModeInfoUpgrader.AddMissingFacts(run), definition.FutureLabels, _images))];
    }

    private bool HasRunsSoFar(RaceDefinition definition) =>
        definition.Runs.Take(Runs.Count).Select(run => run.Id).SequenceEqual(Runs.Select(run => run.Mode));

    private void Redefine(RaceDefinition definition)
    {
        Definition = definition;
        foreach (var (run, info) in Runs.Zip(definition.Runs))
            run.Redefine(info);
        Runs = [.. Runs, .. definition.Runs.Skip(Runs.Count).Select(run => new RunState(run, definition.FutureLabels, _images))];
    }

    // A person may decide to change a download just before it ends, so the intervention may be logged after the end of the download. Such
    // an intervention is not an error, and changes no run.
    private void Intervene(in RaceEvent raceEvent)
    {
        InterventionCount++;
        var run = raceEvent.Run;
        foreach (var changed in run == RaceEvent.None ? Runs : Runs.Skip(run).Take(1))
            changed.ApplyIntervention(raceEvent);
    }

    private void End(in RaceEvent raceEvent)
    {
        (FinishedAtMs, Outcome, Reason) = (raceEvent.AtMs, raceEvent.Status, raceEvent.Reason);
        foreach (var run in Runs)
            run.Interrupt(raceEvent.AtMs);
    }
}
