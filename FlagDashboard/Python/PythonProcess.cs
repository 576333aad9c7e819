using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using FlagDashboard.Futures.Processes;
using FlagDashboard.Races;

namespace FlagDashboard.Python;

/// <summary>
/// The process of Python that executes a run, and its worker processes, which it starts itself. Only <see cref="Kill"/> is thread-safe.
/// </summary>
internal sealed class PythonProcess : IDisposable
{
    private const int KillSignal = 9;

    // Python must be ready within this time. The limit is long, because many processes may start at the same time on few processors.
    private static readonly TimeSpan MaxStartTime = TimeSpan.FromSeconds(20);

    // Python gets only these environment variables of this process, so that no other variable changes what Python does.
    private static readonly string[] Variables =
        ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP", "LANG", "LC_ALL"];

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly Process _process;
    private readonly StandardErrorTail _errors;
    private readonly int _id;

    /// <summary>Starts Python.</summary>
    /// <param name="python">The Python.</param>
    /// <param name="script">The path of the script.</param>
    /// <exception cref="Win32Exception">Python cannot be started.</exception>
    public PythonProcess(PythonInterpreter python, string script)
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

    /// <summary>Writes the plan, and blocks until the script has written its first line, which it does as soon as it can begin.</summary>
    /// <returns>The first line.</returns>
    /// <exception cref="ExternalRunException">Python has ended, or was not ready within 20 s.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="abortToken"/> was signalled.</exception>
    public string WaitUntilReady(string plan, CancellationToken abortToken)
    {
        string? first;
        var isTooSlow = 0;
        using (new Timer(
            _ =>
            {
                Interlocked.Exchange(ref isTooSlow, 1);
                Kill();
            },
            null, MaxStartTime, Timeout.InfiniteTimeSpan))
        {
            WriteLine(plan);
            first = ReadLine();
        }

        abortToken.ThrowIfCancellationRequested();
        return first ?? throw new ExternalRunException(Volatile.Read(ref isTooSlow) == 1
            ? $"Python was not ready within {MaxStartTime.TotalSeconds} s" : $"Python {WaitForExitOrKill()}");
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
            // The process has ended, so nothing can be written. The caller notices the end when it reads the output of the process.
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
        // Except on Windows, Python and its worker processes form a process group, and one signal kills the whole group. The workers stay
        // in the group even after the main process has ended.
        if (!OperatingSystem.IsWindows())
            _ = SendSignal(-_id, KillSignal);
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Kill throws if the process has ended already. Nothing is then left to kill.
        }
    }

    /// <summary>Waits until the process has ended, and says how, as a predicate such as “exited with code 1”.</summary>
    public string WaitForExitOrKill()
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
        // Disposes the base stream and not StandardInput itself, which would first flush it. Flushing fails if the process has ended.
        _process.StandardInput.BaseStream.Dispose();
        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
