using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>The result of a command.</summary>
/// <param name="ExitCode">The exit code of the process.</param>
/// <param name="Out">Its lines; times, ports and its folder, which differ from run to run, are starred, and lines of progress,
/// which a slow machine has more of, are left out.</param>
/// <param name="Error">The lines of its standard error.</param>
internal sealed record ProcessResult(int ExitCode, string[] Out, string[] Error);

/// <summary>Runs a command as a separate process in a temporary folder.</summary>
internal sealed partial class ProgramProcess : IAsyncDisposable
{
    private static readonly Dictionary<string, int> Signals = new() { ["INT"] = 2, ["QUIT"] = 3, ["KILL"] = 9, ["TERM"] = 15, ["HUP"] = 1 };

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Task<string> _error;
    private readonly List<string> _out = [];

    private ProgramProcess(string file, string[] args, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(file, args)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            // Keeps the test from using the history of the person who runs it.
            Environment = { ["FLAGDASHBOARD_data"] = Path.Combine(_folder.Path, "data") },
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The files in its folder after it ended.</summary>
    public string[] Files => _folder.Files();

    public int Id => _process.Id;

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public static ProgramProcess Start(params string[] args) => new("dotnet", [Product.Path, .. args]);

    /// <summary>Starts the dashboard with further environment variables.</summary>
    public static ProgramProcess StartDashboard(IReadOnlyDictionary<string, string> environment) =>
        new("dotnet", [Product.Path, "--urls", "http://127.0.0.1:0"], [.. environment.Select(pair => (pair.Key, pair.Value))]);

    /// <summary>Starts a shell script, in which <c>"$0" "$@"</c> after <c>dotnet</c> stands for the command.</summary>
    public static ProgramProcess StartInShell(string script, params string[] args) => new("sh", ["-c", script, Product.Path, .. args]);

    /// <summary>Starts <c>dotnet run</c> with the project of the program.</summary>
    public static ProgramProcess StartByDotnetRun(params string[] args) =>
        new("dotnet", ["run", "--no-build", "--project", Product.Project, "-c", Product.Configuration, "--", .. args]);

    /// <summary>Starts the command with further environment variables.</summary>
    public static ProgramProcess StartWith((string Name, string Value)[] variables, params string[] args) =>
        new("dotnet", [Product.Path, .. args], variables);

    /// <summary>Starts the command with a published copy of the program.</summary>
    public static ProgramProcess StartPublished(string folder, params string[] args) =>
        new("dotnet", [Path.Combine(folder, "FlagDashboard.dll"), .. args]);

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

    /// <summary>Types text at the terminal of the process.</summary>
    public async Task Type(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Reads what the process writes until it has a text.</summary>
    public async Task<string> WaitForText(string text)
    {
        var (read, buffer) = ("", new char[1024]);
        while (!read.Contains(text, StringComparison.Ordinal))
        {
            var length = await _process.StandardOutput.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().Guarded();
            if (length == 0)
                throw new InvalidOperationException($"It ended before it said “{text}”: {read}{await _error}");
            read += new string(buffer, 0, length);
        }

        return read;
    }

    /// <summary>Closes the reading end of its output, as a program in a pipe does when it ends.</summary>
    public async Task<(int ExitCode, string Error)> WaitForExitWithoutReader()
    {
        _process.StandardOutput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
        return (_process.ExitCode, await _error);
    }

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

    private string Star(string line) =>
        Ports().Replace(Times().Replace(line, "*s"), "127.0.0.1:*").Replace(_folder.Path, "*", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=Elapsed time: )\d+\.\d\ds|(?<=median |range |s to )\d+\.\d{3}s")]
    private static partial Regex Times();

    [GeneratedRegex(@"^ *\d+% +\d+/\d+ ")]
    private static partial Regex Progress();

    [GeneratedRegex(@"127\.0\.0\.1:\d+")]
    private static partial Regex Ports();

    [DllImport("libc")]
    private static extern int kill(int process, int signal);
}
