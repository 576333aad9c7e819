using FlagDashboard.Flags;
using FlagDashboard.History;
using FlagDashboard.Hubs;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlagDashboard.Tests.Hubs;

/// <summary>Following a race over a connection that breaks.</summary>
public sealed class FollowTests : IAsyncLifetime
{
    private readonly SemaphoreSlim _permits = new(0);
    private readonly List<bool> _told = [];
    private TestDashboard _dashboard = null!;
    private RawSite _site = null!;
    private TcpRelay _relay = null!;

    /// <summary>A server that says it is bound to the relay.</summary>
    private sealed class Relayed : IServer
    {
        public Relayed(Uri address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address.ToString());
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(
            IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }

    public async ValueTask InitializeAsync()
    {
        _dashboard = await TestDashboard.Start();
        _relay = new TcpRelay(_dashboard.Get<HubAddress>().Uri);

        // As slow as the test wants: a race cannot be over before it lets it.
        _site = new RawSite(async (code, closing) =>
        {
            await _permits.WaitAsync(closing);
            return RawSite.Flag(code);
        });
        _dashboard.Get<FlagSites>().BuiltIn = _site.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _relay.Dispose();
        await _site.DisposeAsync();
        await _dashboard.DisposeAsync();
        _permits.Dispose();
    }

    private IAsyncEnumerable<RaceEvent[]> Follow(string raceId, CancellationToken cancellationToken) =>
        new DownloadService(
            _dashboard.Get<RaceRegistry>(), _dashboard.Get<RaceHistory>(), new HubAddress(new Relayed(_relay.Address), RaceHub.Path),
            TimeProvider.System, NullLogger<DownloadService>.Instance)
            .Follow(raceId, _told.Add, cancellationToken);

    [Fact]
    public async Task Follow_CutSeveralTimesInMidRace_LosesNothingAndGetsNothingTwice()
    {
        using var guard = Watching.Guard();
        var race = _dashboard.Race();
        var (seen, cuts, sinceCut) = (new List<RaceEvent>(), 0, 0);
        await foreach (var batch in Follow(race.Id, guard.Token))
        {
            seen.AddRange(batch);
            sinceCut += batch.Length;
            if (sinceCut >= 30 && !race.Completion.IsCompleted)
            {
                cuts += _relay.Cut() > 0 ? 1 : 0;
                sinceCut = 0;
            }

            // Only now, so that there is something to miss while the connection is down.
            _permits.Release(4);
        }

        Assert.Equal(race.Log.Snapshot(), seen);
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(happened => happened.Seq));
        Assert.InRange(cuts, 4, int.MaxValue);
        Assert.Equal(cuts, _told.Count(connected => !connected));
        Assert.True(_told[0] && _told[^1]);
    }

    [Fact]
    public async Task Follow_ServerCannotBeReachedAtFirst_KeepsTrying()
    {
        using var guard = Watching.Guard();
        _permits.Release(100);
        _relay.RefuseNext(2);
        var race = _dashboard.Race(plan => plan with { Countries = ["BR", "CN"] });
        var seen = new List<RaceEvent>();
        await foreach (var batch in Follow(race.Id, guard.Token))
            seen.AddRange(batch);
        Assert.Equal(race.Log.Snapshot(), seen);
        Assert.Equal(2, _relay.Refused);
        Assert.False(_told[0]);
        Assert.True(_told[^1]);
    }

    [Fact]
    public async Task Follow_NoSuchRace_SaysSoAndDoesNotTryAgain()
    {
        using var guard = Watching.Guard();
        await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var _ in Follow("aaaaaaaaaa", guard.Token))
            {
            }
        });
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Follow_ViewerLeavesWhileConnected_EndsAtOnce()
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
        Assert.DoesNotContain(false, _told);
        race.Cancel();
        await race.Through();
    }
}
