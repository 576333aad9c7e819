using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Futures.Processes;

/// <summary>How a child process of this program is started.</summary>
internal static class WorkerCommand
{
    /// <summary>This program, with the verb of a child, over pipes.</summary>
    public static ProcessStartInfo Default()
    {
        var (file, program) = Program();
        var start = new ProcessStartInfo(file);
        if (program is not null)
            start.ArgumentList.Add(program);
        start.ArgumentList.Add(WorkerMain.Verb);

        // A child is one of many and short-lived: the heaps and threads of a server would only slow its start.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        // What a debugging tool has loaded into this process would wait for that tool in each child.
        start.Environment.Remove("DOTNET_STARTUP_HOOKS");
        return OverPipes(start);
    }

    /// <summary>Has its input, output and errors go through the executor.</summary>
    public static ProcessStartInfo OverPipes(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        return start;
    }

    // This assembly rather than this process's own program: whoever uses the library has another one, as the tests do.
    private static (string File, string? Program) Program()
    {
        var library = typeof(WorkerCommand).Assembly.Location;
        if (library.Length == 0)
            return (Environment.ProcessPath!, null);

        var host = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + Extension);
        return File.Exists(host) ? (Path.GetFullPath(host), library)
            : (Path.Combine(Path.GetDirectoryName(library)!, Path.GetFileNameWithoutExtension(library) + Extension), null);
    }

    private static string Extension => OperatingSystem.IsWindows() ? ".exe" : "";
}
