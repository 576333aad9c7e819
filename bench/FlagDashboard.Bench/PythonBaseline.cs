using System.ComponentModel;
using System.Diagnostics;

namespace FlagDashboard.Bench;

/// <summary>The Python programs for comparison, which use only the standard library.</summary>
internal static class PythonBaseline
{
    /// <summary>The name and version of Python; null if it is not installed.</summary>
    public static string? Version { get; } = ReadVersion();

    /// <summary>Every known country's code, the most populous countries first.</summary>
    public static IEnumerable<string> Codes(string folder) =>
        File.ReadAllLines(Path.Combine(folder, "peers", "codes.txt")).Where(line => line.Length > 0)
            .Select(line => line.ToUpperInvariant());

    /// <summary>A program that downloads flags and, as the bare .NET programs, does not save them.</summary>
    public static Command Download(Workbench bench, string mode, string transport, Uri site, int workers, int flags, int times) =>
        new("python3",
        [Path.Combine(bench.Folder, "peers", "flags_baseline.py"), "--base-url", site.GetLeftPart(UriPartial.Authority), "--mode", mode,
        "--transport", transport,
            "--workers", $"{workers}", "--codes", $"{flags}", "--reps", $"{times}"]);

    /// <summary>A program that computes on one or two threads.</summary>
    public static Command Compute(Workbench bench, string mode) => new("python3",
        [Path.Combine(bench.Folder, "peers", "cpu_baseline.py"), "--mode", mode, "--workers", "2", "--tasks", "2", "--kernel", "prime"]);

    private static string? ReadVersion()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true })!;
            return python.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } version ? version : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
