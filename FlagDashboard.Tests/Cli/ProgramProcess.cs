using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">The exit code of the process.</param>
/// <param name="Out">Its lines; times and ports, which differ from run to run, are starred, and lines of progress, which a slow machine has
/// more of, are left out.</param>
/// <param name="Error">The lines of its standard error.</param>
internal sealed record ProcessResult(int ExitCode, string[] Out, string[] Error);

/// <summary>Runs a command as a separate process in a temporary folder.</summary>
internal sealed partial class ProgramProcess : IAsyncDisposable
{
    private static readonly Dictionary<string, int> Signals = new() { ["INT"] = 2, ["QUIT"] = 3, ["KILL"] = 9, ["TERM"] = 15 };

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _out = [];

    private ProgramProcess(string program, string[] args, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. args])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Not the history of the person who runs the tests.
            Environment = { ["FLAGDASHBOARD_data"] = Path.Combine(_folder.Path, "data") },
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The files in its folder after it ended.</summary>
    public string[] Files => _folder.Files();

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public static ProgramProcess Start(params string[] args) => new(Product.Path, args);

    /// <summary>Starts the command with further environment variables.</summary>
    public static ProgramProcess StartWith((string Name, string Value)[] variables, params string[] args) =>
        new(Product.Path, args, variables);

    /// <summary>Starts the command with a published copy of the program.</summary>
    public static ProgramProcess StartPublished(string folder, params string[] args) =>
        new(Path.Combine(folder, "FlagDashboard.dll"), args);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<ProcessResult> Run(params string[] args)
    {
        await using var program = Start(args);
        return await program.WaitForExit();
    }

    /// <summary>Reads lines until one matches.</summary>
    public async Task<Match> WaitForLine(string pattern)
    {
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Guarded() is { } line)
        {
            _out.Add(line);
            if (Regex.Match(line, pattern) is { Success: true } match)
                return match;
        }

        throw new InvalidOperationException($"It ended before it said “{pattern}”: {string.Join('\n', _out)}{await _error}");
    }

    /// <summary>Sends INT, as Ctrl+C does, or TERM, or KILL: to this process alone.</summary>
    public void SendSignal(string name) => Assert.Equal(0, kill(_process.Id, Signals[name]));

    public async Task<ProcessResult> WaitForExit()
    {
        var rest = await _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
        return new(_process.ExitCode, [.. _out.Concat(Lines(rest)).Where(line => !Progress().IsMatch(line)).Select(Star)],
            Lines(await _error));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static string Star(string line) => Ports().Replace(Times().Replace(line, "Elapsed time: *s"), "127.0.0.1:*");

    [GeneratedRegex(@"Elapsed time: \d+\.\d\ds")]
    private static partial Regex Times();

    [GeneratedRegex(@"^ *\d+% +\d+/\d+ ")]
    private static partial Regex Progress();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Ports();

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
