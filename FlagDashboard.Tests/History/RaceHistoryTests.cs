using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using Microsoft.Data.Sqlite;

namespace FlagDashboard.Tests.History;

public sealed class RaceHistoryTests : IDisposable
{
    private static readonly ExperimentInfo Loiter = new("loiter", "Map or as completed", "", "/experiments/loiter");

    private readonly TemporaryFolder _folder = new();
    private readonly Archive _archive;

    public RaceHistoryTests() => _archive = new Archive(_folder.Path);

    public void Dispose()
    {
        _archive.Dispose();
        _folder.Dispose();
    }

    private async Task<string[]> Ids(HistoryQuery query) => [.. (await _archive.History.List(query)).Rows.Select(row => row.Id)];

    private void Four()
    {
        _archive.Run("aaaaaaaaaa", 400, ["BR", "CN"], ["sequential", "async"], SiteId.Delay);
        _archive.Time.Advance(TimeSpan.FromDays(1));
        _archive.Run("bbbbbbbbbb", 100, ["DE"], ["async"], SiteId.Error);
        _archive.Time.Advance(TimeSpan.FromDays(1));
        _archive.Run("cccccccccc", 300, ["loiter(1)", "loiter(2)", "loiter(3)"], ["map"], experiment: Loiter);
        _archive.Time.Advance(TimeSpan.FromDays(1));
        _archive.Begin("dddddddddd", ["DE", "FR"], ["threads-map"], SiteId.Local);
        _archive.Recorder.Flush();
    }

    [Theory]
    [InlineData("Öffentliche Übung", "öff")]
    [InlineData("Öffentliche Übung", "OFFENT")]
    [InlineData("Café at 100 %", "cafe")]
    [InlineData("Ελληνική ΆΣΚΗΣΗ", "ασκηση")]
    [InlineData("Упражнение", "УПРАЖ")]
    public async Task List_TextInAnotherCaseOrWithoutAccents_IsFound(string name, string searched)
    {
        Four();
        Assert.True(await _archive.History.Rename("aaaaaaaaaa", name));
        Assert.Equal(["aaaaaaaaaa"], await Ids(new() { Text = searched }));
    }

    [Fact]
    public async Task List_SortedByNamesWithAccents_SortsLettersOfAnyAccentAndCaseTogether()
    {
        Four();
        foreach (var (letter, name) in new[] { ('a', "Zoo"), ('b', "éclair"), ('c', "Äpfel"), ('d', "Eclipse") })
            Assert.True(await _archive.History.Rename(new string(letter, 10), name));
        Assert.Equal(
            ["cccccccccc", "bbbbbbbbbb", "dddddddddd", "aaaaaaaaaa"], await Ids(new() { Sort = SortColumn.Name, Descending = false }));
    }

