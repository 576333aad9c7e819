using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Bench;

/// <summary>A server in another process, which ends when this object is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address, double startMs) => (_process, Address, StartMs) = (process, address, startMs);

    /// <summary>The root address of the server.</summary>
    public Uri Address { get; }

    /// <summary>The time from the start of the process to its first answer, in ms.</summary>
    public double StartMs { get; }

    /// <summary>The current resident set of the process, in MB.</summary>
    public double MemoryMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The processor time of the process since its start, in ms.</summary>
    public double CpuMs
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    /// <summary>Starts a server, and waits until it answers.</summary>
    /// <param name="command">The command that starts it.</param>
    /// <param name="first">The address to ask for.</param>
    /// <exception cref="CannotMeasureException">The server ended, or did not answer within 30 s.</exception>
    public static async Task<ServerProcess> Start(Command command, Uri first)
    {
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        var process = command.Start();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!process.HasExited && Stopwatch.GetElapsedTime(began) < StartTimeout)
        {
            try
            {
                (await http.GetAsync(first)).EnsureSuccessStatusCode();
                return new(process, new Uri(first, "/"), Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }

        throw new CannotMeasureException($"The server does not answer at {first}: {command}");
    }

    public async ValueTask DisposeAsync()
    {
        using (AskToEnd())
            await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private Process? AskToEnd()
    {
        if (_process.HasExited)
            return null;
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            return Process.Start("kill", $"{_process.Id}");
        _process.Kill();
        return null;
    }
}
