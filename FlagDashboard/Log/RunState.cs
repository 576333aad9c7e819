using FlagDashboard.Futures;
using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>The state of one run at some time of the race. It is folded from the events up to that time. Not thread-safe.</summary>
public sealed class RunState
{
    private readonly int[] _statuses = new int[Enum.GetValues<Outcome>().Length];
    private readonly List<FutureRecord> _futures;
    private readonly List<FutureRecord> _received = [];
    private readonly ChunkedEventList _events = new();
    private readonly List<WorkerPhaseRecord> _phases = [];
    private readonly Dictionary<int, WorkerPhaseRecord> _latestPhases = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly List<AppliedIntervention> _interventions = [];
    private readonly ImageTable _images;
    private int _redefinitions;

    internal RunState(ModeInfo info, IReadOnlyList<string> items, ImageTable images)
    {
        (Info, Workers, IsFutureCountKnown, _images) = (info, info.RunWorkers ?? 0, items.Count > 0, images);
        _futures = info.IsAuxiliary ? [] : [.. items.Select((item, number) => new FutureRecord(number, item))];
    }

    /// <summary>The description of the mode. It may change while a program runs.</summary>
    public ModeInfo Info { get; private set; }

    /// <summary>The id of the mode that the run executes.</summary>
    public string Mode => Info.Id;

    /// <summary>The number of workers that the run has or will have; 0 if it is not known yet.</summary>
    public int Workers { get; private set; }

    /// <summary>
    /// Whether the number of futures is known from the start, because the race's definition lists them. If not, the program may still
    /// create more futures.
    /// </summary>
    public bool IsFutureCountKnown { get; }

    /// <summary>The time at which the run began, in ms; null before it began.</summary>
    public double? StartedAtMs { get; private set; }

    /// <summary>The time at which the run ended, in ms; null before it ended, and if it was interrupted.</summary>
    public double? FinishedAtMs { get; private set; }

    /// <summary>
    /// The time at which an interruption of the race stopped this run, in ms; null if the run ended by itself or is still running.
    /// </summary>
    public double? InterruptedAtMs { get; private set; }

    /// <summary>The time at which the run ended or was interrupted, in ms; null before that.</summary>
    public double? EndedAtMs => FinishedAtMs ?? InterruptedAtMs;

    /// <summary>Whether the run has begun and has neither ended nor been interrupted.</summary>
    public bool IsRunning => StartedAtMs is not null && EndedAtMs is null;

    /// <summary>The outcome of the run; null before the run has ended.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>The reason why the run failed, in words for people; null if it did not fail.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>The future whose exception ended the run early; null if there is none.</summary>
    public FutureRecord? EarlyEndCause { get; private set; }

    /// <summary>The futures, in call order.</summary>
    public IReadOnlyList<FutureRecord> Futures => _futures;

    /// <summary>The futures that the consuming code has received, in the order in which it received them.</summary>
    public IReadOnlyList<FutureRecord> Received => _received;

    /// <summary>The events of the run, in order.</summary>
    public IReadOnlyList<RaceEvent> Events => _events;

    /// <summary>The phases of the workers, in the order in which they began.</summary>
    public IReadOnlyList<WorkerPhaseRecord> WorkerPhases => _phases;

    /// <summary>The interventions that changed futures of this run, in order.</summary>
    public IReadOnlyList<AppliedIntervention> Interventions => _interventions;

    /// <summary>The number of futures that have an outcome, including cancelled futures.</summary>
    public int DoneCount { get; private set; }

    /// <summary>The number of running futures.</summary>
    public int RunningCount { get; private set; }

    /// <summary>A number that grows with every change. A viewer that has rendered the current version need not render again.</summary>
    public int Version => _events.Count + _redefinitions + (InterruptedAtMs is null ? 0 : 1);

    /// <summary>The time from the start of the run to its end, in ms; null before it ended, and if it was interrupted.</summary>
    public double? ElapsedMs => FinishedAtMs - StartedAtMs;

