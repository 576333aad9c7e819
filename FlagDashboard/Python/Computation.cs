using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace FlagDashboard.Python;

/// <summary>What a worker of the experiment about the lock computes in C#. computation.py is the same in Python.</summary>
internal static class Computation
{
    private const long AwayNs = 300_000; // a step that takes longer was interrupted
    private const long BeatNs = 250_000; // how often a computing worker tells that it computes
    private static readonly byte[] Zeros = new byte[1 << 20];

    /// <summary>Makes one call: waits as for I/O, if the plan says so, and then computes.</summary>
    public static void Compute(DotNetWorker worker, int future, GilPlan plan)
    {
        worker.TellStarted(future);
        if (plan.IoMs > 0)
        {
            worker.TellBlocked(plan.IoMs);
            worker.Sleep(plan.IoMs);
            worker.TellUnblocked();
        }

        // Compiled code is much faster. It may therefore do the same several times, so that its bars can be seen beside those of Python.
        var result = 0;
        for (var repeat = 0; repeat < plan.Repeats; repeat++)
            result = plan.Work == GilWork.Hash ? HashZeros(worker, plan.WorkPerItem) : CountPrimes(worker, plan.WorkPerItem);
        worker.TellFinished(future, result);
    }

    /// <summary>Counts primes by trial division. At every step, the worker notices whether it was interrupted.</summary>
    // Optimises the method before its first call. Otherwise the first items would look slow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountPrimes(DotNetWorker worker, int limit)
    {
        var primes = 0;
        var last = worker.NowNs;
        var beat = last;
        for (var number = 2; number <= limit; number++)
        {
            var divisor = 2;
            while (divisor * divisor <= number && number % divisor != 0)
                divisor++;
            if (divisor * divisor > number)
                primes++;
            var now = worker.NowNs;
            if (now - last > AwayNs || now - beat > BeatNs)
            {
                worker.TellComputing(now, now - last > AwayNs ? last : null);
                beat = now;
            }

            last = now;
        }

        return primes;
    }

    /// <summary>Hashes in C. .NET calls the library of the operating system.</summary>
    private static int HashZeros(DotNetWorker worker, int kilobytes)
    {
        worker.TellNative();
        for (var block = 0; block < Math.Max(1, kilobytes / 1024); block++)
        {
            worker.ThrowIfCancelled();
            SHA256.HashData(Zeros);
        }

        return kilobytes;
    }
}
