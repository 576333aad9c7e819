using System.Collections.Concurrent;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// Records one run in the log of its race. As an observer it is given to an executor, whose futures then report to it. Every event is
/// recorded at the moment it happens, on the thread on which it happens. Thread-safe.
/// </summary>
/// <param name="log">The log of the race.</param>
/// <param name="number">The run's number in its race, from 0.</param>
/// <param name="items">The names of its futures, in call order. A future beyond them is named after its argument.</param>
/// <param name="workers">How many workers the run has.</param>
/// <param name="cancelled">Signalled when the race is cancelled; pending futures are then cancelled.</param>
internal sealed partial class RunRecorder(
    RaceLog log, int number, IReadOnlyList<string> items, int workers, CancellationToken cancelled)
{
    private readonly ConcurrentDictionary<Future, int> _submitted = new();
    private readonly ConcurrentDictionary<Exception, int> _raised = new(ReferenceEqualityComparer.Instance);
    private readonly ThreadLocal<int> _worker = new();
    private readonly ConcurrentDictionary<int, bool> _unfinished = new(
        Enumerable.Range(0, items.Count).ToDictionary(future => future, _ => true));
    private BrokenProcessPoolException? _brokenPoolError;
    private int _calls;

    /// <summary>
    /// Maps the argument of a call to the number of its future, from 0. By default futures are numbered as they are submitted.
    /// </summary>
    public Func<object?, int>? FutureNumberSelector { private get; init; }

    /// <summary>Maps the result of a call to the outcome that is recorded. By default that is the result as text.</summary>
    public Func<object?, FutureOutcome> OutcomeSelector { private get; init; } = FutureOutcome.OfResult;

    /// <summary>Called with the exception that a call raised, before it is recorded.</summary>
    public Action<Exception>? OnRaised { private get; init; }

    /// <summary>Called with an exception that kept an event from being recorded, before the exception goes on.</summary>
    public Action<Exception>? OnRecordingFailed { private get; init; }

    /// <summary>How many workers the run has.</summary>
    public int Workers => workers;

    /// <summary>The worker of this run that the calling thread is, from 1; 0 if it is none.</summary>
    public int CurrentWorker => _worker.Value;

    /// <summary>Signalled when the race is cancelled.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>
    /// Runs <paramref name="body"/> between the run's first and last event. Does not throw: an exception ends the run early.
    /// </summary>
    public void Execute(Action body)
    {
        log.Append(new RaceEvent(0, 0, RaceEventKind.RunStarted, number, Worker: workers));
        Exception? ending = null;
        try
        {
            // Disposing the registration waits until a running CancelPending returns, so everything that CancelPending logs comes before
            // the last event of the run.
            using var cancelling = cancelled.Register(CancelPending);
            body();
        }
        catch (Exception error)
        {
            ending = error;
        }

        End(ending);
    }

    /// <summary>Calls <paramref name="function"/> on the calling thread, and records it as a future whose worker is this thread.</summary>
    /// <returns>What it returned.</returns>
    /// <exception cref="OperationCanceledException">The race was cancelled before.</exception>
    public TResult CallInline<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
    {
        var future = NumberOfCall(argument);
        cancelled.ThrowIfCancellationRequested();
        RecordSubmitted(future, argument);
        RecordStarted(future, worker: 1);
        try
        {
            var result = function(argument);
            RecordReturned(future, result);
            return result;
        }
        catch (Exception error)
        {
            RecordRaised(future, error);
            throw;
        }
    }

    /// <summary>Records that a future was submitted.</summary>
    /// <param name="future">The number of the future.</param>
    /// <param name="argument">The argument of the call.</param>
    /// <param name="expose">Lets others find the future and cancel it; null if nobody can cancel it.</param>
    public void RecordSubmitted(int future, object? argument, Action? expose = null)
    {
        _unfinished[future] = true;
        // The definition of the race already has the labels of its items. Only a future that belongs to none of these items needs a label
        // in its event.
        var label = future < items.Count ? null : argument?.ToString();
        // The log gets the submission first. Otherwise it could get the end of the future before it. A person who reads the submission and
        // cancels the future at once waits for this lock, and then finds the future.
        lock (_cancelGate)
        {
            log.Append(new RaceEvent(0, 0, RaceEventKind.Submitted, number, future) { Label = label });
            expose?.Invoke();
        }
    }

    /// <summary>Records a future that no executor reports: a worker took it.</summary>
    public void RecordStarted(int future, int worker) => log.Append(new RaceEvent(0, 0, RaceEventKind.Started, number, future, worker));

    /// <summary>Records a future that no executor reports: its call returned.</summary>
    public void RecordReturned(int future, object? result) => Finish(future, OutcomeSelector(result));

    /// <summary>Records a future that no executor reports: its call raised.</summary>
    public void RecordRaised(int future, Exception error)
    {
        OnRaised?.Invoke(error);
        _raised[error] = future;
        if (IsCancellation(error))
        {
            Finish(future, new(Outcome.Cancelled, "given up"));
            return;
        }

        // A broken pool fails the run, even if the consuming code handles the exception of each future and ends normally.
        _brokenPoolError ??= error as BrokenProcessPoolException;
        Finish(future, FutureOutcome.OfError(error));
    }

    /// <summary>Records a future that no executor reports: it was cancelled before a worker took it.</summary>
    public void RecordCancelledPending(int future)
    {
        RecordWhoCancelled(future);
        Finish(future, new(Outcome.Cancelled, "cancelled while pending"));
    }

    /// <summary>Records that the consuming code got the result, or the exception, of a future.</summary>
    public void RecordReceived(int future, Outcome status = Outcome.Ok) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Received, number, future, Status: status));

    /// <summary>Records that the consuming code got the outcome of a done future. A cancelled future has none to receive.</summary>
    public void RecordReceived(int number, Future future)
    {
        if (!future.Cancelled && !(future.Exception() is { } error && IsCancellation(error)))
            RecordReceived(number, future.Exception() is null ? Outcome.Ok : Outcome.Error);
    }

    /// <summary>Records that a worker leaves the phase it was in and enters <paramref name="phase"/>; null only leaves.</summary>
    public void SetPhase(int worker, string? phase) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Phase, number, Worker: worker) { PhaseName = phase });

    /// <summary>Records the name of a worker.</summary>
    public void NameWorker(int worker, string name) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.WorkerNamed, number, Worker: worker) { WorkerName = name });

    /// <summary>Records a call of the consuming code and its answer.</summary>
    public void RecordAnswered(Answer answer) => log.Append(new RaceEvent(0, 0, RaceEventKind.Answered, number) { Answer = answer });

    /// <summary>Whether an exception means that the race was cancelled: a running process can only be stopped by killing it.</summary>
    public bool IsCancellation(Exception error) =>
        error is OperationCanceledException or BrokenProcessPoolException && cancelled.IsCancellationRequested;

    private int NumberOfCall(object? argument) => FutureNumberSelector?.Invoke(argument) ?? Interlocked.Increment(ref _calls) - 1;

    private void Finish(int future, FutureOutcome outcome)
    {
        _unfinished.TryRemove(future, out _);
        var bytes = outcome.Status == Outcome.Ok ? outcome.Bytes : RaceEvent.None;
        log.Append(new RaceEvent(0, 0, RaceEventKind.Finished, number, future, 0, outcome.Status, bytes, outcome.Image)
        {
            Payload = outcome.Text,
        });
    }

    private void CancelPending()
    {
        // Cancels the newest future first. A worker that becomes free meanwhile then takes the oldest pending future, so calls still start
        // in call order. ToArray copies the futures, because other threads change the dictionary.
        foreach (var (future, _) in _submitted.ToArray().OrderByDescending(submitted => submitted.Value))
            future.Cancel();
    }

    private void End(Exception? ending)
    {
        RefuseCancelling();
        var endedBy = RaceEvent.None;
        if (ending is not null && EndedByCancelled(ending) is not RaceEvent.None and var cancelledFuture)
        {
            // A cancelled future ended the run. The future has no outcome that the consuming code could receive, so only endedBy is set and
            // no event is recorded.
            endedBy = cancelledFuture;
        }
        else if (ending is not null && !IsCancellation(ending))
        {
            endedBy = _raised.GetValueOrDefault(ending, RaceEvent.None);
            if (endedBy != RaceEvent.None)
                RecordReceived(endedBy, Outcome.Error);
        }

        foreach (var future in _unfinished.Keys.Order())
            Finish(future, new(Outcome.Cancelled, "never started"));

        ending ??= _brokenPoolError;
        var status = cancelled.IsCancellationRequested ? Outcome.Cancelled
            : ending is null ? Outcome.Ok : Outcome.Error;
        log.Append(new RaceEvent(0, 0, RaceEventKind.RunFinished, number, endedBy, Status: status)
        {
            Reason = status == Outcome.Error ? FutureOutcome.ReasonOf(ending!) : null,
        });
    }
}
