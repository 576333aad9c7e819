using System.Collections.Concurrent;
using FlagDashboard.Flags;
using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

/// <summary>
/// One run's part of the race's log. As an observer it is given to an executor, whose futures then report themselves;
/// everything that happens to a future passes here at the moment it happens, on the thread on which it happens. Thread-safe.
/// </summary>
/// <param name="log">The log of the race.</param>
/// <param name="number">The run's number in its race, from 0.</param>
/// <param name="items">What its futures are called, in call order; those submitted beyond it are called by their argument.</param>
/// <param name="workers">How many workers it has.</param>
/// <param name="cancelled">Cancels what is pending.</param>
internal class RunLog(RaceLog log, int number, IReadOnlyList<string> items, int workers, CancellationToken cancelled) : IFutureObserver
{
    private readonly ConcurrentDictionary<Future, int> _submitted = new();
    private readonly ConcurrentDictionary<Exception, int> _raised = new(ReferenceEqualityComparer.Instance);
    private readonly ThreadLocal<int> _worker = new();
    private readonly ConcurrentDictionary<int, bool> _open = new(Enumerable.Range(0, items.Count).Select(future => KeyValuePair.Create(future, true)));
    private BrokenProcessPoolException? _broken;
    private int _made;

    public int Workers => workers;

    /// <summary>Which worker of the run the calling thread is, from 1; 0 if it is none.</summary>
    public int Worker => _worker.Value;

    /// <summary>Signalled when the race is cancelled.</summary>
    public CancellationToken Cancelled => cancelled;

    /// <summary>The consuming code got the result, or the exception, of a future.</summary>
    public void Received(int future, Outcome status = Outcome.Ok) => Log(RaceEventKind.Received, future, status: status);

    /// <summary>The consuming code got what a done future has: its result or its exception. What was cancelled has nothing to receive.</summary>
    public void Received(int number, Future future)
    {
        if (!future.Cancelled && !(future.Exception() is { } error && IsGivenUp(error)))
            Received(number, future.Exception() is null ? Outcome.Ok : Outcome.Error);
    }

    /// <summary>A worker's row enters a phase of that name, and leaves the one it was in; null only leaves.</summary>
    public void Phase(int worker, string? phase) => Log(RaceEventKind.Phase, RaceEvent.None, worker, detail: phase);

    /// <summary>Gives a worker a name.</summary>
    public void Named(int worker, string name) => Log(RaceEventKind.WorkerNamed, RaceEvent.None, worker, detail: name);

    /// <summary>Calls <paramref name="function"/> here and now, as a future with the calling thread for a worker.</summary>
    /// <returns>What it returned.</returns>
    /// <exception cref="OperationCanceledException">The race was cancelled.</exception>
    public TResult CallHere<TArg, TResult>(Func<TArg, TResult> function, TArg argument)
    {
        var future = NumberOf(argument);
        cancelled.ThrowIfCancellationRequested();
        Submitted(future, argument);
        Started(future, worker: 1);
        try
        {
            var result = function(argument);
            Returned(future, result);
            return result;
        }
        catch (Exception error)
        {
            Raised(future, error);
            throw;
        }
    }

    /// <summary>The consuming code asked something and got an answer; <paramref name="detail"/> tells both.</summary>
    public void Answered(string detail) => Log(RaceEventKind.Answered, RaceEvent.None, detail: detail);

    /// <summary>Runs <paramref name="body"/> to its end, whatever happens in it, between the run's first and last event.</summary>
    public void Execute(Action body)
    {
        Log(RaceEventKind.RunStarted, RaceEvent.None, workers);
        Exception? ending = null;
        try
        {
            // Its end waits for a cancelling that is under way: what that one tells comes before the run's own end.
            using var cancelling = cancelled.Register(CancelPending);
            body();
        }
        catch (Exception error)
        {
            ending = error;
        }

        Close(ending);
    }

    void IFutureObserver.Submitted(Future future, object? argument)
    {
        var number = NumberOf(argument);
        // Told before it can be found: cancelling, on another thread, would tell its end first.
        Submitted(number, argument);
        _submitted[future] = number;
        if (cancelled.IsCancellationRequested)
            future.Cancel();
    }

