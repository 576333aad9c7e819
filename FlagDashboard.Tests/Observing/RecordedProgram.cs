using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Observing;

/// <summary>A Python program that was run twice, by itself and under the recorder, and what the recorder wrote.</summary>
/// <param name="Plain">The run without the recorder.</param>
/// <param name="Recorded">The run with it.</param>
/// <param name="Lines">The lines of the recording; null if there is no file.</param>
internal sealed partial record RecordedProgram(ObservedExecutor Plain, ObservedExecutor Recorded, IReadOnlyList<JsonElement>? Lines)
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(WebRoot.Folder, ".."));

    private static readonly string RecorderPath = Path.Combine(Root, "FlagDashboard", "Python", "futurelog.py");

    private static readonly Lazy<Task<bool>> HasPython = new(async () =>
    {
        try
        {
            return (await Run("python3", Path.GetTempPath(), "-c", "import sys; sys.exit(sys.version_info < (3, 8))")).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    });

    /// <summary>The observations, without the first and the last line.</summary>
    public IEnumerable<JsonElement> Observations =>
        Lines!.Where(line => line.ValueKind == JsonValueKind.Array).SelectMany(line => line.EnumerateArray());

    /// <summary>The last line; null if the recording was interrupted.</summary>
    public JsonElement? End => Lines![^1] is { ValueKind: JsonValueKind.Object } last && last.TryGetProperty("over", out _) ? last : null;

    /// <summary>Runs a program of the folder Programs, or skips the test if there is no Python.</summary>
    /// <param name="program">The name of its file.</param>
    /// <param name="options">The options of the recorder.</param>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="runner">The options of Python that name a module which runs the program.</param>
    /// <param name="python">The Python that runs it.</param>
    public static async Task<RecordedProgram> Run(
        string program, string[]? options = null, string[]? arguments = null, string[]? runner = null, string python = "python3")
    {
        Assert.SkipUnless(await HasPython.Value, "There is no python3, or it is older than 3.8.");
        using var folder = new TemporaryFolder();
        var script = Path.Combine(Root, "FlagDashboard.Tests", "Observing", "Programs", program);
        var plain = await Run(python, folder.Path, [.. runner ?? [], script, .. arguments ?? []]);
        var file = Path.Combine(folder.Path, Path.ChangeExtension(program, ".futurelog"));
        var recorded = await Run(
            python, folder.Path, [RecorderPath, "--to", file, .. options ?? [], .. runner ?? [], script, .. arguments ?? []]);
        return new(plain, recorded, File.Exists(file)
            ? [.. File.ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)] : null);
    }

    /// <summary>Runs the recorder in a Python that says it is another version, or skips the test if there is no Python.</summary>
    /// <param name="version">The version as three numbers with commas between them.</param>
    public static async Task<ObservedExecutor> RunRecorderIn(string version)
    {
        Assert.SkipUnless(await HasPython.Value, "There is no python3, or it is older than 3.8.");
        var start = $"import runpy, sys; sys.version_info = ({version}); runpy.run_path(sys.argv[1], run_name='__main__')";
        return await Run("python3", Path.GetTempPath(), "-c", start, RecorderPath, "there_is_no_such_script.py");
    }

    /// <summary>
    /// Runs a program of the folder Programs on a terminal, with a recorder that was downloaded, and returns what the terminal shows, and
    /// then the exit code. Skips the test if there is no Python.
    /// </summary>
    public static async Task<string> RunOnTerminal(string folder, string recorder, string program, params string[] arguments)
    {
        Assert.SkipUnless(await HasPython.Value, "There is no python3, or it is older than 3.8.");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Python has no pseudo-terminals on Windows.");
        var script = Path.Combine(Root, "FlagDashboard.Tests", "Observing", "Programs", program);
        const string terminal = "import pty, sys; print('exit code', pty.spawn(sys.argv[1:]) >> 8)";
        return (await Run("python3", folder, ["-c", terminal, "python3", recorder, script, .. arguments])).Out;
    }

    /// <summary>Counts the observations of a kind.</summary>
    public int Count(string kind) => Observations.Count(observation => observation[1].GetString() == kind);

    /// <summary>The counts that the program prints as the last line of its output.</summary>
    public IReadOnlyDictionary<string, int> CountsOfProgram() =>
        JsonSerializer.Deserialize<Dictionary<string, int>>(Recorded.Out.TrimEnd().Split('\n')[^1])!;

    private static async Task<ObservedExecutor> Run(string python, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(python, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Keeps Python from writing compiled files into the repository.
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
            return new(process.ExitCode, text, FramesOfRecorder().Replace(await error, ""));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    // A frame of a traceback: its file, its source line and, since Python 3.11, markers below it.
    [GeneratedRegex(@"^  File ""[^""]*futurelog(?:\.py)?"", line .*\n(?:    .*\n)*", RegexOptions.Multiline)]
    private static partial Regex FramesOfRecorder();
}

/// <summary>A finished run of a program.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Its standard output.</param>
/// <param name="Error">Its standard error, without the recorder's frames in tracebacks.</param>
internal sealed record ObservedExecutor(int ExitCode, string Out, string Error);
