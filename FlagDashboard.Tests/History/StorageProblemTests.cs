using System.Data.Common;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace FlagDashboard.Tests.History;

/// <summary>
/// What a real file does when it is locked, damaged, full, newer, or no file at all: races go on, somebody is told, and saving goes on when
/// it can.
/// </summary>
public sealed class StorageProblemTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Db => Path.Combine(_folder.Path, "history.db");

    public void Dispose() => _folder.Dispose();

    private static void Execute(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A race goes on and is saved to its end once nothing keeps it.</summary>
    private static async Task IsWholeInTheEnd(Archive archive, Race race)
    {
        archive.Recorder.Flush();
        Assert.Null(archive.History.Problem is { CanSave: false } problem ? problem.Message : null);
        race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
        archive.Recorder.Flush();
        Assert.Equal(race.Log.Snapshot(), (await archive.Recorder.Find(race.Id))!.Log.Snapshot());
        Assert.Equal(["ok"], archive.Ask("PRAGMA integrity_check"));
    }

    private static Race RunWithProblem(Archive archive, string message)
    {
        var race = archive.Begin("aaaaaaaaaa");
        archive.Recorder.Flush();
        Assert.Contains(message, archive.History.Problem!.Message, StringComparison.Ordinal);
        Assert.False(archive.History.Problem.CanSave);
        Assert.Same(race, archive.Find(race.Id));
        return race;
    }

    [Fact]
    public async Task File_LockedByAnotherProcess_IsReportedAndRacesAreSavedLater()
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("done000001");
        var changes = 0;
        archive.History.ProblemChanged += () => changes++;
        using (var other = new SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            other.Open();
            using var exclusive = other.BeginTransaction();
            var race = RunWithProblem(archive, "another program has locked " + Db);
            race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
            // While the file is locked, saved races can be read, but changes are refused.
            Assert.Equal(1, (await archive.History.List(new())).TotalCount);
            Assert.False(await archive.History.Rename("done000001", "x"));
        }

        archive.Recorder.Flush();
        Assert.Equal((null, 2), (archive.History.Problem, changes));
        Assert.Equal(["2"], archive.Ask("SELECT Events FROM Races WHERE Id = 'aaaaaaaaaa'"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task File_DeletedWhileServerRuns_IsReportedAndCreatedAgain(bool withItsFolder)
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("done000001");
        var race = archive.Begin("aaaaaaaaaa");
        archive.Recorder.Flush();
        if (withItsFolder)
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
        else
        {
            foreach (var file in Directory.GetFiles(_folder.Path, "history.db*"))
                File.Delete(file);
        }

        // No event was added since the deletion, but the recorder must notice the missing file anyway.
        archive.Recorder.Flush();
        Assert.StartsWith($"The history in {Db} was removed", archive.History.Problem!.Message, StringComparison.Ordinal);
        Assert.True(archive.History.Problem.CanSave);
        await IsWholeInTheEnd(archive, race);
        Assert.Equal(["aaaaaaaaaa"], archive.Ask("SELECT Id FROM Races"));
    }

    [Fact]
    public void TryWrite_ManyThreads_RunsOneWriteAtATime()
    {
        using var archive = new Archive(_folder.Path);
        var (writing, most) = (0, 0);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.True(archive.File.TryWrite(context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref writing));
            context.Database.BeginTransaction().Dispose();
            Interlocked.Decrement(ref writing);
        })));
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task File_LockedAtStart_IsOpenedLater()
    {
        using (var before = new Archive(_folder.Path))
            before.Run("done000001");
        Archive archive;
        Race race;
        using (var other = new SqliteConnection($"Data Source={Db};Pooling=False"))
        {
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE Other (Id INTEGER); COMMIT";
            command.ExecuteNonQuery();
            archive = new Archive(_folder.Path);
            race = RunWithProblem(archive, "another program has locked");
            Assert.Null(await archive.Recorder.Find("done000001"));
        }

        using (archive)
        {
            await IsWholeInTheEnd(archive, race);
            Assert.NotNull(await archive.Recorder.Find("done000001"));
        }
    }

    [Theory]
    [InlineData("This is no database, and has never been one. It is longer than a header of SQLite, which has 100 bytes; see?")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, for at least as long as the rest of the header would be ..")]
    public async Task File_NotADatabase_IsMovedAsideUnchangedAndReported(string garbage)
    {
        File.WriteAllText(Db, garbage);
        using var archive = new Archive(_folder.Path);
        var race = archive.Begin("aaaaaaaaaa");
        var aside = Assert.Single(Directory.GetFiles(_folder.Path, "history.damaged-*.db"));
        Assert.Equal(garbage, File.ReadAllText(aside));
        await IsWholeInTheEnd(archive, race);
        Assert.True(archive.History.Problem!.CanSave);
        Assert.Equal(
            $"The history in {Db} was damaged and has been renamed to {Path.GetFileName(aside)}. "
            + "Races are saved again in a new file. Earlier races are only in the renamed file.",
            archive.History.Problem.Message);
    }

    [Fact]
    public async Task File_DamagedWhileOpen_IsMovedAsideAndRunningRacesAreSavedToNewFile()
    {
        using var archive = new Archive(_folder.Path);
        archive.Run("done000001");
        var race = archive.Begin("aaaaaaaaaa");
        archive.Recorder.Flush();
        archive.Ask("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        using (var file = File.OpenWrite(Db))
            file.Write(new byte[8192]);
        race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
        await IsWholeInTheEnd(archive, race);
        Assert.Single(Directory.GetFiles(_folder.Path, "history.damaged-*.db"));
        Assert.True(archive.History.Problem!.CanSave);
    }

    [Fact]
    public async Task File_IsAFolder_IsReportedAndRacesAreSavedOnceItIsGone()
    {
        Directory.CreateDirectory(Db);
        using var archive = new Archive(_folder.Path);
        var race = RunWithProblem(archive, $"{Db} cannot be opened or written");
        Directory.Delete(Db);
        await IsWholeInTheEnd(archive, race);
    }

    [Fact]
    public void Folder_IsAFile_IsReported()
    {
        var path = Path.Combine(_folder.Path, "data");
        File.WriteAllText(path, "");
        using var archive = new Archive(path);
        RunWithProblem(archive, "cannot be opened or written");
    }

    [Fact]
    public void File_ReadOnly_IsReportedAndStillRead()
    {
        using (var before = new Archive(_folder.Path))
            before.Run("done000001");
        using var archive = new Archive(_folder.Path, options: options => options.AddInterceptors(new OnOpen("PRAGMA query_only = ON")));
        RunWithProblem(archive, "cannot be opened or written (SQLite Error 8");
    }

    [Fact]
    public async Task Disk_Full_IsReportedAndRacesAreSavedWholeOnceThereIsRoom()
    {
        var limit = new OnOpen("");
        using var archive = new Archive(_folder.Path, options: options => options.AddInterceptors(limit));
        archive.Run("done000001");
        var before = archive.Rows();
        limit.Sql = $"PRAGMA max_page_count = {archive.Ask("PRAGMA page_count").Single()}";
        var race = archive.Begin("aaaaaaaaaa", [.. Enumerable.Range(0, 676).Select(i => $"{Guid.NewGuid()}")]);
        archive.Recorder.Flush();
        Assert.Contains($"the disk with {Db} is full", archive.History.Problem!.Message, StringComparison.Ordinal);
        Assert.Equal(before, archive.Rows());
        Assert.NotNull(await archive.Recorder.Find("done000001"));
        limit.Sql = "PRAGMA max_page_count = 1000000";
        await IsWholeInTheEnd(archive, race);
    }

    [Fact]
    public void File_OfNewerVersion_IsNotChanged()
    {
        using (var before = new Archive(_folder.Path))
            before.Run("done000001");
        Execute(Db, "INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Later', '99.0.0'); PRAGMA wal_checkpoint(TRUNCATE)");
        var bytes = File.ReadAllBytes(Db);
        using (var archive = new Archive(_folder.Path))
            RunWithProblem(archive, $"{Db} was written by a newer version");
        Assert.Equal(bytes, File.ReadAllBytes(Db));
    }

    [Fact]
    public void File_LockOfKilledMigration_IsIgnored()
    {
        Execute(Db,
            """
            CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL);
            INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')
            """);
        using var archive = new Archive(_folder.Path);
        archive.Run("done000001");
        Assert.Null(archive.History.Problem);
    }

    [Fact]
    public async Task Folder_OfAnotherServer_IsLeftToItUntilItEnds()
    {
        var first = new Archive(_folder.Path);
        var running = first.Begin("running001");
        first.Recorder.Flush();
        using var second = new Archive(_folder.Path);
        var race = RunWithProblem(second, "another FlagDashboard uses " + _folder.Path);
        Assert.Equal(["Running"], first.Ask("SELECT State FROM Races"));
        first.Dispose();
        await IsWholeInTheEnd(second, race);
        Assert.Equal(["Interrupted"], second.Ask($"SELECT State FROM Races WHERE Id = '{running.Id}'"));
    }

    [Fact]
    public async Task Flush_AfterLongStorageProblem_SavesAtMostMaxKeptRaces()
    {
        Directory.CreateDirectory(Db);
        using var archive = new Archive(_folder.Path);
        for (var i = 0; i <= Limits.Default.MaxRacesInMemory; i++)
            archive.Run($"race{i:000000}");
        Directory.Delete(Db);
        archive.Recorder.Flush();
        Assert.Equal(Limits.Default.MaxRacesInMemory, archive.Ask("SELECT Id FROM Races").Length);
        Assert.Null(await archive.Recorder.Find("race000000"));
    }

    [Fact]
    public async Task ExecuteAsync_StorageProblem_RetriesRegularly()
    {
        Directory.CreateDirectory(Db);
        using var archive = new Archive(_folder.Path, new FakeClock());
        var right = new TaskCompletionSource();
        await archive.Recorder.StartAsync(TestContext.Current.CancellationToken);
        archive.Time.WaitForNextTimer();
        archive.Begin("aaaaaaaaaa");
        Directory.Delete(Db);
        archive.History.ProblemChanged += right.SetResult;
        for (var beat = 0; beat < 5; beat++)
            archive.Time.Advance(RaceArchive.SaveInterval);
        await right.Task.Guarded();
        Assert.Null(archive.History.Problem);
        await archive.Recorder.StopAsync(TestContext.Current.CancellationToken).Guarded();
    }

    /// <summary>Says something to every connection that is opened.</summary>
    private sealed class OnOpen(string sql) : DbConnectionInterceptor
    {
        public string Sql { get; set; } = sql;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            if (Sql.Length > 0)
                command.ExecuteNonQuery();
        }
    }
}
