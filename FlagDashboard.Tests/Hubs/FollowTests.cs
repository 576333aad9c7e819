using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Hubs;

/// <summary>A page that follows a race.</summary>
public sealed class FollowTests : IAsyncLifetime
{
    private readonly SemaphoreSlim _permits = new(0);
    private TestDashboard _dashboard = null!;
    private RawSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await TestDashboard.Start();

        // The site answers only with a permit, so that the test decides how far the race is.
        _site = new RawSite(async (code, closing) =>
        {
            await _permits.WaitAsync(closing);
            return RawSite.Flag(code);
        });
        _dashboard.Get<FlagSiteFactory>().BuiltInAddress = _site.Address;
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _dashboard.DisposeAsync();
        _permits.Dispose();
    }

    private IAsyncEnumerable<RaceEvent[]> Follow(string raceId, CancellationToken cancellationToken) =>
        new DownloadService(
            _dashboard.Get<RaceRegistry>(), _dashboard.Get<RaceHistory>(), _dashboard.Get<SeriesRegistry>(), _dashboard.Get<SeriesReader>(),
            _dashboard.Get<ImportLimiter>(), FakeUser.Viewer, TimeProvider.System)
            .Follow(raceId, cancellationToken);

    [Fact]
    public async Task Follow_RunningRace_YieldsEveryEventOnceAndInOrder()
    {
        using var guard = Watching.Guard();
        var race = _dashboard.Race();
        var seen = new List<RaceEvent>();
        await foreach (var batch in Follow(race.Id, guard.Token))
        {
            seen.AddRange(batch);
            _permits.Release(4);
        }

        Assert.Equal(race.Log.Snapshot(), seen);
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(raceEvent => raceEvent.Seq));
    }

    [Fact]
    public async Task Follow_NoSuchRace_YieldsNothing()
    {
        using var guard = Watching.Guard();
        await foreach (var _ in Follow("aaaaaaaaaa", guard.Token))
            Assert.Fail("There is no such race.");
    }

    [Fact]
    public async Task Follow_Cancelled_EndsImmediately()
    {
        using var guard = Watching.Guard();
        var race = _dashboard.Race();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(guard.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Follow(race.Id, leaving.Token))
                await leaving.CancelAsync();
        });
        Assert.False(guard.IsCancellationRequested);
        race.Cancel();
        await race.Through();
    }
}
