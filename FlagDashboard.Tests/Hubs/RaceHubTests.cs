using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Races;
using FlagDashboard.Tests.Modes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace FlagDashboard.Tests.Hubs;

/// <summary>The hub as any client meets it: over a real socket.</summary>
public sealed class RaceHubTests : IAsyncLifetime
{
    private TestDashboard _dashboard = null!;
    private HubConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await TestDashboard.Start();
        _connection = await _dashboard.Connect();
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _dashboard.DisposeAsync();
        // Mistakes of a client must not be logged as errors of the server.
        Assert.Empty(_dashboard.LoggedErrors);
    }

    public static TheoryData<string> NoRace => ["", "aaaaaaaaaa", "../../etc/passwd", "A b\0\n💥", "%00", new string('a', 10 * 1024)];

    private async Task<Race> FinishedRace()
    {
        var race = _dashboard.Race(plan => plan with { Countries = ["BR", "CN"] });
        await race.Through();
        return race;
    }

    private async Task StaysUsable()
    {
        var race = await FinishedRace();
        Assert.Equal(race.Log.Snapshot(), await _connection.Watch(race.Id, 0));
        Assert.Equal(HubConnectionState.Connected, _connection.State);
    }

    [Theory, InlineData(null), MemberData(nameof(NoRace))]
    public async Task Watch_UnknownRace_ThrowsAndConnectionStaysUsable(string? raceId)
    {
        var error = await Assert.ThrowsAsync<HubException>(() => _connection.Watch(raceId, 0));
        Assert.EndsWith("There is no such race on this server.", error.Message, StringComparison.Ordinal);
        await StaysUsable();
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task Watch_NegativeAfter_ThrowsAndConnectionStaysUsable(int after)
    {
        var race = await FinishedRace();
        var error = await Assert.ThrowsAsync<HubException>(() => _connection.Watch(race.Id, after));
        Assert.EndsWith("after must be 0 or the number of the last event seen.", error.Message, StringComparison.Ordinal);
        await StaysUsable();
    }

    [Theory]
    [InlineData("two")]
    [InlineData(1.5)]
    [InlineData(int.MaxValue + 1L)]
    public async Task Watch_AfterIsNotANumber_ThrowsAndConnectionStaysUsable(object after)
    {
        var race = await FinishedRace();
        await Assert.ThrowsAsync<HubException>(() => _connection.Watch(race.Id, after));
        await StaysUsable();
    }

    [Fact]
    public async Task Watch_FinishedRaceAfterAnyEvent_YieldsLaterEvents()
    {
        var race = await FinishedRace();
        var log = race.Log.Snapshot();
        foreach (var after in new[] { 0, 1, 17, log.Length - 1 })
            Assert.Equal(log[after..], await _connection.Watch(race.Id, after));
    }

    [Fact]
    public async Task Watch_FinishedRaceAfterItsEnd_IsEmpty()
    {
        var race = await FinishedRace();
        Assert.Empty(await _connection.Watch(race.Id, race.Log.Count));
        Assert.Empty(await _connection.Watch(race.Id, race.Log.Count + 1));
        Assert.Empty(await _connection.Watch(race.Id, int.MaxValue));
        await StaysUsable();
    }

    [Fact]
    public async Task Watch_RunningRace_YieldsPastThenNewEvents()
    {
        using var permits = new SemaphoreSlim(0);
        await using var site = new RawSite(async (code, closing) =>
        {
            await permits.WaitAsync(closing);
            return RawSite.Flag(code);
        });
        _dashboard.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
        var race = _dashboard.Race(plan => plan with { Countries = ["BR", "CN", "DE"], Modes = ["sequential"] });
        var seen = new List<RaceEvent>();
        using var guard = Watching.Guard();
        await foreach (var batch in _connection.StreamAsync<RaceEvent[]>("Watch", race.Id, 0, guard.Token))
        {
            // The race continues only after all its events so far have arrived here.
            seen.AddRange(batch);
            if (batch.Any(happened => happened.Kind == RaceEventKind.Started))
                permits.Release();
        }

        Assert.Equal(race.Log.Snapshot(), seen);
    }

    [Fact]
    public async Task Watch_TwoRacesOnOneConnection_YieldsEventsOfEach()
    {
        var (one, other) = (await FinishedRace(), await FinishedRace());
        var watched = await Task.WhenAll(_connection.Watch(one.Id, 0), _connection.Watch(other.Id, 0));
        Assert.Equal(one.Log.Snapshot(), watched[0]);
        Assert.Equal(other.Log.Snapshot(), watched[1]);
    }

    [Fact]
    public async Task Watch_ViewerLeaves_TheRaceGoesOn()
    {
        using var gate = new SemaphoreSlim(0);
        await using var site = new RawSite(async (code, closing) =>
        {
            await gate.WaitAsync(closing);
            return RawSite.Flag(code);
        });
        _dashboard.Get<FlagSiteFactory>().BuiltInAddress = site.Address;
        var race = _dashboard.Race(plan => plan with { Countries = ["BR", "CN"] });
        using var guard = Watching.Guard();
        await foreach (var _ in _connection.StreamAsync<RaceEvent[]>("Watch", race.Id, 0, guard.Token))
            break;
        await _connection.StopAsync(TestContext.Current.CancellationToken);
        gate.Release(8);
        Assert.Equal(Outcome.Ok, (await race.Through()).Outcome);
    }
}
