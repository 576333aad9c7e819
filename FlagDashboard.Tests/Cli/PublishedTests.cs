using System.Diagnostics;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>A published copy, run from another folder, finds its web root as the one that was built does.</summary>
public sealed class PublishedTests : IDisposable
{
    private readonly TemporaryFolder _published = new();

    public void Dispose() => _published.Dispose();

    [Fact]
    public async Task PublishedProgram_FromAnotherFolder_DownloadsAndServes()
    {
        await Publish();
        await using (var download = ProgramProcess.StartPublished(_published.Path, "download", "BR"))
        {
            Assert.Equal(0, (await download.WaitForExit()).ExitCode);
            Assert.Equal(WebRoot.Flag("BR"),
                await File.ReadAllBytesAsync(download.PathOf("downloads/br.png"), TestContext.Current.CancellationToken));
        }

        await using var dashboard = ProgramProcess.StartPublished(_published.Path, "--urls", "http://127.0.0.1:0");
        var address = (await dashboard.WaitForLine(@"http://127\.0\.0\.1:\d+")).Value;
        using var client = new HttpClient();
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(WebRoot.Folder, "app.css"), TestContext.Current.CancellationToken),
            await client.GetStringAsync(new Uri($"{address}/app.css"), TestContext.Current.CancellationToken));
    }

    private async Task Publish()
    {
        using var publish = Process.Start(new ProcessStartInfo(
            "dotnet", ["publish", Product.Project, "--no-build", "--nologo", "-v", "q", "-c", Product.Configuration, "-o", _published.Path])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Guarded();
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken).Guarded();
        Assert.True(publish.ExitCode == 0, said);
    }
}
