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
    public async Task Download_NothingSaid_SavesTheMostPopulousAndSaysSo()
    {
        await using var command = Command.Start("download");
        var ended = await command.End();
        Assert.Equal((0, []), (ended.ExitCode, ended.Error));
        Assert.Equal(
            [
                "LOCAL site: http://127.0.0.1:*/flags",
                "Searching for 20 flags: from BD to VN",
                "20 concurrent connections will be used.",
                Dashes,
                "20 flags downloaded.",
                "Elapsed time: *s",
            ],
            ended.Out);
        Assert.Equal(WebRoot.Catalog.Pop20.Select(country => Path.Combine("downloads", $"{country.Code.ToLowerInvariant()}.png")), command.Files);
        Assert.Equal(WebRoot.Flag("BR"), await File.ReadAllBytesAsync(command.PathOf("downloads/br.png"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Download_OneAfterAnotherVerbosely_IsALineForEachInCallOrder()
    {
        var ended = await Command.Run("download", "us", "ZZ", "br", "--mode", "sequential", "-v", "-m", "9", "--out", "here");
        Assert.Equal(0, ended.ExitCode);
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
            ],
            ended.Out);
    }

    [Fact]
    public async Task Download_FirstLetter_AsksForCodesThatAreOnNoList()
    {
        var ended = await Command.Run("download", "B");
        Assert.Contains("Searching for 26 flags: from BA to BZ", ended.Out);
        Assert.Contains("21 flags downloaded.", ended.Out);
        Assert.Contains("5 not found.", ended.Out);
        Assert.Equal(0, ended.ExitCode);
    }

    [Fact]
    public async Task Download_FailingSite_CountsWhatTheTapeSaysAndIsDone()
    {
        var tape = new Tape(2, 1, 0, 0.5);
        var fails = WebRoot.Catalog.Pop20.ToLookup(country => tape.FailureOf(country.Code, 1));
        var ended = await Command.Run("download", "-s", "error", "--error-rate", "0.5", "--seed", "2", "--delay", "1", "-v");
        Assert.Equal((0, []), (ended.ExitCode, ended.Error));
        var (ok, notFound) = (fails[null].Count(), fails[FailureKind.NotFound].Count());
        Assert.Equal([Dashes, $"{ok} flags downloaded.", $"{notFound} not found.", $"{20 - ok - notFound} errors.", "Elapsed time: *s"], ended.Out[^5..]);
        Assert.All(fails[FailureKind.Unavailable], country => Assert.Contains($"*** Error for {country}: HTTP 503 Service Unavailable", ended.Out));
        Assert.NotEmpty(fails[FailureKind.Unavailable]);
    }

    [Fact]
    public async Task Download_MapOnAFailingSite_SaysThatItEndedEarly()
    {
        var ended = await Command.Run("download", "--mode", "threads-map", "-s", "ERROR", "--error-rate", "1", "--delay", "1", "--seed", "1");
        Assert.Equal(1, ended.ExitCode);
        Assert.Single(ended.Out, line => line.StartsWith("threads-map ended early, at ", StringComparison.Ordinal));
        Assert.Contains("0 flags downloaded.", ended.Out);
        Assert.Equal("Elapsed time: *s", ended.Out[^1]);
    }

    [Fact]
    public async Task Download_JsonRepeated_IsALineForEachRunAndNothingElse()
    {
        var ended = await Command.Run("download", "-a", "--json", "--repeat", "3", "--mode", "async");
        Assert.Equal((0, []), (ended.ExitCode, ended.Error));
        Assert.Equal(3, ended.Out.Length);
        Assert.All(ended.Out, line =>
        {
            var run = JsonDocument.Parse(line).RootElement;
            Assert.Equal(["mode", "workers", "requested", "ok", "notFound", "errors", "elapsedMs", "bytes"], run.EnumerateObject().Select(field => field.Name));
            Assert.Equal(("async", 5, 249, 249), (run.GetProperty("mode").GetString(), run.GetProperty("workers").GetInt32(), run.GetProperty("requested").GetInt32(), run.GetProperty("ok").GetInt32()));
            Assert.Equal(WebRoot.Catalog.All.Sum(country => WebRoot.Flag(country.Code).Length), run.GetProperty("bytes").GetInt64());
            Assert.True(run.GetProperty("elapsedMs").GetDouble() > 0);
        });
    }

    [Fact]
    public async Task Download_Repeated_TellsTheRunsApart()
    {
        var ended = await Command.Run("download", "BR", "--repeat", "2");
        Assert.Equal(["Run 1 of 2", "Run 2 of 2"], ended.Out.Where(line => line.StartsWith("Run ", StringComparison.Ordinal)));
        Assert.Equal(2, ended.Out.Count(line => line == "1 flag downloaded."));
    }

    [Fact]
    public async Task Download_FolderBelowAFile_IsOneLineBeforeAnythingIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var ended = await Command.Run("download", "BR", "--out", Path.Combine(file, "flags"));
        Assert.Equal((1, []), (ended.ExitCode, ended.Out));
        Assert.Equal([$"Flags cannot be saved in {file}/flags: the folder cannot be written. Choose another folder: --out DIR"], ended.Error);
    }

    [Fact]
    public async Task Download_SiteThatIsDown_SaysSoOnce()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var ended = await Command.Run("download", "BR", "CN", "--base-url", $"http://{socket.LocalEndPoint}/flags");
        Assert.Equal((0, []), (ended.ExitCode, ended.Error));
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
            ended.Out);
    }

    [Fact]
    public async Task Download_IntoAPipe_HasNoControlCharacters()
    {
        var ended = await Command.Run("download", "B", "--delay", "700", "-m", "26");
        Assert.Equal(0, ended.ExitCode);
        Assert.All(ended.Out, line => Assert.DoesNotContain(line, char.IsControl));
    }
}
