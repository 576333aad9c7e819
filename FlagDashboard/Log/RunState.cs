using FlagDashboard.Futures;
using FlagDashboard.Plans;

namespace FlagDashboard.Log;

/// <summary>One run as the log tells it up to some time.</summary>
public sealed class RunState
{
    private readonly int[] _statuses = new int[Enum.GetValues<Outcome>().Length];
    private readonly List<FutureRecord> _futures;
    private readonly List<FutureRecord> _received = [];
    private readonly ChunkedEventList _events = new();
    private readonly List<PhaseRecord> _phases = [];
    private readonly Dictionary<int, PhaseRecord> _latest = [];
    private readonly Dictionary<int, string> _names = [];

    internal RunState(ModeInfo info, IReadOnlyList<string> items)
    {
        (Info, Workers) = (info, info.Workers ?? 0);
        _futures = info.IsAuxiliary ? [] : [.. items.Select((item, number) => new FutureRecord(number, item))];
    }

    /// <summary>What people see of the mode.</summary>
    public ModeInfo Info { get; }

    /// <summary>The id of the mode.</summary>
    public string Mode => Info.Id;

    /// <summary>How many workers it has, or is going to have; 0 while that is not known.</summary>
    public int Workers { get; private set; }

    /// <summary>When it began, in ms; null before.</summary>
    public double? StartedAt { get; private set; }

    /// <summary>When it was through, in ms; null before, and for ever if it was interrupted.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>When its race was interrupted, in ms, if it was not through by then; null otherwise.</summary>
    public double? InterruptedAt { get; private set; }

    /// <summary>When nothing more happened to it, in ms: it was through, or interrupted; null before.</summary>
    public double? EndedAt => FinishedAt ?? InterruptedAt;

    /// <summary>Whether it goes on: it has begun, and not ended in any way.</summary>
    public bool Live => StartedAt is not null && EndedAt is null;

    /// <summary>How it ended; null before.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Why it ended early; null if it did not.</summary>
    public string? Detail { get; private set; }

    /// <summary>The future whose exception ended it early; null if none did.</summary>
    public FutureRecord? EndedBy { get; private set; }

    /// <summary>Its futures, in call order.</summary>
    public IReadOnlyList<FutureRecord> Futures => _futures;

    /// <summary>What the consuming code got, in the order in which it got it.</summary>
    public IReadOnlyList<FutureRecord> Received => _received;

    /// <summary>What happened to it, in order.</summary>
    public IReadOnlyList<RaceEvent> Events => _events;

    /// <summary>The phases of its workers, in the order in which they began.</summary>
    public IReadOnlyList<PhaseRecord> Phases => _phases;

    /// <summary>How many have their outcome, cancelled ones included.</summary>
    public int Done { get; private set; }

    /// <summary>How many a worker is at.</summary>
    public int Running { get; private set; }

    /// <summary>How many events it has seen: who has rendered this version has rendered all.</summary>
    public int Version => _events.Count + (InterruptedAt is null ? 0 : 1);

    /// <summary>Elapsed, in ms; null while it runs.</summary>
    public double? Elapsed => FinishedAt - StartedAt;

    /// <summary>What a worker is called, from 1: by its number, if it was given no name.</summary>
    public string NameOf(int worker) => _names.GetValueOrDefault(worker) is { Length: > 0 } name ? name : $"w{worker}";

    internal void Interrupt(double at)
    {
        if (FinishedAt is not null)
            return;
        InterruptedAt = at;
        _phases.ForEach(phase => phase.End(at));
    }

    /// <summary>How many ended so.</summary>
    public int Count(Outcome status) => _statuses[(int)status];

    internal void Apply(in RaceEvent happened)
    {
        _events.Add(happened);
        switch (happened.Kind)
        {
            case RaceEventKind.RunStarted when StartedAt is null:
                (StartedAt, Workers) = (happened.At, happened.Worker);
                break;
            case RaceEventKind.RunFinished when FinishedAt is null && Done == Futures.Count:
                (FinishedAt, Outcome, Detail) = (happened.At, happened.Status, happened.Detail);
                EndedBy = happened.Future == RaceEvent.None ? null : Futures[happened.Future];
                _phases.ForEach(phase => phase.End(FinishedAt.Value));
                break;
            case RaceEventKind.WorkerNamed when Runs(happened):
                _names[happened.Worker] = happened.Detail ?? "";
                break;
            case RaceEventKind.Phase when Runs(happened):
                Enter(happened);
                break;
            case RaceEventKind.Answered when Runs(happened):
                break;
            case RaceEventKind.Submitted when Runs(happened) && happened.Future == _futures.Count && happened.Detail is { } label:
                _futures.Add(new FutureRecord(happened.Future, label));
                Apply(_futures[^1], happened);
                break;
            case RaceEventKind.Submitted or RaceEventKind.Started or RaceEventKind.Finished or RaceEventKind.Received
                when StartedAt is not null && FinishedAt is null && happened.Future >= 0 && happened.Future < _futures.Count:
                Apply(Futures[happened.Future], happened);
                break;
            default:
                throw new InvalidOperationException($"Event {happened.Seq}: {happened.Kind} cannot happen to the run of {Mode} now.");
        }
    }

    private bool Runs(in RaceEvent happened) => StartedAt is not null && FinishedAt is null && happened.Worker >= 0;

    private void Enter(in RaceEvent happened)
    {
        var worker = happened.Worker;
        _latest.GetValueOrDefault(worker)?.End(happened.At);
        if (happened.Detail is { } name)
            _phases.Add(_latest[worker] = new PhaseRecord(_phases.Count, worker, name, happened.At));
    }

    private void Apply(FutureRecord future, in RaceEvent happened)
    {
        var wasRunning = future.State == FutureState.Running;
        future.Apply(happened);
        switch (happened.Kind)
        {
            case RaceEventKind.Started:
                Running++;
                break;
            case RaceEventKind.Finished:
                Running -= wasRunning ? 1 : 0;
                Done++;
                _statuses[(int)happened.Status!.Value]++;
                break;
            case RaceEventKind.Received:
                _received.Add(future);
                break;
        }
    }
}
