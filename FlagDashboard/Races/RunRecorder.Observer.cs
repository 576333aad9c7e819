using FlagDashboard.Futures;

namespace FlagDashboard.Races;

// The part of the class that records the events of an executor and its futures.
internal sealed partial class RunRecorder : IFutureObserver
{
    void IFutureObserver.Submitted(Future future, object? argument)
    {
        try
        {
            var number = NumberOfCall(argument);
            // Logs the submission before the future is added to the list. CancelPending, on another thread, could otherwise find it there
            // and log its end before its beginning.
            Submitted(number, argument);
            _submitted[future] = number;
        }
        catch (Exception error) when (Report(error))
        {
        }

        if (cancelled.IsCancellationRequested)
            future.Cancel();
    }

    void IFutureObserver.Started(Future future, int worker)
    {
        _worker.Value = worker;
        try
        {
            Started(_submitted[future], worker);
        }
        catch (Exception error) when (Report(error))
        {
        }
    }

    void IFutureObserver.Finished(Future future, object? result, Exception? error)
    {
        // The future is removed here, so that a run of thousands does not keep their results in memory.
        if (!_submitted.TryRemove(future, out var number))
            return;
        try
        {
            if (error is null)
                Returned(number, result);
            else
                Raised(number, error);
        }
        catch (Exception failure) when (Report(failure))
        {
        }
    }

    void IFutureObserver.Cancelled(Future future)
    {
        try
        {
            if (_submitted.TryRemove(future, out var number))
                CancelledPending(number);
        }
        catch (Exception error) when (Report(error))
        {
        }
    }

    void IFutureObserver.WorkerStarting(int worker) => SetPhase(worker, "starting");

    void IFutureObserver.WorkerNamed(int worker, string name) => NameWorker(worker, name);

    void IFutureObserver.WorkerReady(int worker) => SetPhase(worker, null);

    // Reports the exception in a catch filter. It returns false, so the exception goes on to the executor, which handles the exceptions of
    // its observers.
    private bool Report(Exception error)
    {
        OnRecordingFailed?.Invoke(error);
        return false;
    }
}
