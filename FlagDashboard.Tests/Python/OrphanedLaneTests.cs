using System.Diagnostics;
using FlagDashboard.Python;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests that a lane ends with its worker processes when the dashboard has ended without killing it.</summary>
public sealed class OrphanedLaneTests
{
    [Theory]
    [InlineData("Processes")]
    [InlineData("ThreadsMap")]
    public async Task StandardInput_Closed_EndsLaneAndItsWorkers(string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no process groups on Windows.");
        var finder = new ModePythonFinder(null);
        await finder.Ready.Guarded();
        Assert.SkipWhen(finder.FoundByNow is null, "There is no Python 3.8 or later.");
        await using var site = new RawSite((_, closing) => RawSite.Stall(closing));
        using var folder = new ScriptFolder();
        using var output = new TemporaryFolder();
        using var lane =
            Process.Start(new ProcessStartInfo(finder.FoundByNow!.Path, ["-I", "-u", folder.GetScriptPath(ScriptFolder.ModeScriptName)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        var source = Path.Combine(WebRoot.Folder, "..", "FlagDashboard", "Modes", mode + ".py");
        object[] country = ["BR", new Uri(site.Address, "/flags/br/br.png").AbsoluteUri, Path.Combine(output.Path, "br"), 60];
        var plan = new PythonModeRunPlan(mode, await File.ReadAllTextAsync(source, TestContext.Current.CancellationToken), 1, 0, [country]);
        await lane.StandardInput.WriteLineAsync(plan.ToJson());
        await ReadUntil("futurelog");
        await lane.StandardInput.WriteLineAsync();
        await ReadUntil(mode == "Processes" ? "childStarted" : "running");

        lane.StandardInput.Close();
        // Every process of the lane has the pipe of its standard output, so that its end shows that all have ended.
        await lane.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
        await lane.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
        Assert.NotEqual(0, lane.ExitCode);

        async Task ReadUntil(string word)
        {
            string? line;
            do
            {
                line = await lane.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Guarded();
                Assert.NotNull(line);
            }
            while (!line.Contains(word, StringComparison.Ordinal));
        }
    }
}
