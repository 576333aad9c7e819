using System.Diagnostics;
using System.Text.RegularExpressions;

namespace FlagDashboard.Tests.Browser;

/// <summary>The product as its users start it: a process of its own, on a port of its own, in an empty folder.</summary>
internal sealed partial class DashboardProcess : IAsyncDisposable
{
    private readonly Process _process;

    private readonly Task<string> _log;

    private DashboardProcess(Process process, Uri address, string folder)
    {
        (_process, Address, Folder) = (process, address, folder);
        // Reads the output to its end, because the process blocks when the pipe is full.
        _log = process.StandardOutput.ReadToEndAsync();
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
        var start = new ProcessStartInfo("dotnet", [Product.Path, "--urls", address, "--data", Path.Combine(folder, "data")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            said.Add(line);
            if (AddressLine().Match(line) is { Success: true } match)
            {
                // Keeps reading, because the process blocks when the pipe is full.
                process.BeginErrorReadLine();
                return new DashboardProcess(process, new Uri(match.Value), folder);
            }
        }

        throw new InvalidOperationException(
            $"The server ended without an address: {string.Join('\n', said)}{await process.StandardError.ReadToEndAsync(patience.Token)}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        var log = await _log;
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
        var entries = Entry().Split(log);
        if (Array.Exists(entries, entry => entry.StartsWith("fail:", StringComparison.Ordinal) && !IsOfVirtualize(entry))
            || Array.Exists(entries, entry => entry.StartsWith("crit:", StringComparison.Ordinal)))
            throw new InvalidOperationException($"The server complained:\n{log}");
    }

    // While Blazor's own Virtualize is disposed, it waits for an answer of the browser. If a visitor closes the browser just then, it
    // throws when the wait times out. No code of the product can catch that, and nobody sees that page any more.
    private static bool IsOfVirtualize(string entry) =>
        entry.Contains("TaskCanceledException", StringComparison.Ordinal)
        && entry.Contains("VirtualizeJsInterop.DisposeAsync", StringComparison.Ordinal);

    [GeneratedRegex("^(?=(?:info|warn|fail|crit): )", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+")]
    private static partial Regex AddressLine();
}