    void IFutureObserver.Started(Future future, int worker)
    {
        _worker.Value = worker;
        Started(_submitted[future], worker);
    }

    void IFutureObserver.Finished(Future future, object? result, Exception? error)
    {
        // The future is dropped here, so that a run of thousands does not keep their results.
        if (!_submitted.TryRemove(future, out var number))
            return;
        if (error is null)
            Returned(number, result);
        else
            Raised(number, error);
    }

    void IFutureObserver.Cancelled(Future future)
    {
        if (_submitted.TryRemove(future, out var number))
            CancelledPending(number);
    }

    void IFutureObserver.WorkerStarting(int worker) => Phase(worker, "starting");

    void IFutureObserver.WorkerNamed(int worker, string name) => Named(worker, name);

    void IFutureObserver.WorkerReady(int worker) => Phase(worker, null);

    /// <summary>Which future of the run a call with that argument is: the next one, if the argument does not tell.</summary>
    protected virtual int NumberOf(object? argument) => Interlocked.Increment(ref _made) - 1;

    // What the definition lists has its name there.
    protected void Submitted(int future, object? argument)
    {
        _open[future] = true;
        Log(RaceEventKind.Submitted, future, detail: future < items.Count ? null : argument?.ToString());
    }

    protected void Started(int future, int worker) => Log(RaceEventKind.Started, future, worker);

    protected virtual void Returned(int future, object? result) => Finish(future, Outcome.Ok, detail: result?.ToString());

    protected virtual void Raised(int future, Exception error)
    {
        _raised[error] = future;
        if (IsGivenUp(error))
        {
            Finish(future, Outcome.Cancelled, detail: "given up");
            return;
        }

        // The run has failed, even if the consuming code takes it as the failure of each future and goes on.
        _broken ??= error as BrokenProcessPoolException;
        Finish(future, Outcome.Error, detail: Reason(error));
    }

    protected void CancelledPending(int future) => Finish(future, Outcome.Cancelled, detail: "cancelled while pending");

    protected void Finish(int future, Outcome status, int bytes = RaceEvent.None, string? image = null, string? detail = null)
    {
        _open.TryRemove(future, out _);
        log.Append(new RaceEvent(0, 0, RaceEventKind.Finished, number, future, 0, status, status == Outcome.Ok ? bytes : RaceEvent.None, image, detail));
    }

    // Processes can only be given up by killing them.
    protected bool IsGivenUp(Exception error) =>
        error is OperationCanceledException or BrokenProcessPoolException && cancelled.IsCancellationRequested;

    private void CancelPending()
    {
        // Last first: meanwhile a free worker may still take the first of those that are left, and no other. Copied by the
        // dictionary itself: sorting would copy it while it changes.
        foreach (var (future, _) in _submitted.ToArray().OrderByDescending(submitted => submitted.Value))
            future.Cancel();
    }

    private void Close(Exception? ending)
    {
        var endedBy = RaceEvent.None;
        if (ending is not null && !IsGivenUp(ending))
        {
            endedBy = _raised.GetValueOrDefault(ending, RaceEvent.None);
            if (endedBy != RaceEvent.None)
                Received(endedBy, Outcome.Error);
        }

        foreach (var future in _open.Keys.Order())
            Finish(future, Outcome.Cancelled, detail: "never started");

        ending ??= _broken;
        var status = cancelled.IsCancellationRequested ? Outcome.Cancelled
            : ending is null ? Outcome.Ok : Outcome.Error;
        Log(RaceEventKind.RunFinished, endedBy, status: status, detail: status == Outcome.Error ? Reason(ending!) : null);
    }

    private void Log(RaceEventKind kind, int future, int worker = 0, Outcome? status = null, string? detail = null) =>
        log.Append(new RaceEvent(0, 0, kind, number, future, worker, status, Detail: detail));

    // The same whether it was raised here or in another process.
    private static string Reason(Exception error) => error switch
    {
        RemoteException remote when remote.RemoteType == typeof(DownloadException).FullName || remote.RemoteType == typeof(SaveException).FullName => remote.RemoteMessage,
        DownloadException or SaveException or RemoteException or BrokenProcessPoolException => error.Message,
        _ => $"{error.GetType().Name}: {error.Message}",
    };
}
