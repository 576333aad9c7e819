using FlagDashboard.Flags;
using FlagDashboard.Futures;

namespace FlagDashboard.Races;

/// <summary>One run as the log tells it up to some time.</summary>
public sealed class RunState
{
    private readonly int[] _statuses = new int[Enum.GetValues<DownloadStatus>().Length];
    private readonly List<FutureRecord> _received = [];

    internal RunState(string mode, IReadOnlyList<string> countries)
    {
        Mode = mode;
        Futures = [.. countries.Select((country, number) => new FutureRecord(number, country))];
    }

    /// <summary>The id of the mode.</summary>
    public string Mode { get; }

    /// <summary>How many workers it has; 0 before it started.</summary>
    public int Workers { get; private set; }

    /// <summary>When it began, in ms; null before.</summary>
    public double? StartedAt { get; private set; }

    /// <summary>When it was through, in ms; null before.</summary>
    public double? FinishedAt { get; private set; }

    /// <summary>How it ended; null before.</summary>
    public DownloadStatus? Outcome { get; private set; }

    /// <summary>Why it ended early; null if it did not.</summary>
    public string? Detail { get; private set; }

    /// <summary>The future whose exception ended it early; null if none did.</summary>
    public FutureRecord? EndedBy { get; private set; }

    /// <summary>Its futures, in call order.</summary>
    public IReadOnlyList<FutureRecord> Futures { get; }

    /// <summary>What the consuming code got, in the order in which it got it.</summary>
    public IReadOnlyList<FutureRecord> Received => _received;

    /// <summary>How many have their outcome, cancelled ones included.</summary>
    public int Done { get; private set; }

    /// <summary>How many a worker is at.</summary>
    public int Running { get; private set; }

    /// <summary>How many events it has seen: who has rendered this version has rendered all.</summary>
    public int Version { get; private set; }

    /// <summary>Elapsed, in ms; null while it runs.</summary>
    public double? Elapsed => FinishedAt - StartedAt;

    /// <summary>How many ended so.</summary>
    public int Count(DownloadStatus status) => _statuses[(int)status];

    internal void Apply(in RaceEvent happened)
    {
        Version++;
        switch (happened.Kind)
        {
            case RaceEventKind.RunStarted when StartedAt is null:
                (StartedAt, Workers) = (happened.At, happened.Worker);
                break;
            case RaceEventKind.RunFinished when FinishedAt is null && Done == Futures.Count:
                (FinishedAt, Outcome, Detail) = (happened.At, happened.Status, happened.Detail);
                EndedBy = happened.Future == RaceEvent.None ? null : Futures[happened.Future];
                break;
            case RaceEventKind.Submitted or RaceEventKind.Started or RaceEventKind.Finished or RaceEventKind.Received
                when StartedAt is not null && FinishedAt is null:
                Apply(Futures[happened.Future], happened);
                break;
            default:
                throw new InvalidOperationException($"Event {happened.Seq}: {happened.Kind} cannot happen to the run of {Mode} now.");
        }
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
