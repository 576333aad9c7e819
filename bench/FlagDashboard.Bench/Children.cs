using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Bench;

/// <summary>The processes that this one has started: none of them outlives it. Thread-safe.</summary>
internal static class Children
{
    private static readonly List<Process> Started = [];

    // Held here: one that is forgotten no longer listens.
    private static readonly List<PosixSignalRegistration> Signals = [];

    public static Process Start(ProcessStartInfo start)
    {
        lock (Started)
        {
            var process = Process.Start(start)!;
            Started.Add(process);
            return process;
        }
    }

    /// <summary>Ends those that are left, and what they have started.</summary>
    public static void End()
    {
        lock (Started)
        {
            foreach (var process in Started)
                End(process);
        }
    }

    /// <summary>Ends everything when this process is asked to: by Ctrl-C, or by a signal.</summary>
    /// <param name="last">What else is to be done then.</param>
    public static void EndWithSignals(Action last)
    {
        Signals.AddRange([PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)]);

        void Stop(PosixSignalContext signal)
        {
            // Held to the end, so that nothing more is started.
            lock (Started)
            {
                End();
                last();
                Environment.Exit(130);
            }
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(1000);
        }
        catch (InvalidOperationException)
        {
            // It has ended, and has been seen off.
        }
    }
}
