using System.Runtime.CompilerServices;

namespace FlagDashboard.Experiments;

/// <summary>A call that blocks, as a download does, and then counts primes by trial division. Immutable.</summary>
/// <param name="LastNumber">The last number to try, at least 2.</param>
/// <param name="IoMs">The time for which the call blocks before it computes, in ms; 0 for no wait.</param>
internal sealed record PrimeCountCall(int LastNumber, double IoMs)
{
    // The thread tests this many numbers at a time, in well under a millisecond. Before each such slice, it checks for cancellation, and
    // may pass on the lock that imitates Python's GIL.
    private const int NumbersBetweenChecks = 2000;

    /// <summary>Counts the primes on the calling thread.</summary>
    /// <returns>The number of primes up to the limit.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    public int Count(CancellationToken abortToken) => Count(static io => io(), static () => { }, abortToken);

    /// <summary>
    /// Counts the primes in slices. The caller makes the blocking wait, and can act between slices, for example pass on a lock.
    /// </summary>
    /// <param name="runBlockingWait">Receives the blocking wait as an action, and must run it.</param>
    /// <param name="betweenSlices">Called before each slice of numbers is tested.</param>
    /// <param name="abortToken">Ends the work.</param>
    /// <inheritdoc cref="Count(CancellationToken)"/>
    public int Count(Action<Action> runBlockingWait, Action betweenSlices, CancellationToken abortToken)
    {
        if (IoMs > 0)
            runBlockingWait(() => abortToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(IoMs)));

        var primes = 0;
        for (var from = 2; from <= LastNumber; from += NumbersBetweenChecks)
        {
            abortToken.ThrowIfCancellationRequested();
            betweenSlices();
            primes += CountBetween(from, Math.Min(from + NumbersBetweenChecks - 1, LastNumber));
        }

        return primes;
    }

    /// <summary>Counts the primes in a worker process. The method is static, so that the process can find it by its name.</summary>
    public static int CountInWorkerProcess(PrimeCountCall work) => work.Count(CancellationToken.None);

    // The JIT optimises this method before its first call. Otherwise tiered compilation would make the first run, and the first call of
    // each process, look slow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountBetween(int from, int to)
    {
        var primes = 0;
        for (var number = from; number <= to; number++)
            primes += IsPrime(number) ? 1 : 0;
        return primes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsPrime(int number)
    {
        for (var divisor = 2; divisor * divisor <= number; divisor++)
        {
            if (number % divisor == 0)
                return false;
        }

        return true;
    }
}
