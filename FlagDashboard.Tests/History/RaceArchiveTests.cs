using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.History;

public sealed class RaceArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static RaceStatus StateOf(Archive archive, string id) => archive.Row(id).Status;

    [Fact]
    public void Find_AnyRaceSavedInSeveralFlushes_ReturnsAllItsEvents()
    {
        var number = 0;
        using var archive = new Archive(_folder.Path);
        Gen.Select(LegalLog.Any.Where(log => log.Length > 0), Gen.Int[1, 9]).Sample(
            (log, step) =>
            {
                var id = $"race{number++:000000}";
                var race = new Race(id, RaceState.At(log, double.MaxValue).Definition!, archive.Time);
                archive.Recorder.StartSaving(race);
                foreach (var happened in log)
                {
                    archive.Time.Advance(TimeSpan.FromMilliseconds(0.3));
                    race.Log.Append(happened);
                    if (happened.Seq % step == 0)
                        archive.Recorder.Flush();
                }

                if (race.Log.End is null)
                    race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
                archive.Recorder.Flush();
                var found = archive.Find(id)!;
                Assert.NotSame(race, found);
                Assert.Equal(race.Log.Snapshot(), found.Log.Snapshot());
                Assert.Equal(race.Definition.FutureLabels, found.Definition.FutureLabels);
                Assert.Single(archive.Ask($"SELECT First FROM Events WHERE RaceId = '{id}'"));
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task WarmUp_FinishedRace_IsNotSaved()
    {
        using var archive = new Archive(_folder.Path);
        var ran = archive.Run("aaaaaaaaaa");
        var race = Race.FromLog("warming-up", ran.StartedAt, ran.Log.Snapshot());
        archive.Recorder.WarmUpSaving(race);
        Assert.Equal(["aaaaaaaaaa"], archive.Ask("SELECT Id FROM Races"));
        Assert.Null(await archive.Recorder.Find(race.Id));
        Assert.Null(archive.File.Problem);
    }

    [Fact]
    public async Task Find_AfterARestart_IsTheSameRace()
    {
        Race race;
        using (var before = new Archive(_folder.Path))
            race = before.Run("aaaaaaaaaa", items: ["BR", "CN", "DE"], modes: ["sequential", "async"]);
        using var after = new Archive(_folder.Path);
        var found = (await after.Recorder.Find("aaaaaaaaaa"))!;
        Assert.Equal(race.Log.Snapshot(), found.Log.Snapshot());
        Assert.Equal((race.Log.End!.Value.AtMs, false, true), (found.Log.ElapsedMs, found.IsImported, found.Completion.IsCompleted));
        Assert.Same(found, await after.Recorder.Find("aaaaaaaaaa"));
        Assert.Null(await after.Recorder.Find("aaaaaaaaab"));
    }

    [Fact]
    public void Flush_RunningRace_SavesEventsSoFar()
    {
        using var archive = new Archive(_folder.Path);
        var race = archive.Begin("aaaaaaaaaa");
        archive.Recorder.Flush();
        Assert.Equal(["aaaaaaaaaa|Running|1|0"], archive.Ask("SELECT Id, State, Events, LastAt FROM Races"));
        archive.Time.Advance(TimeSpan.FromMilliseconds(250));
        race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
        archive.Recorder.Flush();
        archive.Recorder.Flush();
        Assert.Equal(["aaaaaaaaaa|Running|2|250"], archive.Ask("SELECT Id, State, Events, LastAt FROM Races"));
        Assert.Equal(["1", "2"], archive.Ask("SELECT First FROM Events"));
    }

    [Fact]
    public async Task ExecuteAsync_IntervalPasses_Flushes()
    {
        using var archive = new Archive(_folder.Path);
        await archive.Recorder.StartAsync(TestContext.Current.CancellationToken);
        archive.Time.WaitForNextTimer();
        var race = archive.Begin("aaaaaaaaaa");
        race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
        archive.Time.Advance(RaceArchive.SaveInterval);
        // StopAsync waits for the current save and then saves later events.
        race.Log.Append(new(0, 0, RaceEventKind.Submitted, 0, 0));
        await archive.Recorder.StopAsync(TestContext.Current.CancellationToken).Guarded();
        Assert.Equal(["3"], archive.Ask("SELECT Events FROM Races"));
    }

    [Fact]
    public async Task Restart_AfterKill_ClosesOnlyRunningRacesAsInterrupted()
    {
        string[] rows;
        RaceEvent[] saved;
        using (var killed = new Archive(_folder.Path))
        {
            foreach (var id in (string[])["done000001", "done000002", "done000003"])
                killed.Run(id);
            Assert.True(await killed.History.Delete("done000003"));
            var race = killed.Begin("running001", ["BR"], ["sequential", "async"]);
            killed.Recorder.Flush();
            killed.Time.Advance(TimeSpan.FromMilliseconds(700));
            race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
            killed.Recorder.Flush();
            saved = race.Log.Snapshot();
            killed.Time.Advance(TimeSpan.FromMilliseconds(300));
            race.Log.Append(new(0, 0, RaceEventKind.Submitted, 0, 0));
            rows = killed.Rows("running001");
        }

        using var archive = new Archive(_folder.Path);
        Assert.Equal(rows, archive.Rows("running001"));
        Assert.Equal(6, rows.Length);
        Assert.Equal(RaceStatus.Interrupted, StateOf(archive, "running001"));
        var found = (await archive.Recorder.Find("running001"))!.Log.Snapshot();
        Assert.Equal(saved, found[..^1]);
        Assert.Equal((3, 700.0, RaceEventKind.RaceFinished, Outcome.Error),
            (found[^1].Seq, found[^1].AtMs, found[^1].Kind, found[^1].Status));
        Assert.StartsWith("interrupted", found[^1].Reason, StringComparison.Ordinal);
        Assert.True(RaceState.At(found, double.MaxValue).IsInterrupted);

        rows = archive.Rows();
        archive.Dispose();
        using var again = new Archive(_folder.Path);
        Assert.Equal(rows, again.Rows());
    }

    [Theory]
    [InlineData(Outcome.Ok, RaceStatus.Finished)]
    [InlineData(Outcome.Cancelled, RaceStatus.Cancelled)]
    [InlineData(Outcome.Error, RaceStatus.Interrupted)]
    public void Row_EndedRace_HasItsStatus(Outcome status, RaceStatus state)
    {
        using var archive = new Archive(_folder.Path);
        var race = archive.Begin("aaaaaaaaaa", [], []);
        archive.Time.Advance(TimeSpan.FromMilliseconds(50));
        race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: status));
        archive.Recorder.Flush();
        var row = archive.Row("aaaaaaaaaa");
        Assert.Equal((state, 50.0), (row.Status, row.ElapsedMs!.Value));
    }

    [Fact]
    public async Task Row_FlagRace_HasTitleTimesModesAndWinner()
    {
        using var archive = new Archive(_folder.Path);
        var startedAt = archive.Time.GetUtcNow();
        archive.Run("aaaaaaaaaa", 300, ["BR", "CN"], ["sequential", "async"]);
        var row = archive.Row("aaaaaaaaaa");
        Assert.Equal(("2 flags from DELAY, 5 workers", startedAt, "delay", 2, 5),
            (row.Name, row.StartedAt, row.Site, row.FuturesPerRun, row.MostWorkersOfAnyRun));
        Assert.Equal((RaceStatus.Finished, 300.0, false, null), (row.Status, row.ElapsedMs!.Value, row.Imported, row.ExperimentTitle));
        Assert.Equal(["sequential"], row.WinnerIds);
        Assert.Equal(["sequential", "async"], row.ModeIds);
        Assert.Equal(startedAt, (await archive.Recorder.Find("aaaaaaaaaa"))!.StartedAt);
    }

    [Fact]
    public void Row_ModesThatTie_HasAllOfThemAsWinners()
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("aaaaaaaaaa", 0, ["BR", "CN"], ["sequential", "async"]);
        Assert.Equal(["sequential", "async"], archive.Row("aaaaaaaaaa").WinnerIds);
    }

    [Fact]
    public void Row_OfAnExperiment_HasItsTitleAndLinkAndNoWinner()
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("aaaaaaaaaa", 300, ["loiter(1)"], ["map", "as-completed"],
            experiment: new("loiter", "Map or as completed", "2 calls", "/experiments/loiter?x=1"));
        var row = archive.Row("aaaaaaaaaa");
        Assert.Equal(("Map or as completed", "Map or as completed", "/experiments/loiter?x=1", null),
            (row.Name, row.ExperimentTitle, row.ExperimentLink, row.Site));
        Assert.Empty(row.WinnerIds);
    }

    [Fact]
    public async Task StartSaving_ImportedRace_MarksRowAsImported()
    {
        using var archive = new Archive(_folder.Path);
        var race = archive.Run("aaaaaaaaaa");
        archive.Recorder.StartSaving(Race.FromLog("bbbbbbbbbb", race.StartedAt, race.Log.Snapshot(), importedAt: race.StartedAt));
        archive.Recorder.Flush();
        Assert.Equal([false, true], new[] { "aaaaaaaaaa", "bbbbbbbbbb" }.Select(id => archive.Row(id).Imported));
        Assert.True((await archive.Recorder.Find("bbbbbbbbbb"))!.IsImported);
    }

    [Fact]
    public async Task Find_RaceWithDamagedEvents_ReturnsNull()
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("aaaaaaaaaa");
        archive.Run("bbbbbbbbbb");
        archive.Ask("UPDATE Events SET Lines = X'1F8B00' WHERE RaceId = 'aaaaaaaaaa'");
        Assert.Null(await archive.Recorder.Find("aaaaaaaaaa"));
        Assert.NotNull(await archive.Recorder.Find("bbbbbbbbbb"));
        Assert.Null(archive.History.Problem);
    }

    [Fact]
    public void Flush_FlagFilesDeletedBefore_SavesEverythingElse()
    {
        using var archive = new Archive(_folder.Path);
        var race = archive.Begin("aaaaaaaaaa", ["BR"], site: SiteId.Remote);
        var flag = archive.Store.Save(race.Id, "sequential", "BR", [.. WebRoot.Flag("BR"), 1], "png");
        race.Log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, 1, Outcome.Ok, flag.Bytes, flag.ImageHash));
        Directory.Delete(archive.Store.RootFolder, recursive: true);
        race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
        archive.Recorder.Flush();
        Assert.Null(archive.History.Problem);
        Assert.Equal(["3"], archive.Ask("SELECT Events FROM Races"));
        Assert.Empty(archive.Ask("SELECT * FROM Images"));
    }

    [Fact]
    public void Flush_RaceThatCannotBeSaved_DoesNotHoldUpTheOthers()
    {
        using var archive = new Archive(_folder.Path);
        // A file with the name of the image folder makes it impossible to save images.
        File.WriteAllText(Path.Combine(_folder.Path, "images"), "");
        var race = archive.Begin("aaaaaaaaaa", ["BR"], site: SiteId.Remote);
        var flag = archive.Store.Save(race.Id, "sequential", "BR", [.. WebRoot.Flag("BR"), 1], "png");
        race.Log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, 1, Outcome.Ok, flag.Bytes, flag.ImageHash));
        archive.Begin("bbbbbbbbbb");
        archive.Recorder.Flush();
        Assert.NotNull(archive.History.Problem);
        archive.Recorder.Flush();
        Assert.Equal(["bbbbbbbbbb"], archive.Ask("SELECT Id FROM Races"));
        File.Delete(Path.Combine(_folder.Path, "images"));
        archive.Recorder.Flush();
        Assert.Null(archive.History.Problem);
        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], archive.Ask("SELECT Id FROM Races ORDER BY Id"));
    }

    [Fact]
    public void Images_ThatAreNotBuiltIn_AreFoundAfterARestart()
    {
        byte[] bytes = [.. WebRoot.Flag("BR"), 0];
        string image;
        using (var before = new Archive(_folder.Path))
        {
            var race = before.Begin("aaaaaaaaaa", ["BR", "CN"], site: SiteId.Remote);
            image = before.Store.Save("aaaaaaaaaa", "sequential", "BR", bytes, "png").ImageHash;
            var builtIn = before.Store.Save("aaaaaaaaaa", "sequential", "CN", WebRoot.Flag("CN"), "png").ImageHash;
            race.Log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, 1, Outcome.Ok, bytes.Length, image));
            race.Log.Append(new(0, 0, RaceEventKind.Finished, 0, 1, 1, Outcome.Ok, 9, builtIn));
            before.Recorder.Flush();
            Assert.Equal([$"aaaaaaaaaa|{image}"], before.Ask("SELECT RaceId, Image FROM Images"));
        }

        Directory.Delete(Path.Combine(_folder.Path, "downloads"), recursive: true);
        using var after = new Archive(_folder.Path);
        Assert.Equal(bytes, File.ReadAllBytes(after.Store.Find(image)!.Path));
        Assert.Equal("image/png", after.Store.Find(image)!.ContentType);
        Assert.Null(after.Store.Find("../history.db"));
    }
}