    /// <summary>
    /// Returns the name of a worker. A worker without a name is called "slot 1" if it is a slot of an event loop, otherwise "w1".
    /// </summary>
    /// <param name="worker">The number of the worker, from 1.</param>
    public string WorkerNameOf(int worker) => _names.GetValueOrDefault(worker) is { Length: > 0 } name ? name
        : Info.WorkerKind == WorkerKind.LoopSlot ? $"slot {worker}" : $"w{worker}";

    /// <summary>Returns the number of futures that ended with the given outcome.</summary>
    public int Count(Outcome status) => _statuses[(int)status];

    /// <summary>Replaces the description, because more is known of a running program. The number of workers only grows.</summary>
    internal void Redefine(ModeInfo info)
    {
        if (info == Info)
            return;
        (Info, Workers) = (info, Math.Max(Workers, info.RunWorkers ?? 0));
        _redefinitions++;
    }

    internal void Interrupt(double at)
    {
        if (FinishedAtMs is not null)
            return;
        InterruptedAtMs = at;
        _phases.ForEach(phase => phase.End(at));
    }

    /// <summary>Records an intervention, unless the future already has its outcome.</summary>
    internal void ApplyIntervention(in RaceEvent raceEvent)
    {
        if (_futures.ElementAtOrDefault(raceEvent.Future) is not { FinishedAtMs: null } future)
            return;
        _events.Add(raceEvent);
        _interventions.Add(new(raceEvent.Seq, raceEvent.AtMs, future, raceEvent.Intervention!, raceEvent.Run == RaceEvent.None));
    }

    internal void Apply(in RaceEvent raceEvent)
    {
        _events.Add(raceEvent);
        switch (raceEvent.Kind)
        {
            case RaceEventKind.RunStarted when StartedAtMs is null:
                (StartedAtMs, Workers) = (raceEvent.AtMs, raceEvent.Worker);
                break;
            case RaceEventKind.RunFinished when FinishedAtMs is null && DoneCount == Futures.Count:
                (FinishedAtMs, Outcome, FailureReason) = (raceEvent.AtMs, raceEvent.Status, raceEvent.Reason);
                EarlyEndCause = raceEvent.Future == RaceEvent.None ? null : Futures[raceEvent.Future];
                _phases.ForEach(phase => phase.End(FinishedAtMs.Value));
                break;
            case RaceEventKind.WorkerNamed when IsOfWorker(raceEvent):
                _names[raceEvent.Worker] = raceEvent.WorkerName ?? "";
                break;
            case RaceEventKind.Phase when IsOfWorker(raceEvent):
                EnterPhase(raceEvent);
                break;
            case RaceEventKind.Answered when IsOfWorker(raceEvent):
                break;
            case RaceEventKind.Submitted when IsOfWorker(raceEvent) && raceEvent.Future == _futures.Count
                && raceEvent.UnlistedLabel is { } label:
                _futures.Add(new FutureRecord(raceEvent.Future, label));
                Apply(_futures[^1], raceEvent);
                break;
            case RaceEventKind.Submitted or RaceEventKind.Started or RaceEventKind.Finished or RaceEventKind.Received
                when StartedAtMs is not null && FinishedAtMs is null && raceEvent.Future >= 0 && raceEvent.Future < _futures.Count:
                Apply(Futures[raceEvent.Future], raceEvent);
                break;
            default:
                throw new ImpossibleEventException(
                    "Event {0}: {1} cannot happen to the run of {2} now.", raceEvent.Seq, raceEvent.Kind, Mode);
        }
    }

    private bool IsOfWorker(in RaceEvent raceEvent) => StartedAtMs is not null && FinishedAtMs is null && raceEvent.Worker >= 0;

    private void EnterPhase(in RaceEvent raceEvent)
    {
        var worker = raceEvent.Worker;
        _latestPhases.GetValueOrDefault(worker)?.End(raceEvent.AtMs);
        if (raceEvent.PhaseName is { } name)
            _phases.Add(_latestPhases[worker] = new WorkerPhaseRecord(_phases.Count, worker, name, raceEvent.AtMs));
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
                future.ImageNumber = raceEvent.ImageHash is { } image ? _images.GetOrAdd(image) : null;
                _statuses[(int)raceEvent.Status!.Value]++;
                break;
            case RaceEventKind.Received:
                _received.Add(future);
                break;
        }
    }
}
