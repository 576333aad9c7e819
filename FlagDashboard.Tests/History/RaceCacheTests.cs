using FlagDashboard.History;
using FlagDashboard.Races;
using FlagDashboard.Tests.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.History;

public sealed class RaceCacheTests
{
    private readonly RaceCache _cache = new();

    private static Race Race(string id) =>
        FlagDashboard.Races.Race.FromLog(id, default, Logs.Log(["async"], ["BR"], [RunStarted(0), RunFinished(1), RaceFinished(1)]));

    [Fact]
    public async Task FindOrRead_ManyReadersConcurrently_ReadsOnce()
    {
        using var gate = new ManualResetEventSlim();
        var reads = 0;
        var readers = Enumerable.Range(0, 100).Select(_ => _cache.FindOrRead("a", () =>
        {
            Interlocked.Increment(ref reads);
            gate.Wait();
            return Race("a");
        })).ToList();
        gate.Set();
        var races = await Task.WhenAll(readers);
        Assert.Single(races.Distinct());
        Assert.Same(races[0], await _cache.FindOrRead("a", () => throw new InvalidOperationException("It is here.")));
        Assert.Equal(1, reads);
    }

    [Fact]
    public async Task FindOrRead_ManyRaces_ReadsTwoAtOnce()
    {
        using var gate = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        var readers = Enumerable.Range(0, 6).Select(number => _cache.FindOrRead($"race{number}", () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            gate.Wait();
            Interlocked.Decrement(ref running);
            return null;
        })).ToList();
        gate.Release(6);
        await Task.WhenAll(readers);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task FindOrRead_ReadFailsOrFindsNothing_ReadsAgain()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cache.FindOrRead("a", () => throw new InvalidOperationException()));
        Assert.Null(await _cache.FindOrRead("a", () => null));
        Assert.Equal("a", (await _cache.FindOrRead("a", () => Race("a")))!.Id);
    }

    [Fact]
    public async Task Remove_WhileRaceIsRead_DoesNotKeepIt()
    {
        using var gate = new ManualResetEventSlim();
        var reading = _cache.FindOrRead("a", () =>
        {
            gate.Wait();
            return Race("a");
        });
        _cache.Remove("a");
        gate.Set();
        Assert.NotNull(await reading);
        Assert.Null(await _cache.FindOrRead("a", () => null));
    }
}
