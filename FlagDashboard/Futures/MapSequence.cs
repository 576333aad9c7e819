using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>The sequence that <see cref="Executor.Map"/> returns: results in the order of the arguments.</summary>
internal sealed class MapSequence<TArg, TResult> : SinglePassEnumerable<TResult>
{
    private readonly Executor _executor;
    private readonly Func<TArg, TResult> _function;
    private readonly int _bufferSize;
    private readonly Deadline _deadline;
    private readonly Queue<Future<TResult>> _submitted = [];
    private IEnumerator<TArg>? _arguments;
    private ExceptionDispatchInfo? _readError;

    public MapSequence(
        Executor executor, Func<TArg, TResult> function, IEnumerable<TArg> arguments, int bufferSize, Deadline deadline)
    {
        (_executor, _function, _bufferSize, _deadline) = (executor, function, bufferSize, deadline);
        _arguments = arguments.GetEnumerator();
        try
        {
            FillBuffer();
        }
        catch
        {
            // The constructor fails, so the caller gets no object to dispose. Dispose is therefore called here, to cancel the calls that
            // were already submitted.
            Dispose();
            throw;
        }
    }

    protected override bool TryNext(out TResult next)
    {
        if (_submitted.TryPeek(out var first))
        {
            // The future is removed from the queue only after its result has arrived. If the wait times out, the future is still in the
            // queue and is cancelled together with the others.
            next = ResultOf(first);
            _submitted.Dequeue();
            RefillBuffer();
            return true;
        }

        _readError?.Throw();
        next = default!;
        return false;
    }

    private TResult ResultOf(Future<TResult> future)
    {
        try
        {
            return future.Result(_deadline);
        }
        catch (Exception error) when (future is { Done: true, Cancelled: false } && future.Exception() == error)
        {
            future.NotifyRaisedByMap(error);
            throw;
        }
    }

    protected override void DisposeCore()
    {
        foreach (var future in _submitted)
            future.Cancel();
        _submitted.Clear();
        StopReading();
    }

    // Submits calls until the buffer is full. If the sequence of arguments throws an exception, the exception is kept. TryNext throws it
    // after it has returned the results of all submitted calls.
    private void RefillBuffer()
    {
        try
        {
            FillBuffer();
        }
        catch (Exception error)
        {
            _readError = ExceptionDispatchInfo.Capture(error);
            StopReading();
        }
    }

    private void FillBuffer()
    {
        while (_arguments is not null && _submitted.Count < _bufferSize)
        {
            if (_arguments.MoveNext())
                _submitted.Enqueue(_executor.Submit(_function, _arguments.Current));
            else
                StopReading();
        }
    }

    private void StopReading()
    {
        var arguments = _arguments;
        _arguments = null;
        arguments?.Dispose();
    }
}
