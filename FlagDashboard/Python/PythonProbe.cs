using System.ComponentModel;
using System.Diagnostics;

namespace FlagDashboard.Python;

/// <summary>Asks a program whether it is a Python, and which one. Thread-safe.</summary>
internal static class PythonProbe
{
    // A program is not used as Python if it does not answer within this time. It may be a stub that only opens a dialog and waits for a
    // click.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private const string Question =
        "import sys; print('%d.%d.%d' % sys.version_info[:3]); "
        + "print(getattr(sys, '_is_gil_enabled', lambda: True)()); print(sys.executable)";

    /// <summary>Asks a program; null if it is no Python 3, or does not answer.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">The arguments before those of Python.</param>
    public static async Task<PythonInterpreter?> Ask(string file, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(file, [.. arguments, "-I", "-c", Question])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        try
        {
            using var process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(MaxWait);
            await using var killing = limit.Token.Register(() => Kill(process));
            process.StandardInput.Close();
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return Parse(await process.StandardOutput.ReadToEndAsync(limit.Token));
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process has ended already.
        }
    }

    private static PythonInterpreter? Parse(string answer) =>
        answer.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n') is [var version, var hasGil, { Length: > 0 } path]
            && Version.TryParse(version, out var parsed) && bool.TryParse(hasGil, out var gil) && File.Exists(path)
            ? new(path, parsed, gil) : null;
}
