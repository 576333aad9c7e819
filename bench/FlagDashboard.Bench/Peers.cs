using System.ComponentModel;
using System.Diagnostics;

namespace FlagDashboard.Bench;

/// <summary>The same in Python, on its standard library.</summary>
internal static class Peers
{
    /// <summary>What Python calls itself; null if there is none.</summary>
    public static string? Version { get; } = Ask();

    public static IEnumerable<string> Codes(string folder) =>
        File.ReadAllLines(Path.Combine(folder, "peers", "codes.txt")).Where(line => line.Length > 0)
            .Select(line => line.ToUpperInvariant());

    /// <summary>Downloads that are not saved, as those of the bare .NET programs.</summary>
    public static Command Flags(Workbench bench, string mode, string transport, Uri site, int workers, int flags, int times) =>
        new("python3",
        [Path.Combine(bench.Folder, "peers", "flags_baseline.py"), "--base-url", site.GetLeftPart(UriPartial.Authority), "--mode", mode,
        "--transport", transport,
            "--workers", $"{workers}", "--codes", $"{flags}", "--reps", $"{times}"]);

    public static Command Cpu(Workbench bench, string mode) => new("python3",
        [Path.Combine(bench.Folder, "peers", "cpu_baseline.py"), "--mode", mode, "--workers", "2", "--tasks", "2", "--kernel", "prime"]);

    private static string? Ask()
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
