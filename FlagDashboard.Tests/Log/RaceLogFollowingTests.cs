using FlagDashboard.Log;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Log;

public class RaceLogFollowingTests
{
    private const int MaxBatch = 100;

    private readonly FakeTimeProvider _time = new();
    private readonly RaceLog _log;

    public RaceLogFollowingTests() => _log = new(_time);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private void Append(int times)
    {
        for (var i = 0; i < times; i++)
            _log.Append(new(0, 0, RaceEventKind.Submitted, 0, i));
    }

    // A follower that has read the first event, so that it pauses.
    private async Task<(IAsyncEnumerator<RaceEvent[]> Follower, Task<bool> Next)> Pause(CancellationToken leaving)
    {
        var follower = _log.FollowInBatches(0, MaxBatch, _time, leaving).GetAsyncEnumerator(Test);
        Append(1);
        Assert.True(await follower.MoveNextAsync());
        return (follower, follower.MoveNextAsync().AsTask());
    }

    [Fact]
    public async Task FollowInBatches_FewEvents_WaitFor50Ms()
    {
        var (follower, next) = await Pause(Test);
        Append(MaxBatch - 1);
        _time.Advance(TimeSpan.FromMilliseconds(49));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(await next);
        Assert.Equal(MaxBatch - 1, follower.Current.Length);
    }

    [Fact]
    public async Task FollowInBatches_FullBatch_ComesWithoutWaiting()
    {
        var (follower, next) = await Pause(Test);
        Append(MaxBatch);
        Assert.True(await next);
        Assert.Equal(MaxBatch, follower.Current.Length);
    }

    [Fact]
    public async Task FollowInBatches_EndOfTheRace_ComesWithoutWaiting()
    {
        var (follower, next) = await Pause(Test);
        _log.Append(new(0, 0, RaceEventKind.RaceFinished));
        Assert.True(await next);
        Assert.False(await follower.MoveNextAsync());
    }

    [Fact]
    public async Task FollowInBatches_LeavesDuringThePause_IsCancelled()
    {
        using var leaving = new CancellationTokenSource();
        var (_, next) = await Pause(leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
