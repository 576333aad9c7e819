namespace FlagDashboard.Experiments;

/// <summary>Runs blocking calls one at a time on one thread, as the main thread of a script would. Thread-safe.</summary>
internal sealed class BlockingCallRunner
{
    // An object and not a Lock, because Monitor.Wait and Monitor.Pulse do not work with a Lock.
    private readonly object _gate = new();
    private Action? _next;
    private string? _currentCallCode;
    private bool _stopped;

    /// <summary>Passes a call to the thread, unless the thread is blocked in another call.</summary>
    /// <param name="sourceCode">The source text of the call, for messages.</param>
    /// <param name="call">The call; it must not throw.</param>
    /// <returns>Null if the call was passed on; otherwise the source text of the call in which the thread is blocked.</returns>
    public string? TryPost(string sourceCode, Action call)
    {
        lock (_gate)
        {
            if (_currentCallCode is not null)
                return _currentCallCode;
            (_next, _currentCallCode) = (call, sourceCode);
            Monitor.Pulse(_gate);
            return null;
        }
    }

    /// <summary>
    /// Makes the posted calls on the calling thread until <see cref="Complete"/> is called, and then makes one last call.
    /// </summary>
    /// <param name="lastCode">The source text of the last call, for messages.</param>
    /// <param name="last">The last call.</param>
    public void RunUntilComplete(string lastCode, Action last)
    {
        while (Next(lastCode) is { } call)
        {
            call();
            lock (_gate)
                _currentCallCode = null;
        }

        last();
    }

    /// <summary>Makes <see cref="RunUntilComplete"/> end after the call in progress and the last call.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    private Action? Next(string lastCode)
    {
        lock (_gate)
        {
            while (_next is null && !_stopped)
                Monitor.Wait(_gate);
            if (_next is null)
                _currentCallCode = lastCode;
            var next = _next;
            _next = null;
            return next;
        }
    }
}
