using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Tests.Futures.Processes;

/// <summary>Sends signals to other processes, and reads their state.</summary>
internal static class Signals
{
    /// <summary>Sends SIGKILL.</summary>
    public static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    /// <summary>Whether a process with this id is running.</summary>
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

    /// <summary>Sends SIGINT, as Ctrl+C does to every process of a terminal.</summary>
    public static void Interrupt(int pid)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows sends it only to a whole process group.");
        Assert.Equal(0, Send(pid, signal: 2));
    }

    /// <summary>Sends SIGTERM, as a service manager does to stop a process.</summary>
    public static void Terminate(int pid)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signal.");
        Assert.Equal(0, Send(pid, signal: 15));
    }

    /// <summary>Sends SIGSTOP, and waits until the process has stopped.</summary>
    public static void Stop(int pid)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows in /proc whether a process has stopped.");
        Assert.Equal(0, Send(pid, signal: 19));
        SpinWait.SpinUntil(() => StateOf(pid) == 'T');
    }

    // The file begins with the process id, the name in parentheses, and the state: “4711 (dotnet) T …”.
    private static char StateOf(int pid) => File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1][0];

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int pid, int signal);
}
