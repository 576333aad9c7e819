using System.Diagnostics;
using System.Text.RegularExpressions;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures.Processes;

namespace FlagDashboard.Tests.Browser;

/// <summary>The product as its users start it: a process of its own, on a port of its own, in an empty folder.</summary>
internal sealed partial class DashboardProcess : IAsyncDisposable
{
    private readonly (string Name, string Value)[] _environment;
    private Process _process;
    private Task<string> _log;

    private DashboardProcess(Process process, Uri address, string folder, (string Name, string Value)[] environment)
    {
        (_process, Address, Folder, _environment) = (process, address, folder, environment);
        _log = ReadLog();
    }

    public Uri Address { get; }

    /// <summary>Where it was started, and where its downloads go.</summary>
    public string Folder { get; }

    /// <param name="environment">Environment variables of the process.</param>
    public static Task<DashboardProcess> Start(params (string Name, string Value)[] environment) =>
        StartAt("http://127.0.0.1:0", environment);

    /// <param name="address">The address to bind, on 127.0.0.1.</param>
    /// <param name="environment">Environment variables of the process.</param>
    public static async Task<DashboardProcess> StartAt(string address, params (string Name, string Value)[] environment)
    {
        var folder = Directory.CreateTempSubdirectory("flagdashboard-").FullName;
        var (process, bound) = await Launch(address, folder, environment);
        return new DashboardProcess(process, bound, folder, environment);
    }

    /// <summary>Kills the server, and starts it again at its address and in its folder.</summary>
    public async Task Restart()
    {
        await Kill();
        (_process, _) = await Launch(Address.GetLeftPart(UriPartial.Authority), Folder, _environment);
        _log = ReadLog();
    }

    /// <summary>Ends the server by SIGTERM, and starts it again at its address and in its folder.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RestartBySignal()
    {
        Signals.Terminate(_process.Id);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
        var exitCode = _process.ExitCode;
        await Restart();
        return exitCode;
    }

    public async ValueTask DisposeAsync()
    {
        var log = await Kill();
        Directory.Delete(Folder, recursive: true);
        var entries = Entry().Split(log);
        // The warm-up sends requests to the server itself, which must work whatever proxy, certificate or address the server has.
        if (Array.Exists(entries, entry => entry.StartsWith("fail:", StringComparison.Ordinal)
            || entry.StartsWith("crit:", StringComparison.Ordinal) || entry.Contains("Warming up failed", StringComparison.Ordinal)))
            throw new InvalidOperationException($"The server complained:\n{log}");
    }

    private static async Task<(Process Process, Uri Address)> Launch(
        string address, string folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Product.Path, "--urls", address, "--data", Path.Combine(folder, "data")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            lines.Add(line);
            if (AddressLine().Match(line) is { Success: true } match)
            {
                // Keeps reading, because the process blocks when the pipe is full.
                process.BeginErrorReadLine();
                return (process, new Uri(match.Value));
            }
        }

        throw new InvalidOperationException(
            $"The server ended without an address: {string.Join('\n', lines)}{await process.StandardError.ReadToEndAsync(limit.Token)}");
    }

    // Reads the output to its end, because the process blocks when the pipe is full.
    private Task<string> ReadLog() => _process.StandardOutput.ReadToEndAsync();

    private async Task<string> Kill()
    {
        _process.Kill(entireProcessTree: true);
        var log = await _log;
        await _process.WaitForExitAsync();
        _process.Dispose();
        return log;
    }

    [GeneratedRegex("^(?=(?:info|warn|fail|crit): )", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();
}
