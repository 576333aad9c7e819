using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FlagDashboard.Flags;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Cli;

/// <summary>The verb as people give it, against the built-in site.</summary>
public class DownloadTests
{
    private const string Dashes = "--------------------";

    [Fact]
    public async Task Download_NoOptions_SavesTwentyFlagsAndPrintsReport()
    {
        await using var program = ProgramProcess.Start("download");
        var result = await program.WaitForExit();
        Assert.Equal((0, []), (result.ExitCode, result.Error));
        Assert.Equal(
            [
                "LOCAL site: http://127.0.0.1:*/flags",
                "Searching for 20 flags: from BD to VN",
                "20 concurrent connections will be used.",
                Dashes,
                "20 flags downloaded.",
                "Elapsed time: *s",
                "Saved in */downloads",
            ],
            result.Out);
        Assert.Equal(WebRoot.Catalog.Pop20.Select(country => Path.Combine("downloads", $"{country.Code.ToLowerInvariant()}.png")),
            program.Files);
        Assert.Equal(WebRoot.Flag("BR"),
            await File.ReadAllBytesAsync(program.PathOf("downloads/br.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Download_SequentialVerbose_PrintsOneLinePerFlagInCallOrder()
    {
        var result = await ProgramProcess.Run("download", "us", "ZZ", "br", "--mode", "sequential", "-v", "-m", "9", "--out", "here");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            [
                "LOCAL site: http://127.0.0.1:*/flags",
                "Searching for 3 flags: BR, US, ZZ",
                "1 concurrent connection will be used.",
                "BR OK",
                "US OK",
                "ZZ not found",
                Dashes,
                "2 flags downloaded.",
                "1 not found.",
                "Elapsed time: *s",
                "Saved in */here",
            ],
            result.Out);
    }

    [Fact]
    public async Task Download_FirstLetter_RequestsUnlistedCodesToo()
    {
        var result = await ProgramProcess.Run("download", "B");
        Assert.Contains("Searching for 26 flags: from BA to BZ", result.Out);
        Assert.Contains("21 flags downloaded.", result.Out);
        Assert.Contains("5 not found.", result.Out);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task Download_ErrorSite_CountsFailuresOfTapeAndSucceeds()
    {
        var tape = new Tape(2, 1, 0, 0.5);
        var fails = WebRoot.Catalog.Pop20.ToLookup(country => tape.FailureOf(country.Code, 1));
        var result = await ProgramProcess.Run("download", "-s", "error", "--error-rate", "0.5", "--seed", "2", "--delay", "1", "-v");
        Assert.Equal((0, []), (result.ExitCode, result.Error));
        var (ok, notFound) = (fails[null].Count(), fails[FailureKind.NotFound].Count());
        Assert.Equal([Dashes, $"{ok} flags downloaded.", $"{notFound} not found.", $"{20 - ok - notFound} errors.", "Elapsed time: *s"],
            result.Out[^6..^1]);
        Assert.All(fails[FailureKind.Unavailable], country =>
            Assert.Contains($"*** Error for {country}: HTTP 503 Service Unavailable", result.Out));
        Assert.NotEmpty(fails[FailureKind.Unavailable]);
    }

    [Fact]
    public async Task Download_ThreadsMapOnErrorSite_ReportsEarlyEnd()
    {
        var result = await ProgramProcess.Run(
            "download", "--mode", "threads-map", "-s", "ERROR", "--error-rate", "1", "--delay", "1", "--seed", "1");
        Assert.Equal(1, result.ExitCode);
        Assert.Single(result.Out, line => line.StartsWith("threads-map ended early, at ", StringComparison.Ordinal));
        Assert.Contains("0 flags downloaded.", result.Out);
        Assert.Equal("Elapsed time: *s", result.Out[^1]);
    }

    [Fact]
    public async Task Download_JsonRepeated_PrintsOnlyOneLinePerRun()
    {
        var result = await ProgramProcess.Run("download", "-a", "--json", "--repeat", "3", "--mode", "async");
        Assert.Equal((0, []), (result.ExitCode, result.Error));
        Assert.Equal(3, result.Out.Length);
        Assert.All(result.Out, line =>
        {
            var run = JsonDocument.Parse(line).RootElement;
            Assert.Equal(["mode", "workers", "requested", "ok", "notFound", "errors", "elapsedMs", "bytes"], run.EnumerateObject()
                .Select(field => field.Name));
            Assert.Equal(("async", 5, 249, 249),
                (run.GetProperty("mode").GetString(), run.GetProperty("workers").GetInt32(), run.GetProperty("requested").GetInt32(),
                run.GetProperty("ok").GetInt32()));
            Assert.Equal(WebRoot.Catalog.All.Sum(country => WebRoot.Flag(country.Code).Length), run.GetProperty("bytes").GetInt64());
            Assert.True(run.GetProperty("elapsedMs").GetDouble() > 0);
        });
    }

    [Fact]
    public async Task Download_Repeated_NumbersRuns()
    {
        var result = await ProgramProcess.Run("download", "BR", "--repeat", "2");
        Assert.Equal(["Run 1 of 2", "Run 2 of 2"], result.Out.Where(line => line.StartsWith("Run ", StringComparison.Ordinal)));
        Assert.Equal(2, result.Out.Count(line => line == "1 flag downloaded."));
    }

    [Fact]
    public async Task Download_Repeated_EndsWithMedianAndRange()
    {
        var result = await ProgramProcess.Run("download", "BR", "--repeat", "3");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal([Dashes, "threads-as-completed, 3 runs: median *s, range *s to *s"], result.Out[^2..]);
    }

    [Fact]
    public async Task Download_OneRun_PrintsNoMedian()
    {
        var result = await ProgramProcess.Run("download", "BR", "--repeat", "1");
        Assert.DoesNotContain(result.Out, line => line.Contains("median", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Download_RepeatedRunsEndEarly_AreNotCountedAndFail()
    {
        var result = await ProgramProcess.Run(
            "download", "-m", "2", "--mode", "threads-map", "--error-rate", "1", "--delay", "0", "--repeat", "2");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["threads-map: no run completed.", "Not counted: 2 runs, ended early."], result.Out[^2..]);
    }

    [Fact]
    public async Task Download_FolderBelowFile_FailsBeforeFirstRequest()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var result = await ProgramProcess.Run("download", "BR", "--out", Path.Combine(file, "flags"));
        Assert.Equal((1, []), (result.ExitCode, result.Out));
        Assert.Equal([$"Flags cannot be saved in {file}/flags: the folder cannot be written. Choose another folder: --out DIR"],
            result.Error);
    }

    [Fact]
    public async Task Download_SiteIsDown_PrintsReasonOnce()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var result = await ProgramProcess.Run("download", "BR", "CN", "--base-url", $"http://{socket.LocalEndPoint}/flags");
        Assert.Equal((0, []), (result.ExitCode, result.Error));
        Assert.Equal(
            [
                "REMOTE site: http://127.0.0.1:*/flags",
                "Searching for 2 flags: BR, CN",
                "2 concurrent connections will be used.",
                "*** Error for BR, CN: connection refused",
                Dashes,
                "0 flags downloaded.",
                "2 errors.",
                "Elapsed time: *s",
            ],
            result.Out);
    }

    [Fact]
    public async Task Download_IntoAPipe_HasNoControlCharacters()
    {
        var result = await ProgramProcess.Run("download", "B", "--delay", "700", "-m", "26");
        Assert.Equal(0, result.ExitCode);
        Assert.All(result.Out, line => Assert.DoesNotContain(line, char.IsControl));
    }
}
