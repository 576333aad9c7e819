using FlagDashboard.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.Flags;

/// <summary>Tests that a saved flag is always complete, and that errors while saving have clear messages.</summary>
public sealed class FlagStoreWholeTests : IDisposable
{
    // Error codes of a full disk on Linux: ENOSPC and EDQUOT.
    private const int NoSpace = 28;
    private const int Quota = 122;

    // A day before the time of the clock.
    private static readonly DateTime Old = new FakeClock().GetUtcNow().UtcDateTime.AddDays(-1);

    private readonly TemporaryFolder _around = new();

    public void Dispose() => _around.Dispose();

    // Returns a store that writes half of the file and then fails, as on a full disk.
    private FlagStore Failing(Exception error, FlagStoreLayout layout = FlagStoreLayout.Flat) =>
        new(_around.Path, layout, (path, bytes) =>
    {
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        throw error;
    });

    private (FlagStore Store, List<string> Writes) Counting(FakeClock clock)
    {
        var writes = new List<string>();
        return (new FlagStore(_around.Path, FlagStoreLayout.Flat, Write, clock), writes);

        void Write(string path, byte[] bytes)
        {
            writes.Add(path);
            File.WriteAllBytes(path, bytes);
        }
    }

    // Saves a flag, sets its time back by a day, and saves it again, so that the store has read the file once.
    private (FlagStore Store, List<string> Writes, SavedFlag Saved) SavedOfOld()
    {
        var (store, writes) = Counting(new FakeClock());
        var saved = store.Save("race", "async", "BR", [1, 2], "png");
        File.SetLastWriteTimeUtc(saved.Path, Old);
        store.Save("race", "async", "BR", [1, 2], "png");
        return (store, writes, saved);
    }

    [Theory]
    [InlineData(NoSpace)]
    [InlineData(Quota)]
    [InlineData(unchecked((int)0x80070070))]
    public void Save_DiskIsFull_LeavesNoFileAndThrowsWithReason(int code)
    {
        var store = Failing(new IOException("No space left on device : '/secret'", code));
        var error = Assert.Throws<SaveException>(() => store.Save("race", "async", "BR", [1, 2], "png"));
        Assert.Equal(("cannot be saved: the disk is full", "the disk is full"), (error.Message, error.Reason));
        Assert.Same(error, store.LastSaveError);
        Assert.Empty(_around.Files());
        Assert.Null(store.Find("a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222"));
    }

    [Theory]
    [InlineData(FlagStoreLayout.Flat, "br.png")]
    [InlineData(FlagStoreLayout.ByRun, "race/async/br.png")]
    public void Save_DiskIsFull_KeepsEarlierFlag(FlagStoreLayout layout, string file)
    {
        new FlagStore(_around.Path, layout).Save("race", "async", "BR", [7], "png");
        Assert.Throws<SaveException>(() => Failing(new IOException("full", NoSpace), layout).Save("race", "async", "BR", [1, 2], "png"));
        Assert.Equal([file], _around.Files());
        Assert.Equal([7], File.ReadAllBytes(Path.Combine(_around.Path, file)));
    }

    [Fact]
    public void Save_OverAnEarlierFlag_WritesOnlyWhatDiffers()
    {
        var writes = 0;
        var store = new FlagStore(_around.Path, FlagStoreLayout.Flat, (path, bytes) =>
        {
            writes++;
            File.WriteAllBytes(path, bytes);
        });
        var saved = store.Save("race", "async", "BR", [1, 2], "png");
        Assert.Equal(saved, store.Save("race", "async", "BR", [1, 2], "png"));
        Assert.Equal(1, writes);
        store.Save("race", "async", "BR", [1, 3], "png");
        Assert.Equal(2, writes);
        Assert.Equal([1, 3], File.ReadAllBytes(saved.Path));
        File.Delete(saved.Path);
        store.Save("race", "async", "BR", [1, 3], "png");
        Assert.Equal([1, 3], File.ReadAllBytes(saved.Path));
    }

