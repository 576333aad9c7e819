using System.Globalization;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Observing;

/// <summary>One executor or event loop of a program while its recording is read. Not thread-safe.</summary>
/// <param name="number">The number of the executor or event loop in the program, from 1.</param>
/// <param name="title">The name of the executor or event loop.</param>
/// <param name="kind">The kind of its workers.</param>
/// <param name="beganMs">When the executor or event loop was made, in ms since the recording began.</param>
/// <param name="threadNames">The names of the program's threads, by thread number.</param>
internal sealed class ObservedExecutor(
    int number, string title, WorkerKind kind, double beganMs, IReadOnlyDictionary<long, string> threadNames) : IObservedRun
{
    private const string LostReason = "the program ended first";
    private const string CancelledReason = "cancelled";

    private readonly List<ObservedFuture> _futures = [];
    private readonly Dictionary<long, ObservedFuture> _byId = [];
    private readonly Dictionary<long, int> _workers = [];
    private readonly Dictionary<int, string> _workerNames = [];
    private readonly SortedSet<int> _freeSlots = [];
    private readonly SortedSet<int> _changed = [];
    private int _slots;
    private int _labelled;
    private int _toldWorkers;
    private bool _hasBegun;
    private bool _hasEnded;
    private double? _shutdownMs;
    private double? _endMs;

    /// <inheritdoc/>
    public double BeganMs => beganMs;

    /// <inheritdoc/>
    public int FutureCount => _futures.Count;

    /// <inheritdoc/>
    public bool HasContent => _futures.Count > 0;

    /// <summary>The name of the executor, as it is shown.</summary>
    public string Title { get; } = SafeText.ToLine(title, EventTextSanitizer.MaxNameLength);

    /// <summary>Whether calls are pending or running.</summary>
    public bool HasUnfinishedFutures => _futures.Exists(future => future.FinishedMs is null);

    private int WorkerCount => Math.Max(1, kind == WorkerKind.LoopSlot ? _slots : _workers.Count);

    public void Shutdown(double atMs) => _shutdownMs ??= atMs;

    public void AddFuture(Observation seen)
    {
        var function = string.IsNullOrEmpty(seen.Name) ? "Future" : seen.Name;
        var future = new ObservedFuture(_futures.Count, new(function, seen.Arguments), seen.AtMs);
        _futures.Add(future);
        _byId.Add(seen.SubjectId, future);
        _changed.Add(future.Number);
    }

    /// <summary>
    /// Applies an observation of one of the run's futures. Ignores an observation that is impossible in the current state of the future.
    /// </summary>
    public void Apply(Observation seen)
    {
        var future = _byId[seen.SubjectId];
        _changed.Add(future.Number);
        switch (seen.Kind)
        {
            case ObservationKind.Running when kind == WorkerKind.Thread:
            case ObservationKind.ChildStarted:
                future.Start(seen.AtMs, WorkerOf(seen.WorkerId));
                break;
            case ObservationKind.ChildEnded:
                (future.EndedInProcessMs, future.CpuMs) = (seen.AtMs, seen.CpuMs);
                break;
            case ObservationKind.Step when kind == WorkerKind.LoopSlot:
                future.FirstStepMs ??= seen.AtMs;
                break;
            case ObservationKind.SemWait when future.IsPending:
                future.IsWaitingForSemaphore = true;
                break;
            case ObservationKind.SemGot when future.IsWaitingForSemaphore:
                future.IsWaitingForSemaphore = false;
                StartInSlot(future, seen.AtMs);
                break;
            case ObservationKind.StepEnd when kind == WorkerKind.LoopSlot && !future.IsWaitingForSemaphore
                && future.FirstStepMs is { } first:
                StartInSlot(future, first);
                break;
            case ObservationKind.Done:
                Finish(
                    future, seen, Outcome.Ok, seen.Detail is { } result ? SafeText.ToText(result, EventTextSanitizer.MaxTextLength) : null);
                break;
            case ObservationKind.Raised:
                Finish(future, seen, Outcome.Error, SafeText.ToLine(ReasonOf(seen), EventTextSanitizer.MaxTextLength));
                break;
            case ObservationKind.Cancelled:
                Finish(future, seen, Outcome.Cancelled, CancelledReason);
                break;
            case ObservationKind.Got or ObservationKind.Yielded:
                future.Receive(seen.AtMs, seen.Kind == ObservationKind.Yielded);
                break;
        }
    }

    /// <summary>
    /// Ends the run if its executor is shut down and the program has taken every result, so that nothing more can happen to it.
    /// </summary>
    public void EndIfDrained()
    {
        if (_endMs is null && _shutdownMs is { } shutdown
            && _futures.TrueForAll(future => future.ReceivedMs is not null || future.Status == Outcome.Cancelled))
            _endMs = Math.Max(shutdown, LastMs());
    }

    /// <inheritdoc/>
    public void End(double atMs, bool hasProgramEnded)
    {
        if (hasProgramEnded)
        {
            foreach (var future in _futures.Where(future => future.FinishedMs is null))
            {
                future.Finish(Math.Max(atMs, future.StartedMs ?? future.SubmittedMs), Outcome.Cancelled, LostReason);
                _changed.Add(future.Number);
            }
        }

        if (_futures.TrueForAll(future => future.FinishedMs is not null) && (hasProgramEnded || _shutdownMs is not null))
            _endMs ??= Math.Max(_shutdownMs ?? 0, LastMs());
    }

    /// <inheritdoc/>
    /// <remarks>The delivery order is the order in which the program really received the results.</remarks>
    public ModeInfo ToInfo() => new(
        string.Create(CultureInfo.InvariantCulture, $"executor-{number}"), Title, "",
        IsInCallOrder() ? ReceiveOrder.CallOrder : ReceiveOrder.CompletionOrder, ResultUnit: "results", RunWorkers: WorkerCount,
        WorkerKind: kind);

    /// <inheritdoc/>
    public IReadOnlyList<RaceEvent> NewEvents(int run)
    {
        if (_hasEnded)
            return [];
        var events = new List<RaceEvent>();
        if (!_hasBegun)
            events.Add(new(0, beganMs, RaceEventKind.RunStarted, run, Worker: WorkerCount));
        foreach (var (worker, name) in _workerNames.Where(named => named.Key > _toldWorkers))
            events.Add(new(0, beganMs, RaceEventKind.WorkerNamed, run, Worker: worker) { WorkerName = name });
        Label();
        events.AddRange(_changed.SelectMany(future => _futures[future].NewEvents(run)));
        if (_endMs is { } end)
            events.Add(new(0, end, RaceEventKind.RunFinished, run, Status: Outcome.Ok));
        (_hasBegun, _hasEnded, _toldWorkers) = (true, _endMs is not null, _workers.Count);
        _changed.Clear();
        return events;
    }

    /// <summary>The label of one of the run's futures.</summary>
    /// <param name="id">The id of the future.</param>
    public string LabelOf(long id)
    {
        Label();
        return _byId[id].Label!;
    }

    // Labels each new future with the first argument that differs between the calls. If later calls differ in another argument, a future
    // still keeps its first label, because its first event has already shown this label.
    private void Label()
    {
        if (_labelled == _futures.Count)
            return;
        var labels = CallLabels.Of([.. _futures.Select(future => future.Call)]);
        for (; _labelled < _futures.Count; _labelled++)
            _futures[_labelled].Label = labels[_labelled];
    }

    private void Finish(ObservedFuture future, Observation seen, Outcome status, string? text)
    {
        if (future.FinishedMs is not null)
            return;
        // If the program sets a result by hand, no start was recorded. The future starts now, because every result needs a worker. A failed
        // future starts now only in asyncio (LoopSlot): elsewhere, it may have failed before a worker took it.
        if (future.IsPending && (status == Outcome.Ok || (status == Outcome.Error && kind == WorkerKind.LoopSlot)))
            Start(future, seen);
        future.CpuMs ??= seen.CpuMs;
        future.Finish(seen.AtMs, status, text);
        if (kind == WorkerKind.LoopSlot && future.Worker > 0)
            _freeSlots.Add(future.Worker);
    }

    private void Start(ObservedFuture future, Observation seen)
    {
        if (kind == WorkerKind.LoopSlot)
            StartInSlot(future, future.FirstStepMs ?? seen.AtMs);
        else
            future.Start(seen.AtMs, WorkerOf(seen.WorkerId));
    }

    // An asyncio task takes the lowest free slot. A loop therefore has as many slots as the largest number of tasks that ran at the same
    // time.
    private void StartInSlot(ObservedFuture future, double atMs)
    {
        if (!future.IsPending)
            return;
        var slot = _freeSlots.Count > 0 ? _freeSlots.Min : ++_slots;
        _freeSlots.Remove(slot);
        future.Start(atMs, slot);
    }

    private int WorkerOf(long thread)
    {
        if (_workers.TryGetValue(thread, out var worker))
            return worker;
        _workers.Add(thread, worker = _workers.Count + 1);
        if (kind == WorkerKind.Process)
            _workerNames[worker] = string.Create(CultureInfo.InvariantCulture, $"pid {thread}");
        else if (threadNames.GetValueOrDefault(thread) is { Length: > 0 } name)
            _workerNames[worker] = WorkerNames.Of(name);
        return worker;
    }

    // Returns whether the program received the results in the order of its calls. If as_completed yielded a future, the order was that of
    // completion. Otherwise the times at which the futures were received decide.
    private bool IsInCallOrder()
    {
        var received = _futures.Where(future => future.ReceivedMs is not null).ToList();
        return received.Count > 1 && !received.Exists(future => future.WasYieldedByAsCompleted)
            && received.Zip(received.Skip(1)).All(pair => pair.First.ReceivedMs <= pair.Second.ReceivedMs);
    }

    private static string ReasonOf(Observation seen) =>
        string.IsNullOrEmpty(seen.Detail) ? seen.Name ?? "" : $"{seen.Name}: {seen.Detail}";

    private double LastMs() => _futures.Select(future => Math.Max(future.FinishedMs ?? 0, future.ReceivedMs ?? 0))
        .Append(beganMs).Max();
}
