using System.Collections;

namespace FlagDashboard.Futures;

/// <summary>
/// A sequence that is consumed by being enumerated, like a generator of Python: once, by one thread.
/// </summary>
/// <remarks>
/// Written by hand because an iterator block keeps its current element alive while it waits for the next one.
/// </remarks>
internal abstract class SinglePassEnumerable<T> : IEnumerable<T>, IEnumerator<T>
{
    private bool _enumerated;
    private bool _ended;

    public T Current { get; private set; } = default!;

    object? IEnumerator.Current => Current;

    public IEnumerator<T> GetEnumerator()
    {
        if (Interlocked.Exchange(ref _enumerated, true))
            throw new InvalidOperationException("This sequence can be enumerated only once: it keeps nothing it has yielded.");
        return this;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool MoveNext()
    {
        Current = default!;
        if (_ended)
            return false;
        try
        {
            if (TryNext(out var next))
            {
                Current = next;
                return true;
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        Dispose();
        return false;
    }

    public void Dispose()
    {
        Current = default!;
        if (_ended)
            return;
        _ended = true;
        End();
    }

    public void Reset() => throw new NotSupportedException();

    /// <summary>Waits for the next element; false if there is none left.</summary>
    protected abstract bool TryNext(out T next);

    /// <summary>Called once, however the sequence ends: at its end, by an exception, or abandoned.</summary>
    protected abstract void End();
}
