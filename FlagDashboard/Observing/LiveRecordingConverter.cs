using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>
/// Turns the observations of a running program into events of its race, as they arrive. It keeps them back for a moment, because an
/// earlier observation may arrive after a later one. Not thread-safe.
/// </summary>
/// <param name="header">The first line of the recording.</param>
internal sealed class LiveRecordingConverter(RecordingHeader header)
{
    // The time that an observation of a program without worker processes waits, in case an earlier one is still to come. It can only come
    // if a thread loses the processor between reading the clock and recording. If it comes even later, NewEvents gives it a later time.
    private const double WindowOfThreadsMs = 1;

    // The time that an observation of a program with worker processes waits. Each process writes its observations in batches of its own.
    // The start of a call, which a worker process writes, can therefore arrive before its submission, which the main process writes.
    private const double WindowOfProcessesMs = 100;

    // If nothing has arrived for this time after the program began to wait, it still waits. The recorder holds back the end of a wait for
    // about 5 ms if the program goes on.
    private const double SilenceOfWaitMs = 10;

    private readonly PriorityQueue<Observation, (double AtMs, long Arrival)> _waiting = new();
    private readonly ObservedExecutors _runs = new();
    private readonly List<IObservedRun> _shown = [];
    private long _arrivals;
    private double _latestMs;
    private bool _hasProcesses;

    /// <summary>What is known of the program.</summary>
    public RaceDefinition Definition { get; private set; } = new([], [], Program: RecordingConverter.InfoOf(header, futureCount: 0));

    /// <summary>How long nothing must arrive before the caller flushes, in ms; null if there is nothing to flush.</summary>
    public double? FlushAfterMs => _waiting.Count > 0 ? ReorderWindowMs : _runs.HasYoungWaits ? SilenceOfWaitMs : null;

    // How long an observation waits for earlier ones, in ms of the program's clock.
    private double ReorderWindowMs => _hasProcesses ? WindowOfProcessesMs : WindowOfThreadsMs;

    private int ShownExecutorCount => _shown.Count(run => run != _runs.WaitsRun);

    /// <summary>The time of the last event, in ms since the recording began.</summary>
    public double LastEventMs { get; private set; }

    /// <summary>Takes observations that have arrived.</summary>
    public void Add(IEnumerable<Observation> arrived)
    {
        foreach (var seen in arrived)
        {
            if (seen.Kind == ObservationKind.Thread)
                _runs.RegisterThreadName(seen);
            _hasProcesses |= seen.ExecutorKind == ExecutorKind.Processes;
            _waiting.Enqueue(seen, (seen.AtMs, _arrivals++));
            _latestMs = Math.Max(_latestMs, seen.AtMs);
        }
    }

    /// <summary>
    /// Applies the observations that have waited long enough, and returns the events that follow from them. If a run or a worker is new,
    /// the first event contains the new definition of the program.
    /// </summary>
    /// <param name="flush">
    /// True to apply all observations at once. The caller does that after a silence of <see cref="FlushAfterMs"/>, when no earlier
    /// observation can be on its way. If all were applied before, the silence also shows waits that have just begun.
    /// </param>
    public IReadOnlyList<RaceEvent> TakeEvents(bool flush)
    {
        if (flush && _waiting.Count == 0)
            _runs.ShowYoungWaits();
        Apply(flush);
        _runs.EndDrainedRuns();
        ShowNewRuns();
        return NewEvents(Definition.Program!);
    }

    /// <summary>Returns the last events of the program.</summary>
    /// <param name="end">The last line of the recording; null if it ends before its program.</param>
    public IReadOnlyList<RaceEvent> End(RecordingEnd? end)
    {
        Apply(all: true);
        _runs.EndRuns(Math.Max(end?.AtMs ?? 0, _latestMs), hasProgramEnded: end is not null);
        ShowNewRuns();
        return NewEvents(Definition.Program! with
        {
            Futures = _shown.Sum(run => run.FutureCount),
            ExitCode = end?.ExitCode,
            IsTruncated = end is null,
            LostObservations = (end?.LostObservationCount ?? 0) + _runs.LeftOutPhaseCount,
            LeftOutExecutors = _runs.WithContent.Count - ShownExecutorCount,
        });
    }

    private void Apply(bool all)
    {
        while (_waiting.TryPeek(out var seen, out _) && (all || seen.AtMs <= _latestMs - ReorderWindowMs))
            _runs.Apply(_waiting.Dequeue());
    }

    private void ShowNewRuns()
    {
        _shown.AddRange(_runs.WithContent.Except(_shown).Take(ProgramInfo.MaxExecutorRuns - ShownExecutorCount).ToList());
        if (_shown.Count > 0 && _runs.WaitsRun is { } waits && !_shown.Contains(waits))
            _shown.Add(waits);
    }

    private List<RaceEvent> NewEvents(ProgramInfo program)
    {
        var events = _shown.SelectMany((run, number) => run.NewEvents(number)).OrderBy(raceEvent => raceEvent.AtMs).ToList();
        IReadOnlyList<ModeInfo> runs = [.. _shown.Select(run => run.ToInfo())];
        if (!runs.SequenceEqual(Definition.Runs) || program != Definition.Program)
        {
            Definition = new([], runs, Program: program);
            events.Insert(0, new(0, events.Count > 0 ? events[0].AtMs : LastEventMs, RaceEventKind.Redefined) { Definition = Definition });
        }

        // Earlier calls of this method have returned events up to the time LastEventMs. If a new event has an earlier time, because its
        // observation arrived very late, it gets LastEventMs instead. Times therefore never decrease.
        for (var next = 0; next < events.Count; next++)
        {
            LastEventMs = Math.Max(LastEventMs, RecordingConverter.RoundToClock(events[next].AtMs));
            events[next] = events[next] with { AtMs = LastEventMs };
        }

        return events;
    }
}
