using System.Collections;

namespace FlagDashboard.Futures;

/// <summary>A sequence that one thread can enumerate once, like a Python generator.</summary>
/// <remarks>
/// This is not a C# iterator method, because an iterator keeps its current element alive while it waits for the next element.
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
            throw new InvalidOperationException("This sequence can be enumerated only once, because it does not keep what it has yielded.");
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
        DisposeCore();
    }

    public void Reset() => throw new NotSupportedException();

    /// <summary>Waits for the next element; false if there are no more.</summary>
    protected abstract bool TryNext(out T next);

    /// <summary>
    /// Releases what the sequence holds. Called once: after the last element, after an exception, or when the caller stops early.
    /// </summary>
    protected abstract void DisposeCore();
}
