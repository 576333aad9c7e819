using System.Runtime.InteropServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>Ends a worker process when the process of its executor is killed.</summary>
internal static class ParentDeath
{
    private const int SetParentDeathSignal = 1;
    private const nuint KillSignal = 9;

    /// <summary>
    /// On Linux, asks the system to kill this process when the thread that started it ends. That thread lives as long as the worker is
    /// needed. On other systems, or if that thread has already ended, the worker notices the end of its standard input instead. That can
    /// take longer while the processor is busy.
    /// </summary>
    public static void ExitWithParent()
    {
        if (OperatingSystem.IsLinux())
            _ = Prctl(SetParentDeathSignal, KillSignal, 0, 0, 0);
    }

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
