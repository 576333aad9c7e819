using System.Collections.Concurrent;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// Records one run in the log of the race. As the observer of an executor, it records each event on the thread and at the moment at which
/// it happens. Thread-safe.
/// </summary>
/// <param name="log">The log of the race.</param>
/// <param name="number">The index of the run in the race.</param>
/// <param name="items">
/// The labels of the futures in call order. If there are more futures than labels, the text of a future's argument is its label.
/// </param>
/// <param name="workers">The number of workers.</param>
/// <param name="cancelled">Cancelled when the race is cancelled. The recorder then cancels the pending futures.</param>
internal sealed partial class RunRecorder(
    RaceLog log, int number, IReadOnlyList<string> items, int workers, CancellationToken cancelled)
{
    private readonly ConcurrentDictionary<Future, int> _submitted = new();
    private volatile Exception? _raisedByMap;
    private readonly ConcurrentDictionary<Exception, int> _raised = new(ReferenceEqualityComparer.Instance);
    private readonly ThreadLocal<int> _worker = new();
    private readonly ConcurrentDictionary<int, bool> _unfinished = new(
        Enumerable.Range(0, items.Count).ToDictionary(future => future, _ => true));
    private BrokenProcessPoolException? _brokenPoolError;
    private int _calls;

    /// <summary>
    /// Returns the number of the future for the argument of a call, from 0. By default, futures are numbered in the order of submission.
    /// </summary>
    public Func<object?, int>? FutureNumberSelector { private get; init; }

    /// <summary>Returns the outcome to record for the result of a call. By default, the outcome has the result as text.</summary>
    public Func<object?, LoggedOutcome> OutcomeSelector { private get; init; } = LoggedOutcome.FromResult;

    /// <summary>Called when a call raised an exception, before the exception is recorded.</summary>
    public Action<Exception>? OnRaised { private get; init; }

    /// <summary>Called when an event could not be recorded, with the reason. The exception propagates after that.</summary>
    public Action<Exception>? OnRecordingFailed { private get; init; }

    /// <summary>The number of workers that the run uses.</summary>
    public int Workers => workers;

    /// <summary>
    /// The number of the worker, from 1, whose thread is the calling thread; 0 if the calling thread is not a worker of this run.
    /// </summary>
    public int CurrentWorker => _worker.Value;

    /// <summary>Cancelled when the race is cancelled.</summary>
    public CancellationToken CancelToken => cancelled;

    /// <summary>
    /// Records the start of the run, calls <paramref name="body"/>, and records the end of the run. Does not throw: an exception ends the
    /// run early.
    /// </summary>
    public void Execute(Action body)
    {
        log.Append(new RaceEvent(0, 0, RaceEventKind.RunStarted, number, Worker: workers));
        Exception? ending = null;
        try
        {
            // If CancelPending is running at the end of this block, disposing the registration waits for it. In the log, all events of
            // CancelPending therefore come before the end of the run.
            using var cancelling = cancelled.Register(CancelPending);
            body();
        }
        catch (Exception error)
        {
            ending = error;
        }

        End(ending);
    }

    /// <summary>Calls <paramref name="function"/> on the calling thread, and records the call as a future that worker 1 runs.</summary>
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
            RecordCallReturned(future, result);
            return result;
        }
        catch (Exception error)
        {
            RecordCallRaised(future, error);
            throw;
        }
    }

    /// <summary>Records that a future was submitted.</summary>
    /// <param name="future">The number of the future.</param>
    /// <param name="argument">The argument of the call.</param>
    /// <param name="makeCancellable">Makes the future cancellable by other threads; null if it cannot be cancelled.</param>
    public void RecordSubmitted(int future, object? argument, Action? makeCancellable = null)
    {
        _unfinished[future] = true;
        // The futures below items.Count were planned, and the definition of the race contains their labels. A future that was added later
        // has its label in its Submitted event.
        var label = future < items.Count ? null : argument?.ToString();
        // Log the submission before other threads can cancel the future. Otherwise the log could contain the end of the future first. A
        // thread that cancels the future waits for this lock.
        lock (_cancelGate)
        {
            log.Append(new RaceEvent(0, 0, RaceEventKind.Submitted, number, future) { UnlistedLabel = label });
            makeCancellable?.Invoke();
        }
    }

    /// <summary>Records that a worker started a future.</summary>
    public void RecordStarted(int future, int worker) => log.Append(new RaceEvent(0, 0, RaceEventKind.Started, number, future, worker));

    /// <summary>Records that the call of a future returned.</summary>
    public void RecordCallReturned(int future, object? result) => Finish(future, OutcomeSelector(result));

    /// <summary>Records that the call of a future raised an exception.</summary>
    public void RecordCallRaised(int future, Exception error)
    {
        OnRaised?.Invoke(error);
        _raised[error] = future;
        if (IsDueToCancellation(error))
        {
            Finish(future, new(Outcome.Cancelled, "given up"));
            return;
        }

        // A broken process pool fails the run, even if the consuming code catches all exceptions and ends normally.
        _brokenPoolError ??= error as BrokenProcessPoolException;
        Finish(future, LoggedOutcome.FromException(error));
    }

    /// <summary>Records that a future was cancelled while it was pending.</summary>
    public void RecordCancelledPending(int future)
    {
        RecordWhoCancelled(future);
        Finish(future, new(Outcome.Cancelled, "cancelled while pending"));
    }

    /// <summary>Records that the consuming code received the result or the exception of a future.</summary>
    public void RecordReceived(int future, Outcome status = Outcome.Ok) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Received, number, future, Status: status));

    /// <summary>Whether a sequence of Map raised this exception of a future, which is then recorded as received.</summary>
    public bool WasRaisedByMap(Exception error) => _raisedByMap == error;

    /// <summary>
    /// Records that the consuming code received the outcome of an ended future. A cancelled future has no outcome to receive, so nothing is
    /// recorded for it.
    /// </summary>
    public void RecordReceived(int number, Future future)
    {
        if (!future.Cancelled && !(future.Exception() is { } error && IsDueToCancellation(error)))
            RecordReceived(number, future.Exception() is null ? Outcome.Ok : Outcome.Error);
    }

    /// <summary>
    /// Records that a worker leaves its current phase, if any, and enters <paramref name="phase"/>. If this is null, the worker enters no
    /// phase.
    /// </summary>
    public void RecordPhaseChange(int worker, string? phase) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Phase, number, Worker: worker) { PhaseName = phase });

    /// <summary>Records the name of a worker.</summary>
    public void RecordWorkerName(int worker, string name) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.WorkerNamed, number, Worker: worker) { WorkerName = name });

    /// <summary>Records that the consuming code called a member of an executor or future, and the answer that it got.</summary>
    public void RecordSessionEntry(SessionEntry entry) =>
        log.Append(new RaceEvent(0, 0, RaceEventKind.Answered, number) { SessionEntry = entry });

    /// <summary>
    /// Whether an exception is due to the cancellation of the race. A broken process pool counts too, because a running process can only be
    /// cancelled by killing it.
    /// </summary>
    public bool IsDueToCancellation(Exception error) =>
        error is OperationCanceledException or BrokenProcessPoolException && cancelled.IsCancellationRequested;

    private int NumberOfCall(object? argument) => FutureNumberSelector?.Invoke(argument) ?? Interlocked.Increment(ref _calls) - 1;

    private void Finish(int future, LoggedOutcome outcome)
    {
        _unfinished.TryRemove(future, out _);
        var bytes = outcome.Status == Outcome.Ok ? outcome.Bytes : RaceEvent.None;
        log.Append(new RaceEvent(0, 0, RaceEventKind.Finished, number, future, 0, outcome.Status, bytes, outcome.ImageHash)
        {
            Payload = outcome.ResultOrReason,
        });
    }

    private void CancelPending()
    {
        // Futures are cancelled from the newest to the oldest. A worker that becomes free meanwhile thus takes the oldest pending future,
        // as always. ToArray makes a copy, because other threads change the dictionary.
        foreach (var (future, _) in _submitted.ToArray().OrderByDescending(submitted => submitted.Value))
            future.Cancel();
    }

    private void End(Exception? ending)
    {
        RefuseCancelling();
        var endedBy = RaceEvent.None;
        if (ending is not null && EndedByCancelled(ending) is not RaceEvent.None and var cancelledFuture)
        {
            // The code asked for the result of a cancelled future, which ended the run. A cancelled future has no outcome, so no Received
            // event is recorded.
            endedBy = cancelledFuture;
        }
        else if (ending is ExternalRunException observed)
        {
            // The run in Python failed. If a future raised the exception, the log already contains the Received event of that future, so
            // only the number of the future is stored here.
            endedBy = observed.FailedFutureNumber;
        }
        else if (ending is not null && !IsDueToCancellation(ending))
        {
            endedBy = _raised.GetValueOrDefault(ending, RaceEvent.None);
            if (endedBy != RaceEvent.None && !WasRaisedByMap(ending))
                RecordReceived(endedBy, Outcome.Error);
        }

        foreach (var future in _unfinished.Keys.Order())
            Finish(future, new(Outcome.Cancelled, "never started"));

        ending ??= _brokenPoolError;
        var status = cancelled.IsCancellationRequested ? Outcome.Cancelled
            : ending is null ? Outcome.Ok : Outcome.Error;
        RecordWithOwnTime(new RaceEvent(0, ExternalEndAtMs ?? double.MaxValue, RaceEventKind.RunFinished, number, endedBy, Status: status)
        {
            Reason = status == Outcome.Error ? LoggedOutcome.DescribeException(ending!) : null,
        });
    }
}