    [Theory]
    [InlineData("", "dcba")]
    [InlineData("br", "a")]
    [InlineData("DE", "dba")]
    [InlineData("from error", "b")]
    [InlineData("as completed", "c")]
    [InlineData("loiter(2)", "c")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    [InlineData("\\", "")]
    [InlineData("'; DROP TABLE Races; --", "")]
    [InlineData("  br  ", "a")]
    public async Task List_Text_IsFoundInNamesTitlesAndCodesInAnyCase(string text, string expected)
    {
        Four();
        Assert.Equal(expected, string.Concat((await Ids(new() { Text = text })).Select(id => id[0])));
    }

    [Theory]
    [InlineData("国旗", "dba")]
    [InlineData("2 面国旗，来自 delay", "a")]
    [InlineData("FROM error", "b")]
    [InlineData("map 还是", "c")]
    [InlineData("as completed", "c")]
    public async Task List_TextOfChineseReader_IsFoundInChineseAndEnglishNames(string text, string expected)
    {
        Four();
        HistoryQuery query = new() { Text = text, ReaderLanguage = "zh-Hans" };
        Assert.Equal(expected, string.Concat((await Ids(query)).Select(id => id[0])));

        Assert.True(await _archive.History.Rename("aaaaaaaaaa", "mine"));
        Assert.DoesNotContain("aaaaaaaaaa", await Ids(query));
    }

    [Theory]
    [InlineData("CN", "", "a")]
    [InlineData("CN FR", "", "da")]
    [InlineData("", "async", "ba")]
    [InlineData("FR", "map", "dc")]
    [InlineData("C", "thread", "")]
    public async Task List_CountriesAndModesThatTheTextNames_AreFoundByWholeCodes(string countries, string modes, string expected)
    {
        Four();
        HistoryQuery query = new()
        {
            Text = "in no name",
            CountryCodesInText = countries.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ModeIdsInText = modes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        };
        Assert.Equal(expected, string.Concat((await Ids(query)).Select(id => id[0])));
        Assert.Equal(4, (await Ids(query with { Text = " " })).Length);
    }

    [Theory]
    [InlineData("async", null, "ba")]
    [InlineData("threads", null, "")]
    [InlineData("map", null, "c")]
    [InlineData(null, "delay", "a")]
    [InlineData(null, "experiments", "c")]
    [InlineData("async", "error", "b")]
    public async Task List_ModeAndSite_AreExact(string? mode, string? site, string expected)
    {
        Four();
        Assert.Equal(expected, string.Concat((await Ids(new() { Mode = mode, Site = site })).Select(id => id[0])));
    }

    [Fact]
    public async Task List_FromAndBefore_IncludesFromButNotBefore()
    {
        Four();
        var started = (await _archive.History.List(new() { Descending = false })).Rows.Select(row => row.StartedAt).ToList();
        Assert.Equal(
            ["bbbbbbbbbb", "cccccccccc"], await Ids(new() { StartedFrom = started[1], StartedBefore = started[3], Descending = false }));
    }

    [Theory]
    [InlineData(SortColumn.Started, true, "dcba")]
    [InlineData(SortColumn.Started, false, "abcd")]
    [InlineData(SortColumn.Elapsed, true, "acbd")]
    [InlineData(SortColumn.Futures, true, "cdab")]
    [InlineData(SortColumn.Name, false, "badc")]
    [InlineData(SortColumn.Status, true, "dcba")]
    public async Task List_SortColumn_ReturnsRowsInThatOrder(SortColumn sort, bool descending, string expected)
    {
        Four();
        Assert.Equal(expected, string.Concat((await Ids(new() { Sort = sort, Descending = descending })).Select(id => id[0])));
    }

    [Fact]
    public async Task List_TenThousandRaces_ReturnsRequestedPage()
    {
        using (var connection = new SqliteConnection($"Data Source={_archive.Db};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
                INSERT INTO Races (Id, Name, StartedAt, Modes, Site, Items, Futures, Workers, State, ElapsedMs, Imported, Events, LastAt)
                SELECT printf('race%06d', i), 'Race ' || i, 1000 * i,
                       ',sequential,' || CASE WHEN i % 10 = 0 THEN 'async,' ELSE '' END, 'delay',
                       ' BR CN DE ', 3, 5, 'Finished', i % 97, 0, 9, 1 FROM n
                """;
            command.ExecuteNonQuery();
        }

        var page = await _archive.History.List(new() { Skip = 5000, Take = 3 });
        Assert.Equal((10_000, "race004999 race004998 race004997"), (page.TotalCount, string.Join(' ', page.Rows.Select(row => row.Id))));
        page = await _archive.History.List(new() { Mode = "async", Skip = 999, Take = 50, Descending = false });
        Assert.Equal((1000, "race009990"), (page.TotalCount, Assert.Single(page.Rows).Id));
        page = await _archive.History.List(new() { Text = "race 999", Sort = SortColumn.Name, Descending = false });
        Assert.Equal(
            (11, "race000999 race009990 race009991"), (page.TotalCount, string.Join(' ', page.Rows.Take(3).Select(row => row.Id))));
        page = await _archive.History.List(new() { Sort = SortColumn.Elapsed, Take = 1000 });
        Assert.Equal((200, 96.0), (page.Rows.Count, page.Rows[0].ElapsedMs!.Value));
        Assert.Empty((await _archive.History.List(new() { Skip = 10_000 })).Rows);
    }

    [Fact]
    public async Task GeneratedName_UntilRenamed_IsTheNameAsData()
    {
        _archive.Run("aaaaaaaaaa", 300, ["BR", "CN"], ["sequential", "async"]);
        var row = _archive.Row("aaaaaaaaaa");
        Assert.Equal(row.Name, row.GeneratedName?.ToString());
        Assert.Equal("{0} from {1}, {2}", row.GeneratedName?.Template);
        Assert.True(await _archive.History.Rename("aaaaaaaaaa", "Tuesday"));
        Assert.Null(_archive.Row("aaaaaaaaaa").GeneratedName);
    }

    [Fact]
    public async Task Rename_Race_HasThatNameAndIsFoundByIt()
    {
        Four();
        Assert.True(await _archive.History.Rename("aaaaaaaaaa", "  <b>Tuesday's</b> lesson  "));
        Assert.Equal("<b>Tuesday's</b> lesson", (await _archive.History.List(new() { Text = "tuesday" })).Rows.Single().Name);
        Assert.False(await _archive.History.Rename("nosuchrace", "x"));
        Assert.True(await _archive.History.Rename("dddddddddd", "runs"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    [InlineData("\u200B")]
    [InlineData("\u3164")]
    public async Task Rename_InvalidName_Throws(string? name)
    {
        Assert.False(RaceNames.IsValid(name));
        await Assert.ThrowsAsync<ArgumentException>(() => _archive.History.Rename("aaaaaaaaaa", name!));
    }

    [Fact]
    public void IsValid_NameTooLong_ReturnsFalse()
    {
        Assert.True(RaceNames.IsValid(new string('x', RaceNames.MaxLength)));
        Assert.False(RaceNames.IsValid(new string('x', RaceNames.MaxLength + 1)));
    }

    [Fact]
    public async Task Delete_SavedRace_HidesItUntilRestored()
    {
        Four();
        Assert.NotNull(await _archive.Recorder.Find("aaaaaaaaaa"));
        Assert.True(await _archive.History.Delete("aaaaaaaaaa"));
        Assert.False(await _archive.History.Delete("aaaaaaaaaa"));
        Assert.Null(await _archive.Recorder.Find("aaaaaaaaaa"));
        Assert.Empty(await _archive.History.Find(["aaaaaaaaaa"]));
        Assert.Equal(["dddddddddd", "cccccccccc", "bbbbbbbbbb"], await Ids(new()));
        Assert.True(await _archive.History.Restore("aaaaaaaaaa"));
        Assert.NotNull(await _archive.Recorder.Find("aaaaaaaaaa"));
        Assert.Equal(4, (await _archive.History.List(new())).TotalCount);
    }

    [Fact]
    public async Task Delete_RunningRace_ReturnsFalse()
    {
        Four();
        Assert.False(await _archive.History.Delete("dddddddddd"));
        Assert.Equal(4, (await _archive.History.List(new())).TotalCount);
    }

    [Fact]
    public async Task Delete_SeveralRaces_DeletesThoseThatHaveEnded()
    {
        Four();
        var (deleted, running) = await _archive.History.Delete(["aaaaaaaaaa", "dddddddddd", "nosuchrace", "bbbbbbbbbb"]);
        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], deleted.Select(row => row.Id).Order());
        Assert.Equal(["dddddddddd"], running.Select(row => row.Id));
        Assert.Equal(["dddddddddd", "cccccccccc"], await Ids(new()));
        (deleted, running) = await _archive.History.Delete(["aaaaaaaaaa"]);
        Assert.Empty(deleted);
        Assert.Empty(running);
    }

    [Fact]
    public async Task Delete_DatabaseFails_DeletesNothing()
    {
        Four();
        var history = _archive.History;
        _archive.Dispose();
        var (deleted, running) = await history.Delete(["aaaaaaaaaa"]);
        Assert.Empty(deleted);
        Assert.Empty(running);
        Assert.Equal(0, await history.Restore(["aaaaaaaaaa"]));
    }

    [Fact]
    public async Task List_Bin_ListsDeletedRacesLastDeletedFirst()
    {
        Four();
        var deletedAt = DateTimeOffset.FromUnixTimeMilliseconds(_archive.Time.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.True(await _archive.History.Delete("bbbbbbbbbb"));
        _archive.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await _archive.History.Delete("aaaaaaaaaa"));
        var bin = new HistoryQuery { OnlyDeleted = true, Sort = SortColumn.Deleted };
        Assert.Equal(["aaaaaaaaaa", "bbbbbbbbbb"], await Ids(bin));
        Assert.Equal(["bbbbbbbbbb"], await Ids(bin with { Site = "error" }));
        var row = (await _archive.History.List(bin)).Rows[1];
        Assert.Equal((deletedAt, deletedAt + Retention.UndoWindow), (row.DeletedAt!.Value, row.RestorableUntil!.Value));
        Assert.Equal(2, await _archive.History.Restore(["aaaaaaaaaa", "bbbbbbbbbb"]));
        Assert.Empty(await Ids(bin));
        Assert.Null(_archive.Row("bbbbbbbbbb").RestorableUntil);
    }

    [Fact]
    public async Task ListIds_Query_ListsAllMatchingIdsInItsOrder()
    {
        Four();
        var query = new HistoryQuery { Mode = "async", Take = 1 };
        Assert.Equal(await Ids(query with { Take = HistoryQuery.MaxTake }), await _archive.History.ListIds(query));
    }

    [Fact]
    public async Task Delete_AsManyIdsAsAreListed_DeletesThem()
    {
        Four();
        var unknown = Enumerable.Range(0, HistoryQuery.MaxListedIds - 1).Select(number => $"{number:0000000000}");
        Assert.Single((await _archive.History.Delete([.. unknown, "aaaaaaaaaa"])).Deleted);
        Assert.Equal(1, await _archive.History.Restore([.. unknown, "aaaaaaaaaa"]));
    }

    [Fact]
    public async Task ListChanged_EveryChangeOfTheList_IsRaisedOnce()
    {
        var raised = 0;
        _archive.History.ListChanged += () => raised++;
        var race = _archive.Begin("aaaaaaaaaa");
        _archive.Begin("bbbbbbbbbb");
        _archive.Recorder.Flush();
        Assert.Equal(1, raised);
        race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
        _archive.Recorder.Flush();
        Assert.Equal(1, raised);
        race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: Outcome.Error));
        _archive.Recorder.Flush();
        Assert.Equal(2, raised);
        await _archive.History.Rename("aaaaaaaaaa", "first");
        await _archive.History.Delete("aaaaaaaaaa");
        await _archive.History.Delete("aaaaaaaaaa");
        await _archive.History.Restore("aaaaaaaaaa");
        Assert.Equal(5, raised);
    }

    [Fact]
    public async Task Find_Ids_ReturnsRowsInThatOrderWithoutUnknown()
    {
        Four();
        var rows = await _archive.History.Find(["cccccccccc", "nosuchrace", "aaaaaaaaaa"]);
        Assert.Equal(["cccccccccc", "aaaaaaaaaa"], rows.Select(row => row.Id));
    }
}
