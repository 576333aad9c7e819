using System.Text.Json;
using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>
/// The fold of a log: what the race looked like after the events applied so far. Depends on nothing but those events, so
/// any two viewers that have applied the same ones see the same. Not thread-safe: each viewer folds for itself.
/// </summary>
public sealed class RaceState
{
    /// <summary>What the race consists of; null before the first event.</summary>
    public RaceDefinition? Definition { get; private set; }

    /// <summary>What is raced; null before the first event, and for an experiment.</summary>
    public RacePlan? Plan => Definition?.Plan;

    /// <summary>Its runs, in the order of the definition.</summary>
    public IReadOnlyList<RunState> Runs { get; private set; } = [];

    /// <summary>Whether a person's presses move it on.</summary>
    public bool IsInteractive => Definition?.IsInteractive ?? false;

    /// <summary>The number of the last event applied; 0 before the first.</summary>
    public int Seq { get; private set; }

    /// <summary>When the last event applied happened, in ms.</summary>
    public double LastAt { get; private set; }

    /// <summary>When the race was through, in ms; null before.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>How it ended; null before. Error if it was interrupted.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Whether its server ended before it did: what had not finished then never will.</summary>
    public bool Interrupted => Outcome == Log.Outcome.Error;

    /// <summary>What its last event says about its end, for people; null if nothing.</summary>
    public string? Detail { get; private set; }

    /// <summary>The race as it was <paramref name="t"/> ms after it began: the fold of every event that had happened by then.</summary>
    public static RaceState At(IEnumerable<RaceEvent> log, double t)
    {
        var state = new RaceState();
        foreach (var happened in log.TakeWhile(happened => happened.At <= t))
            state.Apply(happened);
        return state;
    }

    /// <summary>Takes in the next event.</summary>
    /// <exception cref="InvalidOperationException">It is not the next, or cannot happen now.</exception>
    public void Apply(in RaceEvent happened)
    {
        if (happened.Seq != Seq + 1 || !CanHappen(happened))
            throw new InvalidOperationException($"Event {happened.Seq}: {happened.Kind} cannot follow event {Seq}.");
        (Seq, LastAt) = (happened.Seq, happened.At);

        if (happened.Kind == RaceEventKind.RaceStarted)
            Begin(happened);
        else if (happened.Kind == RaceEventKind.RaceFinished)
            End(happened);
        else
            Runs[happened.Run].Apply(happened);
    }

    private bool CanHappen(in RaceEvent happened) => FinishedAt is null && happened.Kind switch
    {
        RaceEventKind.RaceStarted => Definition is null,
        RaceEventKind.RaceFinished => Definition is not null && (happened.Status == Log.Outcome.Error || Runs.All(run => run.FinishedAt is not null)),
        _ => happened.Run >= 0 && happened.Run < Runs.Count,
    };

    private void Begin(in RaceEvent happened)
    {
        Definition = JsonSerializer.Deserialize<RaceDefinition>(happened.Detail!, RaceJson.Options)!;
        Runs = [.. Definition.Runs.Select(run => new RunState(run, Definition.Items))];
    }

    private void End(in RaceEvent happened)
    {
        (FinishedAt, Outcome, Detail) = (happened.At, happened.Status, happened.Detail);
        foreach (var run in Runs)
            run.Interrupt(happened.At);
    }
}
