using FlagDashboard.History;
using FlagDashboard.Observing;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Observing;

namespace FlagDashboard.Tests.History;

public sealed class ProgramHistoryTests : IDisposable
{
    private const string Id = "programaaa";

    private readonly TemporaryFolder _folder = new();
    private readonly Archive _archive;

    public ProgramHistoryTests() => _archive = new Archive(_folder.Path);

    public void Dispose()
    {
        _archive.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task List_Program_HasItsNameAndNoWinner()
    {
        var log = ImportFileReader.Read(Recordings.File(Recordings.BlockedLoop)).Events;
        _archive.Run("downloadsa");
        _archive.Recorder.StartSaving(Race.FromLog(Id, _archive.Time.GetUtcNow(), log, importedAt: _archive.Time.GetUtcNow()));
        _archive.Recorder.Flush();
        var row = Assert.Single((await _archive.History.List(new() { Site = HistoryQuery.ProgramsSiteValue })).Rows);
        Assert.Equal(
            (Id, "crawler_async.py, Python 3.11.7", true, 12), (row.Id, row.Name, row.IsProgram, row.FuturesPerRun));
        Assert.Empty(row.WinnerIds);
        Assert.Null(row.GeneratedName);
        Assert.Equal(Id, Assert.Single((await _archive.History.List(new() { Text = "crawler" })).Rows).Id);
    }

    [Fact]
    public async Task List_ImportOfAnOldRace_IsAmongTheNewest()
    {
        var old = _archive.Run("downloadsa");
        _archive.Time.Advance(TimeSpan.FromDays(1));
        _archive.Run("downloadsb");
        _archive.Time.Advance(TimeSpan.FromDays(1));
        _archive.Recorder.StartSaving(Race.FromLog(Id, old.StartedAt, old.Log.Snapshot(), importedAt: _archive.Time.GetUtcNow()));
        _archive.Recorder.Flush();
        Assert.Equal([Id, "downloadsb", "downloadsa"], (await _archive.History.List(new())).Rows.Select(row => row.Id));
    }

    [Fact]
    public void Find_ProgramAfterRestart_IsTheSameLog()
    {
        var log = ImportFileReader.Read(Recordings.File(Recordings.Threads)).Events;
        using var folder = new TemporaryFolder();
        using (var before = new Archive(folder.Path))
        {
            before.Recorder.StartSaving(Race.FromLog(Id, before.Time.GetUtcNow(), log, importedAt: before.Time.GetUtcNow()));
            before.Recorder.Flush();
        }

        using var after = new Archive(folder.Path);
        Assert.Equal(log, after.Find(Id)!.Log.Snapshot());
    }
}
