using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Races;

namespace FlagDashboard.Tests;

public sealed class IdleMemoryTrimmerTests : IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly RaceFixture _track;
    private readonly IdleMemoryTrimmer _rest;
    private int _given;

    public IdleMemoryTrimmerTests()
    {
        _track = new RaceFixture(FakeMode.Idle("idle"), new FakeMode("waits", _ => _gate.Wait()));
        _rest = new IdleMemoryTrimmer(_track.Races, _track.Time, () => Interlocked.Increment(ref _given));
    }

    public void Dispose()
    {
        _gate.Set();
        _rest.Dispose();
        _gate.Dispose();
        _track.Dispose();
    }

    private Race Start(string mode) => _track.Races.Start(_track.Plan("BR") with { Modes = [mode] });

    private int GivenAfterLooking(int times)
    {
        for (var look = 0; look < times; look++)
            _rest.Tick();
        return _given;
    }

    [Fact]
    public void Tick_NothingHasRun_DoesNotTrim() => Assert.Equal(0, GivenAfterLooking(times: 3));

    [Fact]
    public async Task Tick_RacesHaveEnded_TrimsOnceAfterEachGroupOfRaces()
    {
        await Start("idle").Completion.Guarded();
        Assert.Equal(0, GivenAfterLooking(times: 1));
        await Start("idle").Completion.Guarded();
        Assert.Equal(0, GivenAfterLooking(times: 1));
        Assert.Equal(1, GivenAfterLooking(times: 3));
        await Start("idle").Completion.Guarded();
        Assert.Equal(2, GivenAfterLooking(times: 3));
    }

    [Fact]
    public async Task Tick_RaceRuns_TrimsOneTickAfterItsEnd()
    {
        var waits = Start("waits");
        await Start("idle").Completion.Guarded();
        Assert.Equal(0, GivenAfterLooking(times: 5));
        _gate.Set();
        await waits.Completion.Guarded();
        Assert.Equal(1, GivenAfterLooking(times: 2));
    }

    [Fact]
    public void Tick_InteractiveRaceRuns_TrimsBeforeItsEnd()
    {
        var hand = new RaceDefinition([], [new ModeInfo("hand", "Hand", "", ReceiveOrder.CompletionOrder, IsExecutorSession: true)]);
        _track.Races.Start(hand, StartOrder.Together, race => [race.PrepareRun(0, 1, _ => _gate.Wait())]);
        Assert.Equal(1, GivenAfterLooking(times: 3));
    }

    [Fact]
    public async Task StartAsync_TimePassesAfterRace_TrimsByTimer()
    {
        await Start("idle").Completion.Guarded();
        await _rest.StartAsync(TestContext.Current.CancellationToken);
        while (Volatile.Read(ref _given) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            _track.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await _rest.StopAsync(TestContext.Current.CancellationToken);
    }
}
