using FlagDashboard.Futures;
using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>One run, as folded from the events of the log up to some time. Not thread-safe.</summary>
public sealed class RunState
{
    private readonly int[] _statuses = new int[Enum.GetValues<Outcome>().Length];
    private readonly List<FutureRecord> _futures;
    private readonly List<FutureRecord> _received = [];
    private readonly ChunkedEventList _events = new();
    private readonly List<PhaseRecord> _phases = [];
    private readonly Dictionary<int, PhaseRecord> _latestPhases = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly List<InterventionRecord> _interventions = [];

    internal RunState(ModeInfo info, IReadOnlyList<string> items)
    {
        (Info, Workers, IsTotalKnown) = (info, info.Workers ?? 0, items.Count > 0);
        _futures = info.IsAuxiliary ? [] : [.. items.Select((item, number) => new FutureRecord(number, item))];
    }

    /// <summary>What people see of the mode.</summary>
    public ModeInfo Info { get; }

    /// <summary>The id of the mode.</summary>
    public string Mode => Info.Id;

    /// <summary>How many workers it has, or is going to have; 0 while that is unknown.</summary>
    public int Workers { get; private set; }

    /// <summary>
    /// Whether the definition lists its futures, so that their number is known from the start. Without a list, futures may still be made.
    /// </summary>
    public bool IsTotalKnown { get; }

    /// <summary>When it began, in ms; null before.</summary>
    public double? StartedAt { get; private set; }

    /// <summary>When it ended, in ms; null before, and always if it was interrupted.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>When its race was interrupted, in ms, if the run had not ended by then; otherwise null.</summary>
    public double? InterruptedAt { get; private set; }

    /// <summary>When it ended or was interrupted, in ms; null before.</summary>
    public double? EndedAt => FinishedAt ?? InterruptedAt;

    /// <summary>Whether it has begun and neither ended nor been interrupted.</summary>
    public bool IsRunning => StartedAt is not null && EndedAt is null;

    /// <summary>How it ended; null before.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Why it ended early, in words for people; null if it did not.</summary>
    public string? Reason { get; private set; }

    /// <summary>The future whose exception ended it early; null if none did.</summary>
    public FutureRecord? EndedBy { get; private set; }

    /// <summary>Its futures, in call order.</summary>
    public IReadOnlyList<FutureRecord> Futures => _futures;

    /// <summary>The futures that the consuming code received, in that order.</summary>
    public IReadOnlyList<FutureRecord> Received => _received;

    /// <summary>Its events, in order.</summary>
    public IReadOnlyList<RaceEvent> Events => _events;

    /// <summary>The phases of its workers, in the order in which they began.</summary>
    public IReadOnlyList<PhaseRecord> Phases => _phases;

    /// <summary>What a person changed in its futures while they had no outcome, in order.</summary>
    public IReadOnlyList<InterventionRecord> Interventions => _interventions;

    /// <summary>How many futures have their outcome, cancelled ones included.</summary>
    public int DoneCount { get; private set; }

    /// <summary>How many futures are running.</summary>
    public int RunningCount { get; private set; }

    /// <summary>Grows with every change, so that a viewer that has rendered this version need not render again.</summary>
    public int Version => _events.Count + (InterruptedAt is null ? 0 : 1);

    /// <summary>From its start to its end, in ms; null while it runs.</summary>
    public double? ElapsedMs => FinishedAt - StartedAt;

    /// <summary>
    /// The name of a worker. A worker without a name is called by its number: "slot 1" on an event loop, whose slots share one thread, and
    /// otherwise "w1".
    /// </summary>
    /// <param name="worker">The worker, from 1.</param>
    public string NameOf(int worker) => _names.GetValueOrDefault(worker) is { Length: > 0 } name ? name
        : Info.WorkerKind == WorkerKind.LoopSlot ? $"slot {worker}" : $"w{worker}";

    /// <summary>How many futures ended with that outcome.</summary>
    public int Count(Outcome status) => _statuses[(int)status];

    internal void Interrupt(double at)
    {
        if (FinishedAt is not null)
            return;
        InterruptedAt = at;
        _phases.ForEach(phase => phase.End(at));
    }

    /// <summary>Records an intervention, unless the future of that number has its outcome already.</summary>
    internal void Intervene(in RaceEvent raceEvent)
    {
        if (_futures.ElementAtOrDefault(raceEvent.Future) is not { FinishedAt: null } future)
            return;
        _events.Add(raceEvent);
        _interventions.Add(new(raceEvent.Seq, raceEvent.At, future, raceEvent.Intervention!, raceEvent.Run == RaceEvent.None));
    }

    internal void Apply(in RaceEvent raceEvent)
    {
        _events.Add(raceEvent);
        switch (raceEvent.Kind)
        {
            case RaceEventKind.RunStarted when StartedAt is null:
                (StartedAt, Workers) = (raceEvent.At, raceEvent.Worker);
                break;
            case RaceEventKind.RunFinished when FinishedAt is null && DoneCount == Futures.Count:
                (FinishedAt, Outcome, Reason) = (raceEvent.At, raceEvent.Status, raceEvent.Reason);
                EndedBy = raceEvent.Future == RaceEvent.None ? null : Futures[raceEvent.Future];
                _phases.ForEach(phase => phase.End(FinishedAt.Value));
                break;
            case RaceEventKind.WorkerNamed when IsOfWorker(raceEvent):
                _names[raceEvent.Worker] = raceEvent.WorkerName ?? "";
                break;
            case RaceEventKind.Phase when IsOfWorker(raceEvent):
                EnterPhase(raceEvent);
                break;
            case RaceEventKind.Answered when IsOfWorker(raceEvent):
                break;
            case RaceEventKind.Submitted when IsOfWorker(raceEvent) && raceEvent.Future == _futures.Count && raceEvent.Label is { } label:
                _futures.Add(new FutureRecord(raceEvent.Future, label));
                Apply(_futures[^1], raceEvent);
                break;
            case RaceEventKind.Submitted or RaceEventKind.Started or RaceEventKind.Finished or RaceEventKind.Received
                when StartedAt is not null && FinishedAt is null && raceEvent.Future >= 0 && raceEvent.Future < _futures.Count:
                Apply(Futures[raceEvent.Future], raceEvent);
                break;
            default:
                throw new ImpossibleEventException(
                    "Event {0}: {1} cannot happen to the run of {2} now.", raceEvent.Seq, raceEvent.Kind, Mode);
        }
    }

    private bool IsOfWorker(in RaceEvent raceEvent) => StartedAt is not null && FinishedAt is null && raceEvent.Worker >= 0;

    private void EnterPhase(in RaceEvent raceEvent)
    {
        var worker = raceEvent.Worker;
        _latestPhases.GetValueOrDefault(worker)?.End(raceEvent.At);
        if (raceEvent.PhaseName is { } name)
            _phases.Add(_latestPhases[worker] = new PhaseRecord(_phases.Count, worker, name, raceEvent.At));
    }

    private void Apply(FutureRecord future, in RaceEvent raceEvent)
    {
        var wasRunning = future.State == FutureState.Running;
        future.Apply(raceEvent);
        switch (raceEvent.Kind)
        {
            case RaceEventKind.Started:
                RunningCount++;
                break;
            case RaceEventKind.Finished:
                RunningCount -= wasRunning ? 1 : 0;
                DoneCount++;
                _statuses[(int)raceEvent.Status!.Value]++;
                break;
            case RaceEventKind.Received:
                _received.Add(future);
                break;
        }
    }
}
