using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>A call that sleeps, as slow I/O does, and then returns or raises. Immutable.</summary>
/// <param name="Number">The number of the future, from 1, which is part of its name.</param>
/// <param name="Seconds">The duration of the call, in seconds.</param>
/// <param name="Raises">Whether the call raises in the end. Otherwise it returns ten times its seconds.</param>
public sealed record SessionCall(int Number, double Seconds, bool Raises)
{
    /// <summary>The code that submits the call.</summary>
    public string SubmitCode => FormattableString.Invariant($"executor.Submit({Name}, {Seconds})");

    /// <summary>The code that a worker runs.</summary>
    public string CallCode => FormattableString.Invariant($"{Name}({Seconds})");

    private string Name => Raises ? "Fail" : "Loiter";

    /// <summary>The name of the future of the call, such as f1.</summary>
    public override string ToString() => FormattableString.Invariant($"f{Number}");

    /// <summary>Runs the call. Blocks the calling thread for <see cref="Seconds"/> on <paramref name="time"/>.</summary>
    /// <exception cref="ArgumentException"><see cref="Raises"/> is true.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    internal double Execute(TimeProvider time, CancellationToken abortToken)
    {
        // The event elapsed is not disposed. After a cancelled wait, the timer may still set the event, and setting a disposed event
        // throws.
        var elapsed = new ManualResetEventSlim();
        using var timer = time.CreateTimer(_ => elapsed.Set(), null, TimeSpan.FromSeconds(Seconds), Timeout.InfiniteTimeSpan);
        elapsed.Wait(abortToken);
        return Raises ? throw new ArgumentException($"{CallCode} always raises.") : Seconds * 10;
    }
}

/// <summary>A future of an executor session, and its call.</summary>
public sealed class SessionFuture
{
    private bool _received;

    internal SessionFuture(SessionCall call, Future<double> future) => (Call, Future) = (call, future);

    /// <summary>The call.</summary>
    public SessionCall Call { get; }

    /// <summary>The future.</summary>
    public Future<double> Future { get; }

    /// <summary>Gets the outcome of the future. Called only on the thread of the caller.</summary>
    /// <param name="getOutcome">The call that returns or raises the outcome.</param>
    /// <param name="onReceived">Called when the outcome is received for the first time.</param>
    internal string Receive(Func<string> getOutcome, Action onReceived)
    {
        Exception? raised = null;
        try
        {
            return getOutcome();
        }
        catch (Exception error)
        {
            raised = error;
            throw;
        }
        finally
        {
            if (!_received && IsOutcome(raised))
            {
                _received = true;
                onReceived();
            }
        }
    }

    // True if the call of Result or Exception returned, or threw the exception of the submitted function. False if the wait itself timed
    // out or was cancelled.
    private bool IsOutcome(Exception? raised) =>
        Future is { Done: true, Cancelled: false } && (raised is null || ReferenceEquals(raised, Future.Exception()));
}
