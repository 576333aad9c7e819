using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using FlagDashboard.Futures.Processes;

namespace FlagDashboard.Python;

/// <summary>
/// The process of Python that executes a lane, and its worker processes, which it starts itself. Only <see cref="Kill"/> is thread-safe.
/// </summary>
internal sealed class LaneProcess : IDisposable
{
    private const int KillSignal = 9;

    // A small environment, so that no variable of the dashboard changes what Python does.
    private static readonly string[] Variables =
        ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL"];

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly StandardErrorTail _errors;
    private readonly int _id;

    /// <summary>Starts Python.</summary>
    /// <param name="python">The Python.</param>
    /// <param name="script">The path of lane.py.</param>
    /// <exception cref="Win32Exception">Python cannot be started.</exception>
    public LaneProcess(PythonInterpreter python, string script)
    {
        // With -I, Python reads neither its environment variables nor the packages of the user.
        var start = WorkerCommand.RedirectToPipes(new ProcessStartInfo(python.Path, ["-I", "-u", script])
        {
            WorkingDirectory = Path.GetDirectoryName(script)!,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
        });
        start.Environment.Clear();
        foreach (var name in Variables)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _id = _process.Id;
        _errors = new(_process.StandardError);
    }

    /// <summary>Writes a line to the standard input of the process. A process that has ended is written nothing.</summary>
    public void WriteLine(string line)
    {
        try
        {
            _process.StandardInput.BaseStream.Write(Utf8.GetBytes(line + "\n"));
        }
        catch (IOException)
        {
            // The process has ended. Reading its output shows that.
        }
    }

    /// <summary>Blocks until the process has written a line; null if it has ended, or closed its output.</summary>
    public string? ReadLine()
    {
        try
        {
            return _process.StandardOutput.ReadLine();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Kills the process and its worker processes. Does nothing if they have ended.</summary>
    public void Kill()
    {
        // The process and its worker processes are one group. The workers stay in the group even after the process itself has ended.
        if (!OperatingSystem.IsWindows())
            _ = SendSignal(-_id, KillSignal);
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process has ended already.
        }
    }

    /// <summary>Waits until the process has ended, and says how, as a predicate such as “exited with code 1”.</summary>
    public string DescribeEnd()
    {
        if (!_process.WaitForExit(WorkerTimeouts.ExitGrace))
            Kill();
        _process.WaitForExit();
        _errors.Completion.Wait(WorkerTimeouts.ExitGrace);
        var code = _process.ExitCode;
        // If a signal killed the process, .NET returns 128 plus the number of the signal, which is at most 64.
        var end = code is > 128 and <= 128 + 64 && !OperatingSystem.IsWindows()
            ? $"was killed (signal {code - 128})" : $"exited with code {code}";
        var errors = _errors.ToString();
        return errors.Length > 0 ? $"{end}; it last wrote to standard error: {errors}" : end;
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        Kill();
        // The writer of this stream would flush it, which fails if the process has ended.
        _process.StandardInput.BaseStream.Dispose();
        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
