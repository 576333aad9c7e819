using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>
/// An auxiliary run of a program while its recording is read. Its workers have phases, and it has no futures. Not thread-safe.
/// </summary>
/// <param name="id">The id of the run.</param>
/// <param name="title">The name of the run.</param>
/// <param name="summary">What its lane shows, in one line; empty if the title says it.</param>
/// <param name="kinds">The kinds of its phases.</param>
/// <param name="beganMs">When the run began, in ms since the recording began.</param>
internal sealed class ObservedPhases(string id, string title, string summary, IReadOnlyList<PhaseKind> kinds, double beganMs)
    : IObservedRun
{
    private readonly List<string> _workers = [];
    private readonly List<ObservedPhase> _untold = [];
    private int _toldWorkers;
    private bool _hasBegun;
    private bool _hasEnded;
    private double? _endMs;

    /// <inheritdoc/>
    public double BeganMs => beganMs;

    /// <inheritdoc/>
    public int FutureCount => 0;

    /// <inheritdoc/>
    public bool HasContent => _hasBegun || _untold.Count > 0;

    /// <summary>The number of workers.</summary>
    public int WorkerCount => _workers.Count;

    /// <summary>Adds a worker, and returns its number, from 1.</summary>
    public int AddWorker(string name)
    {
        _workers.Add(name);
        return _workers.Count;
    }

    /// <summary>Adds a phase that lasts until its <see cref="ObservedPhase.ToMs"/> is set.</summary>
    /// <inheritdoc cref="ObservedPhase(int, double, Func{string})" path="/param"/>
    public ObservedPhase Begin(int worker, double fromMs, Func<string> name)
    {
        var phase = new ObservedPhase(worker, fromMs, name);
        _untold.Add(phase);
        return phase;
    }

    /// <inheritdoc/>
    /// <remarks>The threads of the run end with the program, and so does a phase that still lasts then.</remarks>
    public void End(double atMs, bool hasProgramEnded)
    {
        if (hasProgramEnded)
            _endMs ??= atMs;
    }

    /// <inheritdoc/>
    public ModeInfo ToInfo() => new(
        id, title, summary, ReceiveOrder.CompletionOrder, IsAuxiliary: true, ResultUnit: "results", WorkerPhaseKinds: kinds,
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

        events.AddRange(_untold.SelectMany(phase => phase.NewEvents(run)));
        _untold.RemoveAll(phase => phase.ToMs is not null);
        if (_endMs is { } end)
            events.Add(new(0, end, RaceEventKind.RunFinished, run, Status: Outcome.Ok));
        (_hasBegun, _hasEnded) = (true, _endMs is not null);
        return events;
    }
}
