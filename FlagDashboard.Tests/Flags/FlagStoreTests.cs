using CsCheck;
using FlagDashboard.Flags;

namespace FlagDashboard.Tests.Flags;

public sealed class FlagStoreTests : IDisposable
{
    // The root is two folders below, so that a test finds files written outside the root.
    private readonly TemporaryFolder _around = new();
    private readonly FlagStore _store;

    public FlagStoreTests() => _store = new FlagStore(Path.Combine(_around.Path, "a", "downloads"));

    public void Dispose() => _around.Dispose();

    [Fact]
    public void Save_Flag_WritesItUnderRaceRunAndCode()
    {
        var bytes = WebRoot.Flag("BR");
        var saved = _store.Save("race1", "threads-map", "BR", bytes, "png");
        Assert.Equal([Path.Combine("a", "downloads", "race1", "threads-map", "br.png")], _around.Files());
        Assert.Equal(Path.Combine(_store.RootFolder, "race1", "threads-map", "br.png"), saved.Path);
        Assert.Equal(bytes, File.ReadAllBytes(saved.Path));
        Assert.Equal(bytes.Length, saved.Bytes);
    }

    [Fact]
    public void Save_AnyBytes_AreFoundByTheirSha256()
    {
        var saved = _store.Save("race1", "async", "BR", [.. "abc"u8], "svg");
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", saved.ImageHash);
        Assert.Equal(new StoredFlagFile(saved.Path, "image/svg+xml"), _store.Find(saved.ImageHash));
    }

    [Fact]
    public void Find_FirstCharactersOfHash_ReturnsFile()
    {
        var saved = _store.Save("race1", "async", "BR", [1], "svg");
        var address = ImageId.AddressOf(saved.ImageHash);
        Assert.Equal($"/images/{saved.ImageHash[..12]}", address);
        Assert.Equal(new StoredFlagFile(saved.Path, "image/svg+xml"), _store.Find(address["/images/".Length..]));
        Assert.Null(_store.Find(saved.ImageHash[..11]));
        Assert.Null(_store.Find(saved.ImageHash[..13]));
    }

    [Fact]
    public void Find_RaceRunAndCode_ReturnsFileSavedByThatRun()
    {
        var svg = _store.Save("race1", "async", "BR", [1], "svg");
        var png = _store.Save("race1", "sequential", "BR", [1], "png");
        Assert.Equal(new StoredFlagFile(svg.Path, "image/svg+xml"), _store.Find("race1", "async", "BR"));
        Assert.Equal(new StoredFlagFile(png.Path, "image/png"), _store.Find("race1", "sequential", "br"));
        Assert.Null(_store.Find("race1", "async", "CN"));
        Assert.Null(_store.Find("race2", "async", "BR"));
        File.Delete(svg.Path);
        Assert.Null(_store.Find("race1", "async", "BR"));
        Assert.Throws<ArgumentException>(() => _store.Find("race1", "../race1/async", "BR"));
    }

    [Fact]
    public void Save_EqualBytesOfSeveralRuns_ReturnsSameImageId()
    {
        var first = _store.Save("race1", "async", "BR", [1], "png").ImageHash;
        Assert.Same(first, _store.Save("race1", "sequential", "BR", [1], "png").ImageHash);
        Assert.NotEqual(first, _store.Save("race1", "sequential", "CN", [2], "png").ImageHash);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("/tmp")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("C:")]
    [InlineData("é")]
    public void Save_PartIsNotAPlainName_ThrowsAndWritesNothing(string part)
    {
        Assert.Throws<ArgumentException>(() => _store.Save(part, "async", "br", [1], "png"));
        Assert.Throws<ArgumentException>(() => _store.Save("race1", part, "br", [1], "png"));
        Assert.Throws<ArgumentException>(() => _store.Save("race1", "async", part, [1], "png"));
        Assert.Throws<ArgumentException>(() => _store.Save("race1", "async", "br", [1], part));
        Assert.Throws<ArgumentException>(() => _store.DeleteRace(part));
        Assert.Empty(_around.Files());
    }

    [Fact]
    public void Save_AnyParts_StaysInsideTheRootOrIsRefused()
    {
        var part = Gen.String[Gen.Char["ab9-./\\\0:~ "], 0, 6];
        Gen.Select(part, part, part).Sample((race, run, code) =>
        {
            try
            {
                Assert.StartsWith(_store.RootFolder + Path.DirectorySeparatorChar,
                    Path.GetFullPath(_store.Save(race, run, code, [1], "png").Path));
            }
            catch (ArgumentException)
            {
            }
        }, threads: 1);
        Assert.All(_around.Files(), file => Assert.StartsWith(Path.Combine("a", "downloads"), file));
    }

    [Fact]
    public void Register_SavedByAnotherProcess_IsFoundUntilItsRaceIsDeleted()
    {
        var saved = new FlagStore(_store.RootFolder).Save("race1", "processes", "BR", [1], "webp");
        Assert.Null(_store.Find(saved.ImageHash));
        Assert.Equal(saved.ImageHash, _store.Register(saved.ImageHash, saved.Path));
        Assert.Equal(new StoredFlagFile(saved.Path, "image/webp"), _store.Find(saved.ImageHash));
        _store.DeleteRace("race1");
        Assert.Null(_store.Find(saved.ImageHash));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public void Find_UnknownImage_ReturnsNull(string? image)
    {
        _store.Save("race1", "async", "BR", [.. "abc"u8], "svg");
        Assert.Null(_store.Find(image));
    }

    [Fact]
    public void DeleteRace_Race_DeletesItsFilesAndNoOthers()
    {
        var gone = _store.Save("race1", "async", "BR", [1], "png").ImageHash;
        var kept = _store.Save("race10", "async", "BR", [2], "png");
        _store.DeleteRace("race1");
        Assert.Null(_store.Find(gone));
        Assert.Equal(kept.Path, _store.Find(kept.ImageHash)?.Path);
        Assert.Equal([Path.GetRelativePath(_around.Path, kept.Path)], _around.Files());
    }

    [Fact]
    public void DeleteRace_LaterRaceSavedTheSameBytes_TheyAreStillFound()
    {
        _store.Save("race1", "async", "BR", [1], "png");
        var kept = _store.Save("race2", "async", "BR", [1], "png");
        _store.DeleteRace("race1");
        Assert.Equal(kept.Path, _store.Find(kept.ImageHash)?.Path);
        _store.DeleteRace("race2");
        Assert.Null(_store.Find(kept.ImageHash));
    }

    [Fact]
    public void DeleteRace_UnknownRaceOrTwice_DoesNothing()
    {
        _store.Save("race1", "async", "BR", [1], "png");
        _store.DeleteRace("race2");
        _store.DeleteRace("race1");
        _store.DeleteRace("race1");
        Assert.Empty(_around.Files());
    }

    [Fact]
    public void Register_File_IsFoundAndOutlivesARaceWithTheSameBytes()
    {
        var path = Path.Combine(WebRoot.Folder, "flags", "br.png");
        var image = _store.Register(path);
        Assert.Equal(image, _store.Save("race1", "async", "BR", WebRoot.Flag("BR"), "png").ImageHash);
        _store.DeleteRace("race1");
        Assert.Equal(new StoredFlagFile(path, "image/png"), _store.Find(image));
    }

    [Fact]
    public void Register_NotAnImage_IsRefused() => Assert.Throws<InvalidDataException>(
        () => _store.Register(Path.Combine(WebRoot.Folder, "data", "countries.json")));
}
