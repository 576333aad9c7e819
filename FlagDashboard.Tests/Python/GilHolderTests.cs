using System.Diagnostics;
using System.Text.Json;
using FlagDashboard.Python;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Python;

/// <summary>
/// Tests what gil.py says against the thread that really holds the lock, which only CPython 3.13 and later let others read.
/// </summary>
public sealed class GilHolderTests
{
    private const int NotPermitted = 3;
    private static readonly Version Oldest = new(3, 13);

    [Fact]
    public async Task Worker_ThatSaysItComputes_HoldsTheLock()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the memory of another process as a file.");
        var python = await Find();
        Assert.SkipWhen(python is null, "There is no Python 3.13 or later with a lock.");
        var folder = Path.GetDirectoryName(WebRoot.Folder)!;
        using var process = Process.Start(new ProcessStartInfo(
            python.Path,
            [Path.Combine(folder, "FlagDashboard.Tests/Python/Programs/gil_holder.py"),
                Path.Combine(folder, "FlagDashboard/Python/gil.py")])
        {
            RedirectStandardOutput = true,
        })!;
        var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(process.ExitCode == NotPermitted, "This user may not read the memory of a child.");
        Assert.Equal(0, process.ExitCode);
        var counts = JsonDocument.Parse(answer).RootElement;
        var (claimed, right) = (counts.GetProperty("claimed").GetInt32(), counts.GetProperty("right").GetInt32());
        Assert.True(claimed > 100, answer);

        // The lock may change hands between the reading of the clock and that of the holder.
        Assert.True(right > 0.98 * claimed, answer);
    }

    private static async Task<PythonInterpreter?> Find()
    {
        foreach (var name in new[] { "python3", "python3.14", "python3.13" })
        {
            if (await PythonProbe.Ask(name) is { HasGil: true } found && found.Version >= Oldest)
                return found;
        }

        return null;
    }
}
