using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.History;

public sealed class RetentionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string[] Ids(Archive archive) => archive.Ask("SELECT Id FROM Races ORDER BY Id");

    private static void Apply(Archive archive) => Assert.True(archive.File.TryWrite(context => archive.Retention.Apply(context)));

    [Fact]
    public void Apply_MoreThanMaxRaces_DeletesOldestWithTheirEvents()
    {
        using var archive = new Archive(_folder.Path, settings: ("History:MaxRaces", "2"));
        archive.Begin("aaaarunning");
        foreach (var id in (string[])["bbbbbbbbbb", "cccccccccc", "dddddddddd", "eeeeeeeeee"])
            archive.Run(id);
        Apply(archive);
        Assert.Equal(["aaaarunning", "dddddddddd", "eeeeeeeeee"], Ids(archive));
        Assert.Equal(["aaaarunning", "dddddddddd", "eeeeeeeeee"], archive.Ask("SELECT DISTINCT RaceId FROM Events ORDER BY RaceId"));
    }

    [Fact]
    public void Apply_OlderThanMaxDays_DeletesAllButRunningRaces()
    {
        using var archive = new Archive(_folder.Path, settings: ("History:MaxDays", "30"));
        archive.Begin("aaaarunning");
        archive.Run("bbbbbbbbbb");
        archive.Time.Advance(TimeSpan.FromDays(20));
        archive.Run("cccccccccc");
        Apply(archive);
        Assert.Equal(["aaaarunning", "bbbbbbbbbb", "cccccccccc"], Ids(archive));
        archive.Time.Advance(TimeSpan.FromDays(11));
        Apply(archive);
        Assert.Equal(["aaaarunning", "cccccccccc"], Ids(archive));
    }

    [Fact]
    public void Apply_ImportOfOldRace_CountsItsAgeFromTheImport()
    {
        using var archive = new Archive(_folder.Path, settings: [("History:MaxDays", "30"), ("History:MaxRaces", "2")]);
        var ran = archive.Run("aaaaaaaaaa");
        archive.Run("bbbbbbbbbb");
        archive.Time.Advance(TimeSpan.FromDays(40));
        archive.Recorder.StartSaving(Race.FromLog("cccccccccc", ran.StartedAt, ran.Log.Snapshot(), archive.Time.GetUtcNow()));
        archive.Recorder.Flush();
        Apply(archive);
        Assert.Equal(["cccccccccc"], Ids(archive));
        var row = archive.Row("cccccccccc");
        Assert.Equal((ran.StartedAt, archive.Time.GetUtcNow()), (row.StartedAt, row.ImportedAt));
        Assert.Equal(ran.StartedAt, archive.Find("cccccccccc")!.StartedAt);
    }

    [Fact]
    public async Task Apply_UndoWindowOver_RemovesDeletedRaces()
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("aaaaaaaaaa");
        archive.Run("bbbbbbbbbb");
        Assert.True(await archive.History.Delete("aaaaaaaaaa"));
        Assert.True(await archive.History.Delete("bbbbbbbbbb"));
        archive.Time.Advance(Retention.UndoWindow);
        Apply(archive);
        Assert.True(await archive.History.Restore("bbbbbbbbbb"));
        archive.Time.Advance(TimeSpan.FromMilliseconds(1));
        Apply(archive);
        Assert.Equal(["bbbbbbbbbb"], Ids(archive));
        Assert.False(await archive.History.Restore("aaaaaaaaaa"));
    }

    [Fact]
    public void Apply_MoreThanMaxMegabytes_DeletesOldest()
    {
        using var archive = new Archive(_folder.Path, settings: ("History:MaxMegabytes", "1"));
        archive.Begin("aaaarunning");
        foreach (var id in (string[])["bbbbbbbbbb", "cccccccccc", "dddddddddd"])
        {
            archive.Run(id);
            archive.Ask($"UPDATE Events SET Lines = randomblob(400000) WHERE RaceId = '{id}' RETURNING First");
        }

        Apply(archive);
        Assert.Equal(["aaaarunning", "cccccccccc", "dddddddddd"], Ids(archive));
    }

    [Fact]
    public void Apply_LastRaceWithAnImageIsDeleted_DeletesThatImage()
    {
        using var archive = new Archive(_folder.Path, settings: ("History:MaxRaces", "1"));
        var image = "";
        foreach (var (id, extra) in (IEnumerable<(string, byte)>)[("aaaaaaaaaa", 1), ("bbbbbbbbbb", 2)])
        {
            var race = archive.Begin(id, ["BR"], site: SiteId.Remote);
            image = archive.Store.Save(id, "sequential", "BR", [.. WebRoot.Flag("BR"), extra], "png").ImageHash;
            race.Log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, 1, Outcome.Ok, 1, image));
            race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
            archive.Recorder.Flush();
            archive.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, archive.Store.HistoryImages!.Hashes.Count());
        Apply(archive);
        Assert.Equal([image], archive.Store.HistoryImages!.Hashes);
    }

    [Fact]
    public void ApplyIfDue_CalledOften_AppliesOncePerMinute()
    {
        using var archive = new Archive(_folder.Path, settings: ("History:MaxRaces", "1"));
        archive.Run("aaaaaaaaaa");
        Assert.False(archive.Retention.ApplyIfDue());
        archive.Run("bbbbbbbbbb");
        Assert.False(archive.Retention.ApplyIfDue());
        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], Ids(archive));
        archive.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(archive.Retention.ApplyIfDue());
        Assert.Equal(["bbbbbbbbbb"], Ids(archive));
    }
}
