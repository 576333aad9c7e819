using System.Collections.Concurrent;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// Records one run in the log of the race. It observes the futures of an executor, and records every event at the moment and on the thread
/// at which it happens. Thread-safe.
/// </summary>
/// <param name="log">The log of the race.</param>
/// <param name="number">The index of the run in the race.</param>
/// <param name="items">
/// The labels of the futures in call order. A future beyond the end of this list gets the text of its argument as its label.
/// </param>
/// <param name="workers">The number of workers.</param>
/// <param name="cancelled">Cancelled when the race is cancelled. The recorder then cancels the pending futures.</param>
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
    /// Maps the argument of a call to the number of the future, from 0. By default, futures are numbered in the order of submission.
    /// </summary>
    public Func<object?, int>? FutureNumberSelector { private get; init; }

    /// <summary>Maps the result of a call to the outcome that is recorded. By default, the outcome has the result as text.</summary>
    public Func<object?, FutureOutcome> OutcomeSelector { private get; init; } = FutureOutcome.OfResult;

    /// <summary>Called with the exception that a call raised, before it is recorded.</summary>
    public Action<Exception>? OnRaised { private get; init; }

    /// <summary>Called with the exception when an event could not be recorded, before the exception propagates.</summary>
    public Action<Exception>? OnRecordingFailed { private get; init; }

    /// <summary>The number of workers of the run.</summary>
    public int Workers => workers;

    /// <summary>The number of the worker, from 1, that runs on the calling thread; 0 if the thread is no worker of this run.</summary>
    public int CurrentWorker => _worker.Value;

    /// <summary>Cancelled when the race is cancelled.</summary>
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

    /// <summary>Calls <paramref name="function"/> on the calling thread, and records the call as a future of worker 1.</summary>
    /// <returns>The result of the function.</returns>
    /// <exception cref="OperationCanceledException">The race was cancelled before the call.</exception>
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
    /// <param name="expose">Makes the future available for cancellation; null if it cannot be cancelled.</param>
    public void RecordSubmitted(int future, object? argument, Action? expose = null)
    {
        _unfinished[future] = true;
        // The definition of the race already has the labels of its items, so only a future beyond the items needs a label in its event.
        var label = future < items.Count ? null : argument?.ToString();
        // The submission is logged before the future can be cancelled, because the log would otherwise have the end before the submission.
        // A cancellation that arrives in between waits for this lock.
        lock (_cancelGate)
        {
            log.Append(new RaceEvent(0, 0, RaceEventKind.Submitted, number, future) { Label = label });
            expose?.Invoke();
        }
    }

    /// <summary>Records that a worker started a future that does not belong to an executor.</summary>
    public void RecordStarted(int future, int worker) => log.Append(new RaceEvent(0, 0, RaceEventKind.Started, number, future, worker));

    /// <summary>Records that the call of a future without an executor returned.</summary>
    public void RecordReturned(int future, object? result) => Finish(future, OutcomeSelector(result));

    /// <summary>Records that the call of a future without an executor raised an exception.</summary>
    public void RecordRaised(int future, Exception error)
    {
        OnRaised?.Invoke(error);
        _raised[error] = future;
        if (IsCancellation(error))
        {
            Finish(future, new(Outcome.Cancelled, "given up"));
            return;
        }

        // A broken pool fails the run, even if the consuming code handles all exceptions and ends normally.
        _brokenPoolError ??= error as BrokenProcessPoolException;
        Finish(future, FutureOutcome.OfError(error));
    }

    /// <summary>Records that a future without an executor was cancelled before a worker started it.</summary>
    public void RecordCancelledPending(int future)
    {
        RecordWhoCancelled(future);
        Finish(future, new(Outcome.Cancelled, "cancelled while pending"));
    }

    /// <summary>Records that the consuming code received the result or the exception of a future.</summary>
    public void RecordReceived(int future, Outcome status = Outcome.Ok) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Received, number, future, Status: status));

    /// <summary>
    /// Records that the consuming code received the outcome of a done future. Does nothing for a cancelled future, which has no outcome.
    /// </summary>
    public void RecordReceived(int number, Future future)
    {
        if (!future.Cancelled && !(future.Exception() is { } error && IsCancellation(error)))
            RecordReceived(number, future.Exception() is null ? Outcome.Ok : Outcome.Error);
    }

    /// <summary>Records that a worker leaves its phase, if any, and enters <paramref name="phase"/>; null only leaves.</summary>
    public void SetPhase(int worker, string? phase) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Phase, number, Worker: worker) { PhaseName = phase });

    /// <summary>Records the name of a worker.</summary>
    public void NameWorker(int worker, string name) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.WorkerNamed, number, Worker: worker) { WorkerName = name });

    /// <summary>Records that the consuming code called a member of a future, and the answer.</summary>
    public void RecordAnswered(Answer answer) => log.Append(new RaceEvent(0, 0, RaceEventKind.Answered, number) { Answer = answer });

    /// <summary>
    /// Whether an exception means that the race was cancelled. Killed workers count too, because a running process can only be cancelled by
    /// killing it.
    /// </summary>
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
            // A cancelled future ended the run. It has no outcome to receive, so no event is recorded.
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
