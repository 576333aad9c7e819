using System.Runtime.CompilerServices;

namespace FlagDashboard.Experiments;

/// <summary>Work for a processor: counts primes by trial division, after a blocking wait such as a download would be.</summary>
/// <param name="Limit">The last number to be tried, at least 2.</param>
/// <param name="IoMs">How long it blocks first, in ms; 0 for not at all.</param>
internal sealed record PrimeCount(int Limit, double IoMs)
{
    // Well under a millisecond of work: often enough to be given up at once, and to hand over a lock at any interval.
    private const int Slice = 2000;

    /// <summary>Does it without anybody else.</summary>
    /// <returns>How many primes there are up to the limit.</returns>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public int Do(CancellationToken givenUp) => Do(static io => io(), static () => { }, givenUp);

    /// <summary>Does it, and says when it blocks and when it could be interrupted.</summary>
    /// <param name="block">Is given the wait, and makes it.</param>
    /// <param name="between">Called every now and then while it computes.</param>
    /// <param name="givenUp">Ends it.</param>
    /// <inheritdoc cref="Do(CancellationToken)"/>
    public int Do(Action<Action> block, Action between, CancellationToken givenUp)
    {
        if (IoMs > 0)
            block(() => givenUp.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(IoMs)));

        var primes = 0;
        for (var from = 2; from <= Limit; from += Slice)
        {
            givenUp.ThrowIfCancellationRequested();
            between();
            primes += Count(from, Math.Min(from + Slice - 1, Limit));
        }

        return primes;
    }

    /// <summary>Does it in another process: a static function, so that it can be found there by its name.</summary>
    public static int DoAlone(PrimeCount work) => work.Do(CancellationToken.None);

    // Optimised from the first call on: code that is still warming up would make the first run, and each process, look slow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Count(int from, int to)
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
