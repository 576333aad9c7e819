using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>
/// An auxiliary run of a program while its recording is read. Its workers have phases, and it has no futures. Not thread-safe.
/// </summary>
/// <param name="id">The id of the run.</param>
/// <param name="title">The name of the run.</param>
/// <param name="kinds">The kinds of its phases.</param>
/// <param name="beganMs">When the run began, in ms since the recording began.</param>
internal sealed class ObservedPhases(string id, string title, IReadOnlyList<PhaseKind> kinds, double beganMs) : IObservedRun
{
    private readonly List<string> _workers = [];
    private readonly List<(double FromMs, double ToMs, string Name)> _phases = [];
    private int _toldWorkers;
    private int _toldPhases;
    private bool _hasBegun;
    private bool _hasEnded;
    private double? _endMs;

    /// <inheritdoc/>
    public double BeganMs => beganMs;

    /// <inheritdoc/>
    public int FutureCount => 0;

    /// <inheritdoc/>
    public bool HasContent => _phases.Count > 0;

    /// <summary>Adds a worker, and returns its number, from 1.</summary>
    public int AddWorker(string name)
    {
        _workers.Add(name);
        return _workers.Count;
    }

    /// <summary>Adds a phase of the first worker.</summary>
    public void Add(double fromMs, double toMs, string name) => _phases.Add((fromMs, toMs, name));

    /// <inheritdoc/>
    public void End(double atMs, bool hasProgramEnded)
    {
        if (hasProgramEnded)
            _endMs ??= _phases.Select(phase => phase.ToMs).Append(beganMs).Max();
    }

    /// <inheritdoc/>
    public ModeInfo ToInfo() => new(
        id, title, "", ReceiveOrder.CompletionOrder, IsAuxiliary: true, ResultUnit: "results", WorkerPhaseKinds: kinds,
        RunWorkers: _workers.Count);

    /// <inheritdoc/>
    public IReadOnlyList<RaceEvent> NewEvents(int run)
    {
        if (_hasEnded)
            return [];
        var events = new List<RaceEvent>();
        if (!_hasBegun)
            events.Add(new(0, beganMs, RaceEventKind.RunStarted, run, Worker: _workers.Count));
        for (; _toldWorkers < _workers.Count; _toldWorkers++)
        {
            events.Add(new(0, beganMs, RaceEventKind.WorkerNamed, run, Worker: _toldWorkers + 1)
            {
                WorkerName = _workers[_toldWorkers],
            });
        }

        events.AddRange(_phases.Skip(_toldPhases).SelectMany(phase => EventsOf(phase, run)));
        if (_endMs is { } end)
            events.Add(new(0, end, RaceEventKind.RunFinished, run, Status: Outcome.Ok));
        (_hasBegun, _hasEnded, _toldPhases) = (true, _endMs is not null, _phases.Count);
        return events;
    }

    private static IEnumerable<RaceEvent> EventsOf((double FromMs, double ToMs, string Name) phase, int run)
    {
        yield return new(0, phase.FromMs, RaceEventKind.Phase, run, Worker: 1)
        {
            PhaseName = SafeText.ToLine(phase.Name, EventTextSanitizer.MaxNameLength),
        };
        yield return new(0, phase.ToMs, RaceEventKind.Phase, run, Worker: 1);
    }
}
