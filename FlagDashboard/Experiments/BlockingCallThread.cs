namespace FlagDashboard.Experiments;

/// <summary>The thread that makes the calls that block, one at a time, as the main thread of a script would. Thread-safe.</summary>
internal sealed class BlockingCallThread
{
    private readonly object _gate = new();
    private Action? _next;
    private string? _blockedIn;
    private bool _dismissed;

    /// <summary>Has it make a call.</summary>
    /// <param name="code">What it is blocked in meanwhile.</param>
    /// <param name="call">The call; it must not throw.</param>
    /// <returns>Null; or what it is blocked in, so that it cannot make this call.</returns>
    public string? Make(string code, Action call)
    {
        lock (_gate)
        {
            if (_blockedIn is not null)
                return _blockedIn;
            (_next, _blockedIn) = (call, code);
            Monitor.Pulse(_gate);
            return null;
        }
    }

    /// <summary>Makes on the calling thread what it is asked to, until it is dismissed, and then a last call.</summary>
    public void Serve(string lastCode, Action last)
    {
        while (Next(lastCode) is { } call)
        {
            call();
            lock (_gate)
                _blockedIn = null;
        }

        last();
    }

    /// <summary>Lets it go when it has made the call it is in.</summary>
    public void Dismiss()
    {
        lock (_gate)
        {
            _dismissed = true;
            Monitor.Pulse(_gate);
        }
    }

    private Action? Next(string lastCode)
    {
        lock (_gate)
        {
            while (_next is null && !_dismissed)
                Monitor.Wait(_gate);
            if (_next is null)
                _blockedIn = lastCode;
            var next = _next;
            _next = null;
            return next;
        }
    }
}
