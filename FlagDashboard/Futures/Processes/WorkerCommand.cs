using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>The command that starts a worker process.</summary>
internal static class WorkerCommand
{
    /// <summary>
    /// Returns the command that starts this program as a worker process. Its argument is <see cref="WorkerMain.Verb"/>, and its standard
    /// streams are pipes to the executor.
    /// </summary>
    public static ProcessStartInfo ForThisProgram()
    {
        var (file, program) = Program();
        var start = new ProcessStartInfo(file);
        if (program is not null)
            start.ArgumentList.Add(program);
        start.ArgumentList.Add(WorkerMain.Verb);

        // The server garbage collector creates a heap and a thread for each processor, which would only slow the start of many short-lived
        // workers.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // A debugging tool may have set a startup hook for this process. Workers must not inherit the hook, because each of them would wait
        // for the tool.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        return RedirectToPipes(start);
    }

    /// <summary>Redirects standard input, output and error to the executor.</summary>
    public static ProcessStartInfo RedirectToPipes(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }

    // Returns how to start this assembly as a program. The path of the running process is not enough, because the running process may be
    // another program that only references this assembly.
    private static (string File, string? Program) Program()
    {
        var library = typeof(WorkerCommand).Assembly.Location;
        if (library.Length == 0)
            return (Environment.ProcessPath!, null);

        var host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + Extension);
        return File.Exists(host)
            ? (Path.GetFullPath(host), library)
            : (Path.Combine(Path.GetDirectoryName(library)!, Path.GetFileNameWithoutExtension(library) + Extension), null);
    }

    private static string Extension => OperatingSystem.IsWindows() ? ".exe" : "";
}
