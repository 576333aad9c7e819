using FlagDashboard.History;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.History;

/// <summary>Races of a series in the history.</summary>
public sealed class SeriesTests : IDisposable
{
    private readonly TemporaryFolder _data = new();
    private readonly Archive _archive;

    public SeriesTests()
    {
        _archive = new Archive(_data.Path);
        _archive.Run("before");
        foreach (var number in new[] { 1, 2, 3 })
            End(Begin(number), Outcome.Ok);
        _archive.Run("after");
    }

    public void Dispose()
    {
        _archive.Dispose();
        _data.Dispose();
    }

    // The ids of its races have 10 characters, as those of the product have.
    private Race Begin(int number, string series = "eightlng")
    {
        _archive.Time.Advance(TimeSpan.FromSeconds(1));
        RacePlan plan = new() { Countries = ["BR"], Modes = ["sequential"] };
        var definition = new RaceDefinition(["BR"], [new("sequential", "Sequential", "", ReceiveOrder.CallOrder)], plan);
        var race = new Race($"{series}-{number}", definition, _archive.Time, series: new(series, number, 3));
        race.Log.Append(new(0, 0, RaceEventKind.RaceStarted) { Definition = definition });
        race.Log.Append(new(0, 0, RaceEventKind.RunStarted, 0, Worker: 1));
        _archive.Recorder.StartSaving(race);
        _archive.Recorder.Flush();
        return race;
    }

    private void End(Race race, Outcome outcome)
    {
        _archive.Time.Advance(TimeSpan.FromMilliseconds(100 * race.Series!.RaceNumber));
        race.Log.Append(new(0, 0, RaceEventKind.Finished, 0, 0, Status: Outcome.Cancelled));
        race.Log.Append(new(0, 0, RaceEventKind.RunFinished, 0, Status: outcome));
        race.Log.Append(new(0, 0, RaceEventKind.RaceFinished, Status: outcome));
        _archive.Recorder.Flush();
    }

    private async Task<string[]> Listed(bool group = true, bool bin = false) =>
        [.. (await _archive.History.List(new() { GroupSeries = group, OnlyDeleted = bin })).Rows.Select(row => row.Id)];

    [Fact]
    public async Task List_Grouped_HasOneEntryPerSeries()
    {
        Assert.Equal(["after", "eightlng-3", "before"], await Listed());
        Assert.Equal(["after", "eightlng-3", "eightlng-2", "eightlng-1", "before"], await Listed(group: false));
        Assert.Equal(3, (await _archive.History.List(new() { GroupSeries = true })).TotalCount);
        Assert.Equal(["after", "eightlng-3", "before"], await _archive.History.ListIds(new() { GroupSeries = true }));
        Assert.Equal([new("eightlng", 3, 3), null], (await _archive.History.Find(["eightlng-3", "after"])).Select(row => row.Series));
    }

    [Fact]
    public async Task DeleteAndRestore_Entry_DealWithAllRacesOfTheSeries()
    {
        var (deleted, running) = await _archive.History.Delete(["eightlng-3"]);
        Assert.Equal(["eightlng-1", "eightlng-2", "eightlng-3"], deleted.Select(row => row.Id).Order());
        Assert.Empty(running);
        Assert.Equal(["after", "before"], await Listed());
        Assert.Equal(["eightlng-3"], await Listed(bin: true));
        Assert.Empty(await _archive.History.ListSeriesRaces("eightlng"));

        Assert.Equal(3, await _archive.History.Restore(["eightlng-3"]));
        Assert.Equal(
            ["eightlng-1", "eightlng-2", "eightlng-3"], (await _archive.History.ListSeriesRaces("eightlng")).Select(row => row.Id));
    }

    [Fact]
    public async Task Delete_SeriesWithRunningRace_DeletesNoneOfIt()
    {
        var race = Begin(2, "other");
        Begin(3, "other");
        End(race, Outcome.Ok);
        var (deleted, running) = await _archive.History.Delete(["other-3", "before"]);
        Assert.Equal(["before"], deleted.Select(row => row.Id));
        Assert.Equal(["other-3"], running.Select(row => row.Id));
        Assert.Equal(2, (await _archive.History.ListSeriesRaces("other")).Count);
    }

    [Fact]
    public async Task Rename_Entry_RenamesAllRacesOfTheSeries()
    {
        Assert.True(await _archive.History.Rename("eightlng-3", "ten of them"));
        Assert.All(await _archive.History.ListSeriesRaces("eightlng"), row => Assert.Equal("ten of them", row.Name));
        Assert.NotEqual("ten of them", _archive.Row("after").Name);
    }

    [Fact]
    public async Task Find_AfterRestart_HasTheSameNumbers()
    {
        using var track = new RaceFixture(FakeMode.Idle());
        track.Archive.Old.AddRange(new[] { 1, 2, 3 }.Select(number => _archive.Find($"eightlng-{number}")!));
        var reader = new SeriesReader(new(track.Races, track.Time), track.Races, _archive.History);
        var results = (await reader.Find("eightlng"))!;
        Assert.Equal((RaceStatus.Finished, 3, false), (results.Status, results.RequestedCount, results.IsRunning));
        var mode = Assert.Single(results.Summary.Modes);
        Assert.Equal((200.0, 100.0, 300.0), (mode.MedianMs, mode.MinMs, mode.MaxMs));
        Assert.Null(await reader.Find("nothing"));
    }

    [Theory]
    [InlineData(3, null, false, RaceStatus.Finished)]
    [InlineData(3, null, true, RaceStatus.Finished)]
    [InlineData(2, null, false, RaceStatus.Interrupted)]
    [InlineData(2, null, true, RaceStatus.Cancelled)]
    [InlineData(3, ExclusionReason.Interrupted, false, RaceStatus.Interrupted)]
    [InlineData(2, ExclusionReason.Cancelled, false, RaceStatus.Cancelled)]
    [InlineData(3, ExclusionReason.EndedEarly, false, RaceStatus.Finished)]
    public void Status_EndedSeries_FollowsFromItsLastRaceAndItsCancelling(
        int number, ExclusionReason? reason, bool isCancelled, RaceStatus status)
    {
        var mode = new ModeInfo("async", "Async", "", ReceiveOrder.CompletionOrder);
        var last = new RepeatedRace("x", number, [new(mode, reason is null ? 1 : null, reason)]);
        RacePlan plan = new() { Countries = ["BR"], Modes = ["async"] };
        var results = new SeriesResults("series", plan, 3, ["x"], RepeatSummary.Of([last])) { IsCancelled = isCancelled };
        Assert.Equal(status, results.Status);
        Assert.Equal(RaceStatus.Running, (results with { IsRunning = true }).Status);
    }
}
