using System.Runtime.ExceptionServices;

namespace FlagDashboard.Futures;

/// <summary>The results of calls in the order of their arguments; see <see cref="Executor.Map"/>.</summary>
internal sealed class MapSequence<TArg, TResult> : SinglePassEnumerable<TResult>
{
    private readonly Executor _executor;
    private readonly Func<TArg, TResult> _function;
    private readonly int _bufferSize;
    private readonly Deadline _deadline;
    private readonly Queue<Future<TResult>> _pending = [];
    private IEnumerator<TArg>? _arguments;
    private ExceptionDispatchInfo? _readError;

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
    private void FillLater()
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

    private void Fill()
    {
        while (_arguments is not null && _pending.Count < _bufferSize)
        {
            if (_arguments.MoveNext())
                _pending.Enqueue(_executor.Submit(_function, _arguments.Current));
            else
                EndReading();
        }
    }

    private void EndReading()
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
