using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>A call that sleeps, as slow I/O does, and then returns or raises. Immutable.</summary>
/// <param name="FutureNumber">The number of the call's future, from 1. It is part of the name of the future, such as f1.</param>
/// <param name="Seconds">The duration of the call, in seconds.</param>
/// <param name="Raises">Whether the call ends by raising an exception. Otherwise it returns ten times its seconds.</param>
public sealed record SessionSleepCall(int FutureNumber, double Seconds, bool Raises)
{
    /// <summary>The source text that submits the call, such as executor.Submit(Loiter, 5).</summary>
    public string SubmitCode => FormattableString.Invariant($"executor.Submit({Name}, {Seconds})");

    /// <summary>The source text of the call that a worker makes, such as Loiter(5).</summary>
    public string CallCode => FormattableString.Invariant($"{Name}({Seconds})");

    private string Name => Raises ? "Fail" : "Loiter";

    /// <summary>The name of the future of the call, such as f1.</summary>
    public override string ToString() => FormattableString.Invariant($"f{FutureNumber}");

    /// <summary>
    /// Makes the call: blocks the calling thread for <see cref="Seconds"/>, measured by <paramref name="time"/>, and then returns or
    /// raises.
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="Raises"/> is true.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    internal double SleepAndMultiply(TimeProvider time, CancellationToken abortToken)
    {
        // The event is not disposed, because the timer may still set it after a cancelled wait, and setting a disposed event throws.
        var elapsed = new ManualResetEventSlim();
        using var timer = time.CreateTimer(_ => elapsed.Set(), null, TimeSpan.FromSeconds(Seconds), Timeout.InfiniteTimeSpan);
        elapsed.Wait(abortToken);
        return Raises ? throw new ArgumentException($"{CallCode} always raises.") : Seconds * 10;
    }
}

/// <summary>A call that was submitted in an executor session, and its future.</summary>
public sealed class SessionFuture
{
    private bool _received;

    internal SessionFuture(SessionSleepCall call, Future<double> future) => (Call, Future) = (call, future);

    /// <summary>The submitted call.</summary>
    public SessionSleepCall Call { get; }

    /// <summary>The future that the executor returned for the call.</summary>
    public Future<double> Future { get; }

    /// <summary>
    /// Gets the outcome of the future, and reports when it is received for the first time. Call it only on the thread of the caller.
    /// </summary>
    /// <param name="getOutcome">Calls Result or Exception of the future, and returns the answer as text.</param>
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

    // Returns whether a call of Result or Exception delivered the outcome of the future. It did if the call returned (raised is null) or
    // threw the exception of the submitted function. A call that timed out or was cancelled did not.
    private bool IsOutcome(Exception? raised) =>
        Future is { Done: true, Cancelled: false } && (raised is null || ReferenceEquals(raised, Future.Exception()));
}
