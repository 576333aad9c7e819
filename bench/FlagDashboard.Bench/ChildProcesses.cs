using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Bench;

/// <summary>Starts processes, and kills them before this process ends. Thread-safe.</summary>
internal static class ChildProcesses
{
    private static readonly List<Process> Started = [];

    // Referenced here, because a registration without references is collected and no longer handles its signal.
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

    /// <summary>Kills the processes that still run, with their child processes.</summary>
    public static void KillAll()
    {
        lock (Started)
        {
            foreach (var process in Started)
                Kill(process);
        }
    }

    /// <summary>Kills all processes and ends this one on Ctrl+C or SIGTERM.</summary>
    /// <param name="cleanUp">Called after the processes are killed.</param>
    public static void KillAllOnSignal(Action cleanUp)
    {
        Signals.AddRange([PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)]);

        void Stop(PosixSignalContext signal)
        {
            // The lock is kept until this process ends, so that no further process can start.
            lock (Started)
            {
                KillAll();
                cleanUp();
                Environment.Exit(130);
            }
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(1000);
        }
        catch (InvalidOperationException)
        {
            // The process has ended and is disposed.
        }
    }
}
