using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>What can be done to a process from outside.</summary>
internal static class Signals
{
    /// <summary>kill -9.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Whether there is such a process.</summary>
    public static bool Lives(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>kill -INT, which Ctrl+C sends to every process of a terminal.</summary>
    public static void Interrupt(int pid)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows sends it to a whole group.");
        Assert.Equal(0, Send(pid, signal: 2));
    }

    /// <summary>kill -STOP, and waits until it has stopped.</summary>
    public static void Stop(int pid)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells here whether a process has stopped.");
        Assert.Equal(0, Send(pid, signal: 19));
        SpinWait.SpinUntil(() => StateOf(pid) == 'T');
    }

    // 4711 (a name) T …
    private static char StateOf(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0];

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int pid, int signal);
}
