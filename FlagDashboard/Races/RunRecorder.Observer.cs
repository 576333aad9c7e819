using FlagDashboard.Futures;

namespace FlagDashboard.Races;

// The events that an executor and its futures report.
internal sealed partial class RunRecorder : IFutureObserver
{
    void IFutureObserver.Submitted(Future future, object? argument)
    {
        try
        {
            var number = NumberOfCall(argument);
            // Recorded before CancelPending, on another thread, can find the future: its end would otherwise be recorded first.
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

    // A filter that is never true: the exception goes on, because the executor ignores what its observer raises.
    private bool Report(Exception error)
    {
        OnRecordingFailed?.Invoke(error);
        return false;
    }
}
