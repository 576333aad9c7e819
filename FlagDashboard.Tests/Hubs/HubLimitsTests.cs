using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using FlagDashboard.Tests.Modes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Hubs;

/// <summary>Tests the limits of a connection to the hub at their value, one above, and at ten times as much.</summary>
public sealed class HubLimitsTests : IAsyncDisposable
{
    private readonly RawSite _site = new((_, closing) => RawSite.Stall(closing));
    private TestDashboard _dashboard = null!;
    private HubConnection _connection = null!;

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _dashboard.DisposeAsync();
        await _site.DisposeAsync();
        Assert.Empty(_dashboard.LoggedErrors);
    }

    private async Task Start(string limit, int value, TimeProvider? time = null)
    {
        _dashboard = await TestDashboard.Start(
            services => services.AddSingleton(time ?? TimeProvider.System), settings: new() { [$"Limits:{limit}"] = $"{value}" });
        _dashboard.Get<FlagSiteFactory>().BuiltInAddress = _site.Address;
        _connection = await _dashboard.Connect();
    }

    private async Task<string> Refusal(string raceId) =>
        (await Assert.ThrowsAsync<HubException>(() => _connection.Watch(raceId, 0)).Guarded()).Message;

    [Fact]
    public async Task Watch_TooManyStreamsOnConnection_IsRefused()
    {
        await Start("MaxStreamsPerConnection", 2);
        var race = _dashboard.Race(plan => plan with { Countries = ["BR"], Modes = ["sequential"] });
        using var leaving = Watching.Guard();
        var open = new List<IAsyncEnumerator<RaceEvent[]>>();
        for (var i = 0; i < 2; i++)
        {
            open.Add(_connection.Watch(race.Id, 0, leaving.Token).GetAsyncEnumerator(leaving.Token));
            Assert.True(await open[i].MoveNextAsync());
        }

        for (var i = 3; i <= 20; i++)
        {
            Assert.EndsWith(
                "A connection may follow 2 races at once. End one of the streams.", await Refusal(race.Id), StringComparison.Ordinal);
        }

        race.Cancel();
        await race.Completion.Guarded();
        foreach (var stream in open)
        {
            while (await stream.MoveNextAsync())
            {
            }
        }

        Assert.Equal(race.Log.Snapshot(), await _connection.Watch(race.Id, 0));
    }

    [Fact]
    public async Task Watch_TooManyCallsPerSecond_IsRefused()
    {
        // This clock stands still, so that all calls are within one second.
        var clock = new FakeClock();
        await Start("MaxCallsPerSecond", 3, clock);
        for (var i = 0; i < 3; i++)
            Assert.EndsWith("There is no such race on this server.", await Refusal("x"), StringComparison.Ordinal);
        for (var i = 3; i < 30; i++)
            Assert.EndsWith("A connection may make 3 calls per second. Wait a moment.", await Refusal("x"), StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.EndsWith("There is no such race on this server.", await Refusal("x"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(900, false)]
    [InlineData(1100, true)]
    [InlineData(10 * 1024, true)]
    public async Task Watch_TooLargeMessage_ClosesConnection(int length, bool closed)
    {
        await Start("MaxHubMessageKilobytes", 1);
        var ended = new TaskCompletionSource();
        _connection.Closed += _ =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        };
        var call = Assert.ThrowsAnyAsync<Exception>(() => _connection.Watch(new string('a', length), 0)).Guarded();
        var error = await call;
        if (closed)
            await ended.Task.Guarded();
        else
            Assert.EndsWith("There is no such race on this server.", error.Message, StringComparison.Ordinal);
    }
}
