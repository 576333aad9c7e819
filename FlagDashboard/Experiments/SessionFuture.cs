using FlagDashboard.Futures;

namespace FlagDashboard.Experiments;

/// <summary>A call that does nothing for some time, as slow I/O does, and then returns or raises. Immutable.</summary>
/// <param name="Number">Which one, from 1; it names the future.</param>
/// <param name="Seconds">How long it takes.</param>
/// <param name="Raises">Whether it raises; otherwise it returns ten times its seconds.</param>
public sealed record SessionCall(int Number, double Seconds, bool Raises)
{
    /// <summary>The code that submits it.</summary>
    public string Code => FormattableString.Invariant($"executor.Submit({Name}, {Seconds})");

    /// <summary>The code that a worker runs.</summary>
    public string Function => FormattableString.Invariant($"{Name}({Seconds})");

    private string Name => Raises ? "Fail" : "Loiter";

    /// <summary>What its future is called.</summary>
    public override string ToString() => FormattableString.Invariant($"f{Number}");

    /// <summary>Makes the call, blocking the calling thread for its time on that clock.</summary>
    /// <exception cref="ArgumentException">It raises.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    internal double Make(TimeProvider time, CancellationToken givenUp)
    {
        // Not disposed: the alarm may ring while it is given up.
        var over = new ManualResetEventSlim();
        using var alarm = time.CreateTimer(_ => over.Set(), null, TimeSpan.FromSeconds(Seconds), Timeout.InfiniteTimeSpan);
        over.Wait(givenUp);
        return Raises ? throw new ArgumentException($"{Function} raises, always.") : Seconds * 10;
    }
}

/// <summary>A future in somebody's hand, and the call that it stands for.</summary>
public sealed class SessionFuture
{
    private bool _received;

    internal SessionFuture(SessionCall call, Future<double> future) => (Call, Future) = (call, future);

    /// <summary>The call.</summary>
    public SessionCall Call { get; }

    /// <summary>The future itself.</summary>
    public Future<double> Future { get; }

    /// <summary>Asks for the outcome, on the only thread that does; the first time it comes, <paramref name="received"/> is told.</summary>
    internal string Receive(Func<string> ask, Action received)
    {
        Exception? raised = null;
        try
        {
            return ask();
        }
        catch (Exception error)
        {
            raised = error;
            throw;
        }
        finally
        {
            if (!_received && HandsOver(raised))
            {
                _received = true;
                received();
            }
        }
    }

    // What the call raised is its outcome; that the caller has waited long enough is not, nor that it was cancelled.
    private bool HandsOver(Exception? raised) =>
        Future is { Done: true, Cancelled: false } && (raised is null || ReferenceEquals(raised, Future.Exception()));
}
