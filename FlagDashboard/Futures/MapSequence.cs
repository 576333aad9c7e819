using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>The results of calls in the order of their arguments; see <see cref="Executor.Map"/>.</summary>
internal sealed class MapSequence<TArg, TResult> : OneShot<TResult>
{
    readonly Executor _executor;
    readonly Func<TArg, TResult> _function;
    readonly int _bufferSize;
    readonly Deadline _deadline;
    readonly Queue<Future<TResult>> _pending = [];
    IEnumerator<TArg>? _arguments;
    ExceptionDispatchInfo? _readError;

    public MapSequence(
        Executor executor, Func<TArg, TResult> function, IEnumerable<TArg> arguments, int bufferSize, Deadline deadline)
    {
        (_executor, _function, _bufferSize, _deadline) = (executor, function, bufferSize, deadline);
        _arguments = arguments.GetEnumerator();
        try
        {
            Fill();
        }
        catch
        {
            // The caller gets no sequence, so nobody could ever take these results.
            Dispose();
            throw;
        }
    }

    protected override bool TryNext(out TResult next)
    {
        if (_pending.TryPeek(out var first))
        {
            // It stays in the queue while we wait, so that a timeout cancels it with the others.
            next = first.Result(_deadline);
            _pending.Dequeue();
            FillLater();
            return true;
        }

        _readError?.Throw();
        next = default!;
        return false;
    }

    // What goes wrong in reading ahead must not cost the results that come before it: it waits for its turn.
    void FillLater()
    {
        try
        {
            Fill();
        }
        catch (Exception error)
        {
            _readError = ExceptionDispatchInfo.Capture(error);
            EndReading();
        }
    }

    void Fill()
    {
        while (_arguments is not null && _pending.Count < _bufferSize)
        {
            if (_arguments.MoveNext())
                _pending.Enqueue(_executor.Submit(_function, _arguments.Current));
            else
                EndReading();
        }
    }

    void EndReading()
    {
        var arguments = _arguments;
        _arguments = null;
        arguments?.Dispose();
    }

    protected override void End()
    {
        foreach (var future in _pending)
            future.Cancel();
        _pending.Clear();
        EndReading();
    }
}
