using FlagDashboard.Futures;
using FlagDashboard.Log;

namespace FlagDashboard.Races;

// This part records the events of an executor and its futures.
internal sealed partial class RunRecorder : IFutureObserver
{
    void IFutureObserver.Submitted(Future future, object? argument)
    {
        try
        {
            var number = NumberOfCall(argument);
            RecordSubmitted(number, argument, () => _submitted[future] = number);
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
            RecordStarted(_submitted[future], worker);
        }
        catch (Exception error) when (Report(error))
        {
        }
    }

    void IFutureObserver.CallEnded(Future future, object? result, Exception? error)
    {
        // Remove the finished future, so that the results of thousands of futures do not stay in memory.
        if (!_submitted.TryRemove(future, out var number))
            return;
        try
        {
            if (error is null)
                RecordCallReturned(number, result);
            else
                RecordCallRaised(number, error);
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
                RecordCancelledPending(number);
        }
        catch (Exception error) when (Report(error))
        {
        }
    }

    // The loop over the results has the exception now. It reaches the end of the run later, because the executor first waits for the
    // running calls.
    void IFutureObserver.RaisedByMap(Future future, Exception error)
    {
        try
        {
            if (!IsDueToCancellation(error) && _raised.TryGetValue(error, out var number))
            {
                RecordReceived(number, Outcome.Error);
                _raisedByMap = error;
            }
        }
        catch (Exception failure) when (Report(failure))
        {
        }
    }

    void IFutureObserver.WorkerProcessStarting(int worker) => RecordPhaseChange(worker, "starting");

    void IFutureObserver.WorkerProcessNamed(int worker, string name) => RecordWorkerName(worker, name);

    void IFutureObserver.WorkerProcessReady(int worker) => RecordPhaseChange(worker, null);

    // Reports that an event could not be recorded. This method is an exception filter (catch … when). It returns false, so the exception
    // goes on to the executor, which handles the exceptions of its observers.
    private bool Report(Exception error)
    {
        OnRecordingFailed?.Invoke(error);
        return false;
    }
}
