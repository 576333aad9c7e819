using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;
using Microsoft.Extensions.Time.Testing;

namespace FlagDashboard.Tests.Log;

public class RaceLogTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RaceLog _log;

    public RaceLogTests() => _log = new RaceLog(_time);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private void Append(int times = 1)
    {
        for (var i = 0; i < times; i++)
            _log.Append(new RaceEvent(0, 0, RaceEventKind.Submitted, 0, 0));
    }

    private void Close() => _log.Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished));

    private async Task<int[]> Follow(int after)
    {
        var seen = new List<int>();
        await foreach (var batch in _log.Follow(after, Test))
            seen.AddRange(batch.Select(told => told.Seq));
        return [.. seen];
    }

    [Fact]
    public void AppendTimed_TimeStillToCome_PutsTheClockForward()
    {
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _log.AppendWithOwnTime(new RaceEvent(0, 200, RaceEventKind.Submitted, 0, 0));
        Assert.Equal(200, _log.ElapsedMs, 3);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _log.AppendWithOwnTime(new RaceEvent(0, 230, RaceEventKind.Submitted, 0, 0));
        Assert.Equal(300, _log.ElapsedMs, 3);
        // An event that comes too late gets the time of the one before.
        _log.AppendWithOwnTime(new RaceEvent(0, 150, RaceEventKind.Submitted, 0, 0));
        Assert.Equal([200, 230, 230], _log.Snapshot().Select(raceEvent => raceEvent.AtMs));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Follow_MaxBatch_YieldsAllEventsInBatchesOfThatLength(int maxBatch)
    {
        for (var i = 0; i < 300; i++)
            _log.Append(new(0, 0, RaceEventKind.Submitted, 0, i));
        _log.Append(new(0, 0, RaceEventKind.RaceFinished));
        var lengths = new List<int>();
        var seen = new List<RaceEvent>();
        await foreach (var batch in _log.Follow(0, maxBatch, Test))
        {
            lengths.Add(batch.Length);
            seen.AddRange(batch);
        }

        Assert.Equal(_log.Snapshot(), seen);
        Assert.All(lengths.SkipLast(1), length => Assert.Equal(maxBatch, length));
        Assert.InRange(lengths[^1], 1, maxBatch);
    }

    [Fact]
    public async Task Constructor_CompleteLog_IsClosedAndItsClockStandsStill()
    {
        RaceEvent[] whole = [new(1, 0, RaceEventKind.RaceStarted), new(2, 7.5, RaceEventKind.RaceFinished, Status: Outcome.Error)];
        var log = new RaceLog(whole);
        Assert.Equal((7.5, 2, whole[1]), (log.ElapsedMs, log.Count, log.End!.Value));
        Assert.Throws<InvalidOperationException>(() => log.Append(new RaceEvent(0, 0, RaceEventKind.Submitted)));
        var seen = new List<RaceEvent>();
        await foreach (var batch in log.Follow(0, Test))
            seen.AddRange(batch);
        Assert.Equal(whole, seen);
        Assert.Equal(whole[1..], log.EventsAfter(1));
    }

    [Fact]
    public void Constructor_LogWithoutEnd_Throws()
    {
        Assert.Throws<ArgumentException>(() => new RaceLog([]));
        Assert.Throws<ArgumentException>(() => new RaceLog([new RaceEvent(1, 0, RaceEventKind.RaceStarted)]));
    }

    [Fact]
    public void Append_EventWithOwnNumberAndTime_ReplacesBoth()
    {
        _time.Advance(TimeSpan.FromMilliseconds(1.5));
        _log.Append(new RaceEvent(77, 88, RaceEventKind.Started, 2, 3, 4));
        Assert.Equal([new RaceEvent(1, 1.5, RaceEventKind.Started, 2, 3, 4)], _log.Snapshot());
        Assert.Equal((1, 1.5), (_log.Count, _log.ElapsedMs));
    }

    [Fact]
    public void End_AfterRaceFinished_ReturnsThatEvent()
    {
        Assert.Null(_log.End);
        Append(2);
        Assert.Null(_log.End);
        Close();
        Assert.Equal((3, RaceEventKind.RaceFinished), (_log.End?.Seq, _log.End?.Kind));
    }

    [Fact]
    public void Append_AfterTheEnd_IsRefused()
    {
        Close();
        Assert.Throws<InvalidOperationException>(() => Append());
        Assert.Throws<InvalidOperationException>(Close);
        Assert.Equal(1, _log.Count);
    }

    [Fact]
    public void Snapshot_LaterAppends_DoNotChangeIt()
    {
        var before = _log.Snapshot();
        Append();
        Assert.Empty(before);
        Assert.Single(_log.Snapshot());
    }

    [Theory]
    [InlineData(0, new[] { 1, 2, 3, 4 })]
    [InlineData(2, new[] { 3, 4 })]
    [InlineData(4, new int[0])]
    [InlineData(9, new int[0])]
    public async Task Follow_FinishedRace_YieldsEventsAfterCursorAndEnds(int after, int[] expected)
    {
        Append(3);
        Close();
        Assert.Equal(expected, await Follow(after).Guarded());
    }

    [Fact]
    public async Task Follow_NegativeCursor_IsRefused() => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Follow(-1));

    [Fact]
    public async Task Follow_CursorAheadOfLog_YieldsOnlyEventsAfterCursor()
    {
        var following = Follow(2);
        Append(2);
        Assert.False(following.IsCompleted);
        Append();
        Close();
        var seen = await following.Guarded();
        Assert.Equal([3, 4], seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Follow_AnotherCursorIsAheadOfLog_YieldsNewEventImmediately(bool aheadFirst)
    {
        Append();
        var ahead = aheadFirst ? Follow(9) : null;
        await using var batches = _log.Follow(1, Test).GetAsyncEnumerator(Test);
        var next = batches.MoveNextAsync().AsTask();
        ahead ??= Follow(9);
        Append();
        Assert.True(await next.Guarded());
        Assert.Equal([2], batches.Current.Select(told => told.Seq));
        Close();
        Assert.Empty(await ahead.Guarded());
    }

    [Fact]
    public async Task Follow_NothingNew_WaitsForTheNextEvent()
    {
        await using var batches = _log.Follow(0, Test).GetAsyncEnumerator(Test);
        var next = batches.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        Append();
        Assert.True(await next.Guarded());
        Assert.Equal([1], batches.Current.Select(told => told.Seq));
    }

    [Fact]
    public async Task Follow_SlowViewer_YieldsAllNewEventsInOneBatch()
    {
        await using var batches = _log.Follow(0, Test).GetAsyncEnumerator(Test);
        Append(3);
        Assert.True(await batches.MoveNextAsync().AsTask().Guarded());
        Append(500);
        Close();
        Assert.Equal([1, 2, 3], batches.Current.Select(told => told.Seq));
        Assert.True(await batches.MoveNextAsync().AsTask().Guarded());
        Assert.Equal(Enumerable.Range(4, 501), batches.Current.Select(told => told.Seq));
        Assert.False(await batches.MoveNextAsync().AsTask().Guarded());
    }

    [Fact]
    public async Task Append_ViewerIsStuckInBatch_DoesNotWaitForViewer()
    {
        using var seen = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var viewer = Task.Run(
            async () =>
            {
                await foreach (var batch in _log.Follow(0, Test))
                {
                    seen.Set();
                    goOn.Wait(Test);
                }
            },
            Test);
        await Blocking.Run(() =>
        {
            Append();
            seen.Wait();
            Append(100);
            Close();
        });
        goOn.Set();
        await viewer.Guarded();
    }

    [Fact]
    public async Task Append_ViewerWaits_IsNotContinuedOnTheAppendingThread()
    {
        await using var batches = _log.Follow(0, Test).GetAsyncEnumerator(Test);
        var viewer = batches.MoveNextAsync().AsTask().ContinueWith(
            _ => Environment.CurrentManagedThreadId, Test, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        var writer = 0;
        await Blocking.Run(() =>
        {
            writer = Environment.CurrentManagedThreadId;
            Append();
        });
        Assert.NotEqual(writer, await viewer.Guarded());
    }

    [Fact]
    public async Task Follow_OneCancelled_EndsOnlyThatFollower()
    {
        using var leaving = new CancellationTokenSource();
        await using var batches = _log.Follow(0, leaving.Token).GetAsyncEnumerator(leaving.Token);
        var (next, other) = (batches.MoveNextAsync().AsTask(), Follow(0));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Guarded());
        Close();
        var seen = await other.Guarded();
        Assert.Equal([1], seen);
    }
}
