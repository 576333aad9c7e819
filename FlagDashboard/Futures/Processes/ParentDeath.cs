using System.Runtime.InteropServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>Ends a worker process when the process of its executor is killed.</summary>
internal static class ParentDeath
{
    private const int SetParentDeathSignal = 1;
    private const nuint KillSignal = 9;

    /// <summary>
    /// On Linux, lets the system kill this process when the thread that started it ends. That thread lives as long as the worker is
    /// needed. On other systems, and if the thread has ended already, the worker notices the end of its standard input, which can take
    /// longer if the processor is busy.
    /// </summary>
    public static void ExitWithParent()
    {
        if (OperatingSystem.IsLinux())
            _ = Prctl(SetParentDeathSignal, KillSignal, 0, 0, 0);
    }

    [DllImport("libc", EntryPoint = "prctl")]
    private static extern int Prctl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);
}
