using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlagDashboard.Bench;

/// <summary>A server in a process of its own. Ends with this.</summary>
internal sealed class Served : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private Served(Process process, Uri address, double startMs) => (_process, Address, StartMs) = (process, address, startMs);

    public Uri Address { get; }

    /// <summary>From the start of the process to its first answer, in ms.</summary>
    public double StartMs { get; }

    /// <summary>Its memory now: resident set, in MB.</summary>
    public double MemoryMb
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>What it has computed since its start: processor time, in ms.</summary>
    public double CpuMs
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalMilliseconds;
        }
    }

    public static async Task<Served> Start(Command command, Uri first)
    {
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        var process = command.Start();
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!process.HasExited && Stopwatch.GetElapsedTime(began) < Patience)
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

        throw new CannotMeasureException($"It does not answer at {first}: {command}");
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
