using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Races;

/// <summary>Races whose start takes long: nobody waits for it, and it takes its place from the beginning.</summary>
public sealed class SlowStartTests : IDisposable
{
    // Time limit, so that a deadlock fails the test instead of hanging it.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly RaceFixture _track = new(FakeMode.Idle("idle"));
    private readonly SemaphoreSlim _starting = new(0);
    private readonly ManualResetEventSlim _gate = new();

    public void Dispose()
    {
        _gate.Set();
        _track.Dispose();
        _gate.Dispose();
        _starting.Dispose();
    }

    private async Task<Task<Race>> StartSlowly()
    {
        var definition = new RaceDefinition([], [new ModeInfo("slow", "Slow", "", ReceiveOrder.CallOrder)]);
        var start = Task.Factory.StartNew(
            () => _track.Races.Start(definition, StartOrder.Together, race =>
            {
                _starting.Release();
                Assert.True(_gate.Wait(Guard));
                return [race.PrepareRun(0, 1, _ => { })];
            }),
            TaskCreationOptions.LongRunning);
        await _starting.WaitAsync(TestContext.Current.CancellationToken).Guarded();
        return start;
    }

    [Fact]
    public async Task All_WhileRaceStarts_ReturnsWithoutWaiting()
    {
        var start = await StartSlowly();
        Assert.Empty(await Task.Run(() => _track.Races.Listed).Guarded());
        _gate.Set();
        Assert.Equal([await start], _track.Races.Listed);
    }

    [Fact]
    public async Task Start_WhileAsManyRacesAsAllowedAreStarting_IsRefused()
    {
        var starts = new List<Task<Race>>();
        for (var i = 0; i < Limits.Default.MaxRunning; i++)
            starts.Add(await StartSlowly());
        Assert.Throws<RaceRefusedException>(() => _track.Races.Start(_track.Plan("BR")));
        _gate.Set();
        foreach (var race in await Task.WhenAll(starts))
            await race.Completion.Guarded();
        await _track.Races.Start(_track.Plan("BR")).Completion.Guarded();
    }

    [Fact]
    public async Task Start_Fails_DoesNotCountTowardsLimit()
    {
        var definition = new RaceDefinition([], [new ModeInfo("broken", "Broken", "", ReceiveOrder.CallOrder)]);
        for (var i = 0; i <= Limits.Default.MaxRunning; i++)
        {
            Assert.Throws<InvalidOperationException>(
                () => _track.Races.Start(definition, StartOrder.Together, _ => throw new InvalidOperationException("broken")));
        }

        Assert.Empty(_track.Races.Listed);
        await _track.Races.Start(_track.Plan("BR")).Completion.Guarded();
    }
}
