using System.Globalization;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using Microsoft.Extensions.Logging;

namespace FlagDashboard.Tests.Races;

public sealed class RaceRegistryTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly RaceFixture _track;

    public RaceRegistryTests() => _track = new RaceFixture(
        FakeMode.Idle("idle"),
        new FakeMode("saves", run => run.DownloadInline(run.Countries[0])),
        new FakeMode("waits", _ => _gate.Wait()));

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
        _track.Dispose();
    }

    private Race Start(string mode) => _track.Races.Start(_track.Plan("BR") with { Modes = [mode] });

    private async Task<Race> StartAndEnd(string mode)
    {
        var race = Start(mode);
        await race.Completion.Guarded();
        return race;
    }

    [Fact]
    public async Task Start_PlanWithAnyCode_RequestsUnlistedCodeFromSite()
    {
        _track.Missing.Add("ZZ");
        var race = _track.Races.Start(_track.Plan("zz") with { Modes = ["saves"], AllowsNonCountryCodes = true });
        await race.Completion.Guarded();
        Assert.Equal($"GET /flags/zz/zz.png?race={race.Id}&run=saves HTTP/1.1", Assert.Single(_track.Asked));
        Assert.Equal(Outcome.NotFound, RaceState.At(race.Log.Snapshot(), double.MaxValue).Runs[0].Futures[0].Status);
    }

    [Fact]
    public async Task Start_Race_IsFoundByItsShortPlainId()
    {
        var race = await StartAndEnd("idle");
        Assert.Matches("^[a-z0-9]{10}$", race.Id);
        Assert.Same(race, await _track.Races.Find(race.Id));
    }

    [Fact]
    public async Task Find_AnyOtherText_IsNull()
    {
        var race = await StartAndEnd("idle");
        string?[] texts = [null, "", "\0", "../..", race.Id.ToUpperInvariant(), race.Id + " ", new('a', 10_240), "\uD800", "🏁"];
        foreach (var text in texts)
            Assert.Null(await _track.Races.Find(text));
    }

    [Fact]
    public async Task Start_TooManyRunning_IsRefusedUntilOneHasEnded()
    {
        var running = Enumerable.Range(0, Limits.Default.MaxRunning).Select(_ => Start("waits")).ToArray();
        var refused = Assert.Throws<RaceRefusedException>(() => Start("idle"));
        Assert.Equal("race", Assert.Single(refused.Problems).Field);
        Assert.Contains("4 races are running", refused.Message);
        _gate.Set();
        foreach (var race in running)
            await race.Completion.Guarded();
        await StartAndEnd("idle");
    }

    private Race StartInteractive(Action<Race> run)
    {
        var definition = new RaceDefinition([], [new ModeInfo("hand", "Hand", "", ReceiveOrder.CompletionOrder, IsExecutorSession: true)]);
        return _track.Races.Start(definition, StartOrder.Together, race => [race.PrepareRun(0, 1, _ => run(race))]);
    }

    [Fact]
    public async Task Start_Interactive_CountsOnlyInteractiveRaces()
    {
        var open = Enumerable.Range(0, Limits.Default.MaxInteractive).Select(
            _ => StartInteractive(race => race.CancelPendingToken.WaitHandle.WaitOne())).ToList();
        Assert.All(open, race => Assert.True(race.IsExecutorSession));
        var refused = Assert.Throws<RaceRefusedException>(() => StartInteractive(_ => { }));
        Assert.Equal("50 executors are open on this server: close one, or wait until an unused one is closed.", refused.Message);

        var running = Enumerable.Range(0, Limits.Default.MaxRunning).Select(_ => Start("waits")).ToList();
        Assert.All(running, race => Assert.False(race.IsExecutorSession));
        Assert.Contains("4 races are running", Assert.Throws<RaceRefusedException>(() => Start("idle")).Message);

        open[0].Cancel();
        await open[0].Completion.Guarded();
        await StartInteractive(_ => { }).Completion.Guarded();
        open.ForEach(race => race.Cancel());
        _gate.Set();
        await Task.WhenAll(open.Concat(running).Select(race => race.Completion)).Guarded();
    }

    [Fact]
    public void Start_InvalidPlan_IsRefusedWithAllProblemsAndNotListed()
    {
        var refused = Assert.Throws<RaceRefusedException>(
            () => _track.Races.Start(_track.Plan("../..") with { Workers = 0 }));
        Assert.Equal(["countries", "workers"], refused.Problems.Select(problem => problem.Field));
        Assert.Equal("“../..” is not a country code. Workers must be from 1 to 676.", refused.Message);
    }

    [Fact]
    public async Task Start_MoreThanAreKept_TheOldestFinishedGoesWithItsFlags()
    {
        var waiting = Start("waits");
        var oldest = await StartAndEnd("saves");
        var saved = oldest.Log.Snapshot().Single(told => told.Kind == RaceEventKind.Finished);
        var flag = _track.Store.Find(saved.ImageHash)!;
        Race? next = null;
        for (var i = 2; i < Limits.Default.MaxRacesInMemory; i++)
            next = await StartAndEnd("idle");
        Assert.Same(oldest, await _track.Races.Find(oldest.Id));
        await StartAndEnd("idle");
        Assert.Null(await _track.Races.Find(oldest.Id));
        Assert.Null(_track.Store.Find(saved.ImageHash));
        Assert.False(File.Exists(flag.Path));
        Assert.Same(waiting, await _track.Races.Find(waiting.Id));
        Assert.Same(next, await _track.Races.Find(next!.Id));
        Assert.Equal(Limits.Default.MaxRacesInMemory, _track.Races.Listed.Count);
        Assert.Same(waiting, _track.Races.Listed[^1]);
    }

    [Fact]
    public async Task Start_FilesOfTheOldestCannotBeDeleted_StartsAndLogsThatOnce()
    {
        _track.DeleteFolder = _ => throw new UnauthorizedAccessException("of somebody else");
        var oldest = await StartAndEnd("saves");
        for (var i = 0; i < Limits.Default.MaxRacesInMemory + 1; i++)
            await StartAndEnd("idle");
        Assert.Null(await _track.Races.Find(oldest.Id));
        Assert.Equal(
            [(LogLevel.Warning, $"The files of race {oldest.Id} could not be deleted. They stay on the disk.")], _track.Logger.Messages);
    }

    [Fact]
    public async Task All_SeveralRaces_ReturnsListedRacesNewestFirst()
    {
        Assert.Empty(_track.Races.Listed);
        var first = Start("waits");
        var second = await StartAndEnd("idle");
        await _track.Races.StartUntracked(_track.Plan("BR") with { Modes = ["idle"] }, "warm-up").Completion.Guarded();
        Assert.Equal([second, first], _track.Races.Listed);
    }

    [Fact]
    public async Task Import_CompleteLog_ListsRaceWithNewId()
    {
        var ran = await StartAndEnd("saves");
        var race = _track.Races.Import(ran.Log.Snapshot());
        Assert.NotEqual(ran.Id, race.Id);
        Assert.Equal((true, true, false), (race.IsImported, race.Completion.IsCompleted, ran.IsImported));
        Assert.Equal(ran.Log.Snapshot(), race.Log.Snapshot());
        Assert.Equal(ran.Plan!.Countries, race.Plan!.Countries);
        Assert.Same(race, await _track.Races.Find(race.Id));
        Assert.Equal([race, ran], _track.Races.Listed);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("2026-03-04T05:06:07.089+01:00", true)]
    [InlineData("2020-01-01T00:00:00Z", true)]
    [InlineData("2019-12-31T23:59:59Z", false)]
    [InlineData("0001-01-01T00:00:00Z", false)]
    [InlineData("2030-01-02T00:00:00Z", true)]
    [InlineData("2030-01-02T00:00:01Z", false)]
    [InlineData("9999-12-31T23:59:59Z", false)]
    public async Task Import_TimeOfStartInFile_IsBelievedUnlessAbsurd(string? startedAt, bool believed)
    {
        var events = (await StartAndEnd("saves")).Log.Snapshot().ToArray();
        DateTimeOffset? said = startedAt is null ? null : DateTimeOffset.Parse(startedAt, CultureInfo.InvariantCulture);
        events[0] = events[0] with { Definition = events[0].Definition! with { ClaimedStart = said } };
        DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _track.Time.Advance(now - _track.Time.GetUtcNow());
        var race = _track.Races.Import(events);
        Assert.Equal((believed ? said : now, now), (race.StartedAt, race.ImportedAt!.Value));
        Assert.Equal(said, race.Log.Snapshot()[0].Definition!.ClaimedStart);
    }

    [Fact]
    public async Task Find_RaceNotInMemory_LoadsItFromArchive()
    {
        var old = Race.FromLog("abcdefghij", DateTimeOffset.UnixEpoch, (await StartAndEnd("idle")).Log.Snapshot());
        _track.Archive.Old.Add(old);
        Assert.Same(old, await _track.Races.Find(old.Id));
        Assert.Null(await _track.Races.Find("abcdefghik"));
        Assert.Null(await _track.Races.Find("abcdefghij "));
        Assert.DoesNotContain(old, _track.Races.Listed);
    }

    [Fact]
    public async Task Start_Race_IsKeptByTheArchive()
    {
        var race = await StartAndEnd("idle");
        await _track.Races.StartUntracked(_track.Plan("BR") with { Modes = ["idle"] }, "warm-up").Completion.Guarded();
        var imported = _track.Races.Import(race.Log.Snapshot());
        Assert.Equal([race, imported], _track.Archive.Kept);
    }

    [Fact]
    public async Task StartUnlisted_Race_IsFoundUntilItIsDeletedAndIsNotListed()
    {
        var race = _track.Races.StartWarmUp(_track.Plan("BR") with { Modes = ["saves"] });
        await race.Completion.Guarded();
        Assert.Same(race, await _track.Races.Find(race.Id));
        Assert.Empty(_track.Races.Listed);
        Assert.Empty(_track.Archive.Kept);
        _track.Races.DeleteWarmUp();
        Assert.Null(await _track.Races.Find(race.Id));
    }

    [Fact]
    public async Task StartUnlisted_RaceThatRuns_DoesNotCountTowardsTheLimit()
    {
        var rehearsed = _track.Races.StartWarmUp(_track.Plan("BR") with { Modes = ["waits"] });
        var running = Enumerable.Range(0, Limits.Default.MaxRunning).Select(_ => Start("waits")).ToArray();
        _gate.Set();
        foreach (var race in running.Append(rehearsed))
            await race.Completion.Guarded();
    }

    [Fact]
    public async Task Begin_AnyRace_IsNotFoundById()
    {
        var race = _track.Races.StartUntracked(_track.Plan("BR") with { Modes = ["idle"] }, "warm-up");
        await race.Completion.Guarded();
        Assert.Null(await _track.Races.Find("warm-up"));
    }

    [Fact]
    public async Task Start_PlanWithDelay_SendsTapeInRequests()
    {
        var race = _track.Races.Start(
            _track.Plan("BR") with { Modes = ["saves"], Site = SiteId.Delay, DelayMs = 12.5, JitterMs = 2, Seed = 7 });
        await race.Completion.Guarded();
        Assert.Equal([$"GET /flags/br/br.png?delay=12.5&jitter=2&seed=7&race={race.Id}&run=saves HTTP/1.1"], _track.Asked);
    }
}
