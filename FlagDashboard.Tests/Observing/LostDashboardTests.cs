using System.Text.RegularExpressions;
using FlagDashboard.Observing;
using FlagDashboard.Tests.Cli;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Observing;

/// <summary>A program whose dashboard is lost while it is recorded.</summary>
public sealed partial class LostDashboardTests
{
    [Fact]
    public async Task Program_DashboardIsKilled_GoesOnAndLeavesWholeRecording()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program looks for the relay in /proc.");
        await using var dashboard = ProgramProcess.Start("--urls", "http://127.0.0.1:0");
        var address = new Uri((await dashboard.WaitForLine(@"http://127\.0\.0\.1:\d+")).Value);
        using var folder = new TemporaryFolder();
        var recorder = Path.Combine(folder.Path, "futurelog.py");
        using var http = new HttpClient { BaseAddress = address };
        await File.WriteAllTextAsync(
            recorder, await http.GetStringAsync("futurelog.py", TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        var shown = await RecordedProgram.RunOnTerminal(folder.Path, recorder, "orphaned.py", $"{address}", $"{dashboard.Id}");

        Assert.Equal(["10", "35", "exit code 3"], LinesOfRecorder().Replace(shown, "").Split('\n', StringSplitOptions.TrimEntries)[..3]);
        Assert.Matches(
            @"orphaned\.futurelog is no longer shown live, because the dashboard closed the connection\. Import it there", shown);
        var log = ImportFileReader.Read(
            await File.ReadAllBytesAsync(Path.Combine(folder.Path, "orphaned.futurelog"), TestContext.Current.CancellationToken)).Events;
        var program = log[0].Definition!.Program!;
        Assert.Equal((3, false, 0), (program.ExitCode, program.IsTruncated, program.LostObservations));
        Assert.True(program.Futures >= 10, $"{program.Futures} futures");
    }

    [GeneratedRegex(@"^futurelog: .*\n", RegexOptions.Multiline)]
    private static partial Regex LinesOfRecorder();
}