    [Fact]
    public void Save_TheSameOverAFileOfOldThatWasReadOnce_DoesNotReadItAgain()
    {
        var (store, writes, saved) = SavedOfOld();

        // An exclusive lock makes the file unreadable. If the store tried to read the file, it would then write it again.
        using (new FileStream(saved.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            store.Save("race", "async", "BR", [1, 2], "png");
        Assert.Single(writes);
    }

    [Fact]
    public void Save_FileChangedByAnotherProgram_WritesItAgain()
    {
        var (store, writes, saved) = SavedOfOld();
        File.WriteAllBytes(saved.Path, [1, 3]);
        File.SetLastWriteTimeUtc(saved.Path, Old.AddSeconds(1));
        store.Save("race", "async", "BR", [1, 2], "png");
        Assert.Equal(2, writes.Count);
        Assert.Equal([1, 2], File.ReadAllBytes(saved.Path));
    }

    [Fact]
    public void Save_NewFileChangedWithSameTime_WritesItAgain()
    {
        var clock = new FakeClock();
        var (store, writes) = Counting(clock);
        var saved = store.Save("race", "async", "BR", [1, 2], "png");
        File.SetLastWriteTimeUtc(saved.Path, clock.GetUtcNow().UtcDateTime);
        store.Save("race", "async", "BR", [1, 2], "png");
        File.WriteAllBytes(saved.Path, [1, 3]);
        File.SetLastWriteTimeUtc(saved.Path, clock.GetUtcNow().UtcDateTime);
        store.Save("race", "async", "BR", [1, 2], "png");
        Assert.Equal(2, writes.Count);
        Assert.Equal([1, 2], File.ReadAllBytes(saved.Path));
    }

    [Fact]
    public void Save_AnotherContentOfTheSameSizeOverAFileOfOld_WritesIt()
    {
        var (store, _, saved) = SavedOfOld();
        store.Save("race", "async", "BR", [1, 3], "png");
        Assert.Equal([1, 3], File.ReadAllBytes(saved.Path));
    }

    [Fact]
    public void Save_NoPermissionToWrite_ThrowsWithReason() => Assert.Equal(
        "cannot be saved: no permission to write the folder",
        Assert.Throws<SaveException>(() => Failing(new UnauthorizedAccessException()).Save("race", "async", "BR", [1], "png")).Message);

    [Fact]
    public void Save_DuringWrite_FileHasTemporaryName()
    {
        var seen = new List<string>();
        var store = new FlagStore(_around.Path, FlagStoreLayout.Flat, (path, bytes) =>
        {
            File.WriteAllBytes(path, bytes);
            seen.AddRange(_around.Files());
        });
        store.Save("race", "async", "BR", [1], "png");
        Assert.Matches(@"^br\.png\.[0-9a-f]{8}\.part$", Assert.Single(seen));
        Assert.Equal(["br.png"], _around.Files());
        Assert.Null(store.LastSaveError);
    }

    [Fact]
    public void Save_FlatLayout_KeepsOneFilePerCountryEvenAfterDeleteRace()
    {
        var store = new FlagStore(_around.Path, FlagStoreLayout.Flat);
        store.Save("race1", "async", "BR", [1], "png");
        var saved = store.Save("race2", "sequential", "br", [2], "png");
        store.DeleteRace("race1");
        store.DeleteRace("race2");
        Assert.Equal(["br.png"], _around.Files());
        Assert.Equal([2], File.ReadAllBytes(saved.Path));
    }

    [Fact]
    public void EnsureWritable_MissingFolder_CreatesItEmpty()
    {
        new FlagStore(Path.Combine(_around.Path, "a", "b")).EnsureWritable();
        Assert.True(Directory.Exists(Path.Combine(_around.Path, "a", "b")));
        Assert.Empty(_around.Files());
    }

    // The folder is below a file, where even root cannot write.
    [Fact]
    public void EnsureWritable_FolderBelowFile_ThrowsWithReason()
    {
        var file = Path.Combine(_around.Path, "file");
        File.WriteAllText(file, "");
        var store = new FlagStore(Path.Combine(file, "flags"));
        Assert.Equal("the folder cannot be written", Assert.Throws<SaveException>(store.EnsureWritable).Reason);
        Assert.Throws<SaveException>(() => store.Save("race", "async", "BR", [1], "png"));
    }
}
