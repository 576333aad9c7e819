using System.Text.Json;
using CsCheck;
using FlagDashboard.Log;

namespace FlagDashboard.Tests.Log;

public sealed class SharedBatchesTests
{
    private readonly RaceLog _log = new(TimeProvider.System);
    private readonly SharedBatches _batches;

    public SharedBatchesTests() => _batches = new(_log);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private static void Append(RaceLog log, int times)
    {
        for (var i = 0; i < times; i++)
            log.Append(new(0, 0, RaceEventKind.Submitted, 0, i));
    }

    private static void Close(RaceLog log) => log.Append(new(0, 0, RaceEventKind.RaceFinished));

    private static RaceEvent[] EventsOf(EventBatch batch) =>
        JsonSerializer.Deserialize<RaceEvent[]>(JsonSerializer.Serialize(batch, RaceJson.Options), RaceJson.Options)!;

    private IAsyncEnumerator<EventBatch> Reader(CancellationTokenSource? leaving = null) =>
        _batches.Follow(0, new ImmediateTime(), leaving?.Token ?? Test).GetAsyncEnumerator(Test);

    private async Task AssertSharesNext(IAsyncEnumerator<EventBatch> first, IAsyncEnumerator<EventBatch> second)
    {
        var (one, other) = (first.MoveNextAsync(), second.MoveNextAsync());
        Append(_log, 3);
        Assert.True(await one);
        Assert.True(await other);
        Assert.Same(first.Current, second.Current);
    }

    [Fact]
    public async Task Follow_TwoReadersOfALiveRace_GetOneBatch()
    {
        await using var first = Reader();
        await using var second = Reader();
        await AssertSharesNext(first, second);
        Close(_log);
    }

    [Fact]
    public async Task Follow_LateReader_YieldsPastEventsThenSharesBatches()
    {
        await using var first = Reader();
        var waiting = first.MoveNextAsync();
        Append(_log, 1);
        await waiting;
        await using var late = Reader();
        Assert.True(await late.MoveNextAsync());
        Assert.Equal(1, late.Current.LastSeq);

        await AssertSharesNext(first, late);
        Close(_log);
    }

    [Fact]
    public async Task Follow_ReadersBeginAtOnce_GetTheSamePast()
    {
        Append(_log, RaceLogFollowing.MaxEventsPerNetworkBatch + 7);
        await using var first = Reader();
        await using var second = Reader();
        for (var batch = 0; batch < 2; batch++)
        {
            Assert.True(await first.MoveNextAsync());
            Assert.True(await second.MoveNextAsync());
            Assert.Same(first.Current, second.Current);
        }

        Close(_log);
    }

    [Fact]
    public async Task Follow_ReaderLeaves_OthersGoOn()
    {
        using var leaving = new CancellationTokenSource();
        await using var stays = Reader();
        var waits = stays.MoveNextAsync();
        await using (var leaves = Reader(leaving))
        {
            var waitsToo = leaves.MoveNextAsync();
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waitsToo);
        }

        Close(_log);
        Assert.True(await waits);
        Assert.Equal(RaceEventKind.RaceFinished, Assert.Single(EventsOf(stays.Current)).Kind);
        Assert.False(await stays.MoveNextAsync());
    }

    [Fact]
    public async Task Follow_ManyPastEvents_YieldsBatchesOfMaximumLength()
    {
        Append(_log, (2 * RaceLogFollowing.MaxEventsPerNetworkBatch) + 7);
        Close(_log);
        var lengths = new List<int>();
        await foreach (var batch in _batches.Follow(0, new ImmediateTime(), Test))
            lengths.Add(EventsOf(batch).Length);
        Assert.Equal([RaceLogFollowing.MaxEventsPerNetworkBatch, RaceLogFollowing.MaxEventsPerNetworkBatch, 8], lengths);
    }

    [Fact]
    public async Task Follow_EventsWithLongTexts_YieldsBatchesOfBoundedSize()
    {
        for (var i = 0; i < 100; i++)
            _log.Append(new(0, 0, RaceEventKind.Finished, 0, i, Status: Outcome.Error) { Reason = new('x', 8000) });
        Close(_log);
        var seen = new List<int>();
        await foreach (var batch in _batches.Follow(0, new ImmediateTime(), Test))
        {
            Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(batch, RaceJson.Options).Length, 1, 80_000);
            seen.AddRange(EventsOf(batch).Select(raceEvent => raceEvent.Seq));
        }

        Assert.Equal(Enumerable.Range(1, 101), seen);
    }

    [Fact]
    public void Follow_ManyReadersAtAnyTimeAfterAnyEvent_EachGetsTheRestInOrderOnce() =>
        Gen.Select(Gen.Int[0, 40].Array[0, 6], Gen.Select(Gen.Int[0, 7], Gen.Int[0, 200]).Array[1, 8]).Sample(
            (appends, readers) => FollowAll(appends, readers).GetAwaiter().GetResult(), iter: 200);

    // A reader begins before one of the appends, or after the last.
    private static async Task FollowAll(int[] appends, (int Before, int After)[] readers)
    {
        var log = new RaceLog(TimeProvider.System);
        var batches = new SharedBatches(log);
        var following = new List<(int After, Task<List<int>> Seen)>();
        for (var step = 0; step <= 7; step++)
        {
            foreach (var (_, after) in readers.Where(reader => reader.Before == step))
                following.Add((after, Seen(batches, after)));
            if (step < appends.Length)
                Append(log, appends[step]);
            if (step == 6)
                Close(log);
            await Task.Yield();
        }

        foreach (var (after, seen) in following)
            Assert.Equal(Enumerable.Range(after + 1, Math.Max(0, log.Count - after)), await seen);
    }

    private static async Task<List<int>> Seen(SharedBatches batches, int after)
    {
        var seen = new List<int>();
        await foreach (var batch in batches.Follow(after, new ImmediateTime(), Test))
            seen.AddRange(EventsOf(batch).Select(raceEvent => raceEvent.Seq));
        return seen;
    }

    /// <summary>A clock whose timers fire at once.</summary>
    private sealed class ImmediateTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
