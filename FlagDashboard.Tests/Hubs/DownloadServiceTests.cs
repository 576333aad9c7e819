using FlagDashboard.Hubs;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests.Hubs;

public sealed class DownloadServiceTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly RaceFixture _track;
    private readonly DownloadService _page;

    public DownloadServiceTests()
    {
        _track = new RaceFixture(FakeMode.Idle("idle"), new FakeMode("waits", _ => _gate.Wait()));
        _page = NewPage();
    }

    public void Dispose()
    {
        _gate.Set();
        _gate.Dispose();
        _track.Dispose();
    }

    private DownloadService NewPage() => new(_track.Races, new HubAddress(null!, "/"), _track.Time);

    private RacePlan Plan(string mode) => _track.Plan("BR") with { Modes = [mode] };

    [Fact]
    public void Start_FiftyPressesWhileItRuns_AreOneRaceHoweverLong()
    {
        var race = _page.Start(Plan("waits"));
        for (var press = 1; press < 50; press++)
        {
            Assert.Same(race, _page.Start(Plan("waits")));
            _track.Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Start_FiftyPressesAfterAQuickRace_AreOneRace()
    {
        var race = _page.Start(Plan("idle"));
        await race.Completion.Guarded();
        for (var press = 1; press < 50; press++)
        {
            Assert.Same(race, _page.Start(Plan("idle")));
            _track.Time.Advance(TimeSpan.FromMilliseconds(15));
        }
    }

    [Fact]
    public async Task Start_OnceMoreLater_IsAnotherRace()
    {
        var race = _page.Start(Plan("idle"));
        await race.Completion.Guarded();
        _track.Time.Advance(TimeSpan.FromMilliseconds(750));
        Assert.NotSame(race, _page.Start(Plan("idle")));
    }

    [Fact]
    public void Start_AnotherPage_HasARaceOfItsOwn() => Assert.NotSame(_page.Start(Plan("waits")), NewPage().Start(Plan("waits")));

    [Fact]
    public void Start_BrokenPlan_IsRefusedAndTheNextPressCounts()
    {
        Assert.Throws<PlanRefusedException>(() => _page.Start(Plan("none")));
        Assert.Same(_page.Start(Plan("waits")), _page.Start(Plan("waits")));
    }
}
