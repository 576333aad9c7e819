using FlagDashboard.Modes;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Timeline;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Modes;

/// <summary>Tests that the page shows the source that runs, and that its markers are on the lines that change futures.</summary>
public sealed class SourceTests
{
    private static readonly ModeRegistry Modes = new(
        new ServiceCollection().AddModes().BuildServiceProvider().GetServices<IConcurrencyMode>());

    private static CodeListing[] Listings(string mode) =>
        [.. Modes.SourcesOf(mode).Select(source => CodeListing.OfSource(source.RelativePath, source.Text))];

    private static string Words(FutureStep mark, CodeListing listing) =>
        string.Join('\n', listing.Lines.Where(line => line.Marks.Contains(mark)).Select(line => line.Text));

    [Theory, ClassData(typeof(EveryMode))]
    public async Task Marks_CSharpFile_AreExactlyOnLinesThatRun(string mode)
    {
        await using var site = new RawSite((code, _) => Task.FromResult(code == "BR" ? RawSite.Flag(code) : RawSite.Broken));
        using var folder = new TemporaryFolder();
        var run = new WatchedRun(site.Address, folder.Path);
        run.Do(Modes.Find(mode)!);

        var listing = Listings(mode)[0];
        var marked = listing.Lines.SelectMany(line => line.Marks.Select(mark => (mark, line.Number))).ToHashSet();
        if (run.Told)
        {
            Assert.Contains("run.ReceivedException(", Words(FutureStep.Raised, listing), StringComparison.Ordinal);
            marked.RemoveWhere(mark => mark.mark == FutureStep.Raised);
        }

        // A call in a worker is marked on the line that submits it, because the mode is not on the stack of the worker.
        marked.RemoveWhere(mark => mark.mark == FutureStep.Running && !run.Seen.Any(seen => seen.Mark == FutureStep.Running));
        Assert.Equal(marked.Order(), run.Seen.Distinct().Order());
        Assert.Matches("DownloadOne|DownloadInline|DownloadAsync|DownloadCall.Execute", Words(FutureStep.Running, listing));
    }

    [Theory, ClassData(typeof(EveryMode))]
    public void Marks_CSharpAndPython_HaveEachKindOnce(string mode)
    {
        var listings = Listings(mode);
        Assert.Equal([".cs", ".py"], listings.Select(listing => Path.GetExtension(listing.RelativePath)));
        foreach (var listing in listings)
            Assert.Equal(Enum.GetValues<FutureStep>(), listing.Lines.SelectMany(line => line.Marks).Order());
    }

    [Theory, ClassData(typeof(EveryMode))]
    public void Marks_PythonFile_AreOnMatchingCalls(string mode)
    {
        var python = Listings(mode)[1];
        Assert.Contains("received(", Words(FutureStep.Received, python), StringComparison.Ordinal);
        Assert.Contains("download_one", Words(FutureStep.Submitted, python), StringComparison.Ordinal);
        Assert.Equal(Words(FutureStep.Submitted, python), Words(FutureStep.Running, python));
        Assert.Matches(@"failed\(|executor\.map\(", Words(FutureStep.Raised, python));
    }

    [Theory, ClassData(typeof(EveryMode))]
    public void CodeListing_CSharpFile_EqualsMethodInFile(string mode)
    {
        var source = Modes.SourcesOf(mode)[0];
        var lines = source.Text.Split('\n');
        var listing = CodeListing.OfSource(source.RelativePath, source.Text);
        Assert.StartsWith("public void DownloadMany(", listing.Lines[0].Text, StringComparison.Ordinal);
        Assert.All(
            listing.Lines,
            line =>
            {
                var text = lines[line.Number - 1];
                Assert.StartsWith(line.Text, text.TrimStart() is "" ? "" : text[4..], StringComparison.Ordinal);
            });
        Assert.Matches(@"^\}(\);)?$", listing.Lines[^1].Text);
    }

    [Fact]
    public void SourcesOf_ModeWithoutSource_IsNone() =>
        Assert.Empty(
            new ModeRegistry([FlagDashboard.Tests.Races.FakeMode.Idle()]).SourcesOf("idle")
                .Concat(Modes.SourcesOf("later")).Concat(Modes.SourcesOf(null)));
}
