using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.History;

/// <summary>Another file takes the name of the database under a running server, as when somebody restores a backup.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Windows lets nobody rename an open file.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_ReplacedWhileServerRuns_IsReportedAndLaterRacesAreInTheNewOne(bool byDanglingLink)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the file is open");
        var path = Path.Combine(_folder.Path, "history.db");
        using (var archive = new Archive(_folder.Path))
        {
            archive.Run("done000001");
            archive.Recorder.Flush();
            foreach (var file in Directory.GetFiles(_folder.Path, "history.db*"))
                File.Delete(file);
            if (byDanglingLink)
                File.CreateSymbolicLink(path, Path.Combine(_folder.Path, "elsewhere.db"));
            else
                await File.WriteAllBytesAsync(path, [], TestContext.Current.CancellationToken);
            archive.Run("later00001");
            archive.Recorder.Flush();
            Assert.StartsWith($"The history in {path} was removed", archive.History.Problem!.Message, StringComparison.Ordinal);
        }

        using var next = new Archive(_folder.Path);
        next.Recorder.Flush();
        Assert.Equal(["later00001"], next.Ask("SELECT Id FROM Races"));
    }
}
