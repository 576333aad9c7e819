using FlagDashboard.Python;

namespace FlagDashboard.Bench.Python;

/// <summary>The Pythons on this machine that can record a program, and the scripts that they run.</summary>
internal static class Pythons
{
    /// <summary>Why rows are left out.</summary>
    public const string Missing = "What Python costs is left out, because there is no Python 3.8 or later";

    private static readonly string[] Names =
        ["python3", .. Enumerable.Range(8, 7).Select(minor => $"python3.{minor}"), "python3.13t", "python3.14t"];

    /// <summary>Finds each version on the PATH once, the oldest first.</summary>
    public static async Task<IReadOnlyList<PythonInterpreter>> FindAll() =>
        [.. (await Task.WhenAll(Names.Select(Find))).OfType<PythonInterpreter>().DistinctBy(python => (python.Version, python.HasGil))
            .OrderBy(python => python.Version)];

    /// <summary>Finds the first python3 on the PATH, which the dashboard uses too; null if there is none, or it cannot record.</summary>
    public static Task<PythonInterpreter?> FindDefault() => Find("python3");

    /// <summary>A script of bench/peers. Python writes no compiled files beside it.</summary>
    public static Command Script(this PythonInterpreter python, Workbench bench, string script, params IEnumerable<string> args) =>
        new(python.Path, ["-B", Path.Combine(bench.Folder, "peers", script), .. args]);

    /// <summary>The same script under the recorder.</summary>
    /// <param name="script">The command that <see cref="Script"/> returned.</param>
    /// <param name="recorder">The path of futurelog.py.</param>
    /// <param name="file">The file to record into; null to send the recording to the dashboard that served the recorder.</param>
    public static Command Recorded(this Command script, string recorder, string? file) =>
        script with { Args = ["-B", recorder, .. file is null ? Array.Empty<string>() : ["--to", file], .. script.Args.Skip(1)] };

    private static async Task<PythonInterpreter?> Find(string name) =>
        await PythonProbe.Ask(name) is { } python && python.Version >= PythonInterpreter.MinVersion ? python : null;
}
