using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.History;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Hubs;

public sealed class DownloadServiceTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly TemporaryFolder _data = new();
    private readonly Archive _archive;
    private readonly RaceFixture _track;
    private readonly DownloadService _page;

    public DownloadServiceTests()
    {
        _track = new RaceFixture(FakeMode.Idle("idle"), new FakeMode("waits", _ => _gate.Wait()));
        _archive = new Archive(_data.Path);
        _page = NewPage();
    }

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
        _track.Dispose();
        _archive.Dispose();
        _data.Dispose();
    }

    private DownloadService NewPage() => PageOf(FakeUser.Presenter);

    private DownloadService PageOf(FakeUser user) => SeriesFixture.PageOf(_track, _archive.History, user);

    private RacePlan Plan(string mode) => _track.Plan("BR") with { Modes = [mode] };

    private Race RaceOf(StartResult result) => _track.Races.FindInMemory(result.RaceId)!;

    private Race Start(string mode) => RaceOf(Assert.IsType<StartResult.Started>(_page.Start(Plan(mode))));

    private void IsAlreadyRunning(Race race, string mode) => Assert.Equal(new StartResult.AlreadyStarted(race.Id), _page.Start(Plan(mode)));

    [Fact]
    public async Task EveryChange_CalledByViewer_IsRefused()
    {
        var race = Start("waits");
        var viewer = PageOf(FakeUser.Viewer);
        Assert.False(viewer.IsPresenter);
        Assert.Contains("presenter", Assert.IsType<StartResult.Refused>(viewer.Start(Plan("idle"))).Problems.Single().ToString(),
            StringComparison.Ordinal);
        Assert.IsType<StartResult.Refused>(viewer.StartSweepTrial(Plan("idle")));
        Assert.IsType<StartResult.Refused>(viewer.StartSeries(Plan("idle"), 2));
        Assert.Throws<UnauthorizedAccessException>(() => viewer.CancelSeries("series"));
        Assert.IsType<InterventionResult.Refused>(viewer.Intervene(race.Id, new("BR", InterventionAct.NotFound, null, null)));
        Assert.Throws<UnauthorizedAccessException>(() => viewer.Cancel(race.Id));
        Assert.Throws<UnauthorizedAccessException>(() => viewer.Import([]));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => viewer.Rename(race.Id, "x"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => viewer.Delete([race.Id]));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => viewer.Restore([race.Id]));
        Assert.Same(race, Assert.Single(_track.Races.Listed));
        Assert.NotNull(await viewer.Find(race.Id));
    }

    [Fact]
    public async Task StartSeries_PressedAgainWhileItRuns_IsTheSameSeries()
    {
        var first = RaceOf(Assert.IsType<StartResult.Started>(_page.StartSeries(Plan("waits"), 3)));
        Assert.Equal(new StartResult.AlreadyStarted(first.Id), _page.StartSeries(Plan("waits"), 3));
        Assert.IsType<StartResult.Started>(_page.StartSeries(Plan("waits"), 2));
        var place = _page.SeriesPlaceOf(first.Id)!;
        Assert.Equal((1, 3), (place.RaceNumber, place.PlannedRaceCount));
        _page.CancelSeries(place.SeriesId);
        _gate.Set();
        await first.Completion.Guarded();
        Assert.True(first.CancelPendingToken.IsCancellationRequested);
        Assert.Equal([first.Id], (await _page.FindSeries(place.SeriesId))!.RaceIds);
    }

    [Fact]
    public void StartSeries_TooManyTimes_IsRefused() => Assert.Equal(
        "Repeat must be a whole number: 1 for a single race, or from 2 to 30.",
        $"{Assert.IsType<StartResult.Refused>(_page.StartSeries(Plan("idle"), 31)).Problems.Single()}");

    [Fact]
    public void Start_FiftyPressesWhileItRuns_AreOneRaceHoweverLong()
    {
        var race = Start("waits");
        for (var press = 1; press < 50; press++)
        {
            IsAlreadyRunning(race, "waits");
            _track.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Start_FiftyTimesWithinShortTime_StartsOneRaceEvenIfItEnded()
    {
        var race = Start("idle");
        await race.Completion.Guarded();
        for (var press = 1; press < 50; press++)
        {
            IsAlreadyRunning(race, "idle");
            _track.Time.Advance(TimeSpan.FromMilliseconds(15));
        }
    }

    [Fact]
    public async Task Start_SamePlanAfterDuplicateWindow_StartsAnotherRace()
    {
        var race = Start("idle");
        await race.Completion.Guarded();
        _track.Time.Advance(TimeSpan.FromMilliseconds(750));
        Assert.NotSame(race, Start("idle"));
    }

    [Fact]
    public void Start_AnotherPlanWhileRaceRuns_StartsSecondRace()
    {
        var first = Start("waits");
        var second = Start("idle");
        Assert.Equal(["waits"], first.Plan!.Modes);
        Assert.Equal(["idle"], second.Plan!.Modes);
        IsAlreadyRunning(first, "waits");
    }

    [Fact]
    public void Start_EqualPlanObject_StartsOneRace() =>
        Assert.Equal(new StartResult.AlreadyStarted(Start("waits").Id),
            _page.Start(Plan("waits") with { Countries = new List<string> { "BR" } }));

    [Fact]
    public void Start_SamePlanOnAnotherPage_StartsAnotherRace()
    {
        Start("waits");
        Assert.IsType<StartResult.Started>(NewPage().Start(Plan("waits")));
    }

    [Fact]
    public void StartTrial_SamePlanAgain_StartsAnotherRace()
    {
        Assert.IsType<StartResult.Started>(_page.StartSweepTrial(Plan("waits")));
        Assert.IsType<StartResult.Started>(_page.StartSweepTrial(Plan("waits")));
    }

    [Fact]
    public void Start_InvalidPlan_IsRefusedAndNextStartWorks()
    {
        var refused = Assert.IsType<StartResult.Refused>(_page.Start(Plan("none")));
        Assert.Equal("modes", Assert.Single(refused.Problems).Field);
        IsAlreadyRunning(Start("waits"), "waits");
    }
}
