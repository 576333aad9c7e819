using CsCheck;
using FlagDashboard.Futures;

namespace FlagDashboard.Tests.Futures;

public class ExecutorMapTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Numbers from 0, and how many of them were read.</summary>
    private sealed class Source(int count, int failAt = -1)
    {
        public int Read { get; private set; }

        public bool Disposed { get; private set; }

        public IEnumerable<int> Numbers()
        {
            try
            {
                for (var i = 0; i < count; i++)
                {
                    if (i == failAt)
                        throw new InvalidDataException("source");
                    Read++;
                    yield return i;
                }
            }
            finally
            {
                Disposed = true;
            }
        }
    }

    [Fact]
    public Task Map_AnyArgumentsAndBufferSize_EqualsSelect() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(3);
        Gen.Int.Array[0, 20].Select(Gen.Int[0, 8]).Sample(
            (numbers, buffer) => pool
                .Map(n => 31 * n, numbers, bufferSize: buffer == 0 ? null : buffer)
                .SequenceEqual(numbers.Select(n => 31 * n)),
            iter: 300);
    });

    [Fact]
    public Task Map_NoBuffer_ReadsAndSubmitsAllAtTheCall() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using var pool = new ThreadPoolExecutor(1, observer);
        var source = new Source(10);
        _ = pool.Map(n => n, source.Numbers());
        Assert.Equal(10, observer.Events.Count(line => line.StartsWith("submitted", StringComparison.Ordinal)));
        Assert.True(source.Disposed);
    });

    [Fact]
    public Task Map_BufferSize_ReadsOnlyThatManyBeyondConsumedResults() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(2);
        var source = new Source(10);
        var results = pool.Map(n => n, source.Numbers(), bufferSize: 3);
        Assert.Equal(3, source.Read);
        var taken = 0;
        foreach (var result in results)
            Assert.Equal((taken, Math.Min(10, ++taken + 3)), (result, source.Read));
        Assert.Equal(10, taken);
        Assert.True(source.Disposed);
    });

    [Fact]
    public Task Map_EndlessArgumentsWithBufferSize_StopsWhenEnumerationEnds() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(2);
        var source = new Source(int.MaxValue);
        Assert.Equal([0, 1, 2], pool.Map(n => n, source.Numbers(), bufferSize: 2).Take(3));
        Assert.True(source.Disposed);
    });

    [Fact]
    public void Map_InvalidArgumentsOrShutDown_ThrowsAtCall()
    {
        var pool = new ThreadPoolExecutor(1);
        Assert.Throws<ArgumentNullException>(() => { pool.Map<int, int>(null!, []); });
        Assert.Throws<ArgumentNullException>(() => { pool.Map((int n) => n, null!); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { pool.Map(n => n, [1], bufferSize: 0); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { pool.Map(n => n, [1], bufferSize: -1); });
        pool.Shutdown();
        Assert.Throws<InvalidOperationException>(() => { pool.Map(n => n, [1]); });
        Assert.Throws<InvalidOperationException>(() => { pool.Map(n => n, [1], bufferSize: 1); });
    }

    [Fact]
    public Task Map_SourceFailsAtTheCall_ThrowsThereAndCancelsTheRest() => Blocking.Run(() =>
    {
        using var gate = new ManualResetEventSlim();
        var observer = new RecordingObserver();
        using var pool = new ThreadPoolExecutor(1, observer);
        var blocker = pool.Submit(_ => { gate.Wait(); return 0; }, 0);
        var source = new Source(10, failAt: 3);
        Assert.Throws<InvalidDataException>(() => { pool.Map(n => n, source.Numbers()); });
        Assert.Equal(3, observer.Events.Count(line => line == "cancelled Cancelled"));
        Assert.True(source.Disposed);
        gate.Set();
    });

    [Fact]
    public Task Map_SourceFailsLater_ThrowsAfterTheResultsBeforeIt() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var source = new Source(10, failAt: 5);
        var results = new List<int>();
        Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var result in pool.Map(n => n, source.Numbers(), bufferSize: 2))
                results.Add(result);
        });
        Assert.Equal([0, 1, 2, 3, 4], results);
        Assert.True(source.Disposed);
    });

    [Fact]
    public Task Map_ShutDownDuringEnumeration_ThrowsAfterEarlierResults() => Blocking.Run(() =>
    {
        var pool = new ThreadPoolExecutor(1);
        using var results = pool.Map(n => n, new Source(10).Numbers(), bufferSize: 2).GetEnumerator();
        pool.Shutdown();
        Assert.True(results.MoveNext());
        Assert.True(results.MoveNext());
        Assert.Equal(1, results.Current);
        Assert.Throws<InvalidOperationException>(() => results.MoveNext());
        Assert.False(results.MoveNext());
    });

    [Fact]
    public Task Map_OneCallRaises_ThrowsAtItsPlaceAndCancelsRest() => Blocking.Run(() =>
    {
        using var gate = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        var observer = new RecordingObserver();
        using var pool = new ThreadPoolExecutor(1, observer);
        using var results = pool.Map(
            n =>
            {
                if (n == 1)
                    throw new InvalidDataException("1");
                if (n == 2)
                {
                    blocked.Set();
                    gate.Wait();
                }

                return n;
            },
            Enumerable.Range(0, 6)).GetEnumerator();
        blocked.Wait();
        Assert.True(results.MoveNext());
        Assert.Throws<InvalidDataException>(() => results.MoveNext());
        Assert.Equal(3, observer.Events.Count(line => line == "cancelled Cancelled"));
        Assert.False(results.MoveNext());
        gate.Set();
    });

    [Fact]
    public Task Map_TimeoutPasses_ReadyOnesComeThenItThrowsAndCancels() => Blocking.Run(() =>
    {
        var clock = new FakeClock();
        using var gate = new ManualResetEventSlim();
        using var blocked = new ManualResetEventSlim();
        var observer = new RecordingObserver();
        using var pool = new ThreadPoolExecutor(1, observer, clock);
        var sequence = pool.Map(
            n =>
            {
                if (n == 2)
                {
                    blocked.Set();
                    gate.Wait();
                }

                return n;
            },
            Enumerable.Range(0, 5),
            timeout: Second);
        blocked.Wait();
        clock.Advance(2 * Second);
        using var results = sequence.GetEnumerator();
        Assert.True(results.MoveNext());
        Assert.True(results.MoveNext());
        Assert.Equal(1, results.Current);
        Assert.Throws<TimeoutException>(() => results.MoveNext());
        Assert.Equal(2, observer.Events.Count(line => line == "cancelled Cancelled"));
        gate.Set();
    });

    [Fact]
    public Task Map_TimeoutPassesWhileWaitingForAPendingOne_CancelsItToo() => Blocking.Run(() =>
    {
        var clock = new FakeClock();
        using var gate = new ManualResetEventSlim();
        var observer = new RecordingObserver();
        using var pool = new ThreadPoolExecutor(1, observer, clock);
        var blocker = pool.Submit(_ => { gate.Wait(); return 0; }, 0);
        var sequence = pool.Map(n => n, [1, 2], Second);
        var waiting = Blocking.Start(() => Assert.Throws<TimeoutException>(() => { sequence.First(); }));
        clock.AdvanceAfterNextTimer(Second);
        waiting.GetAwaiter().GetResult();
        Assert.Equal(2, observer.Events.Count(line => line == "cancelled Cancelled"));
        gate.Set();
    });

    [Fact]
    public Task Map_NeverEnumerated_RunsSubmittedCalls() => Blocking.Run(() =>
    {
        var observer = new RecordingObserver();
        using (var pool = new ThreadPoolExecutor(1, observer))
            _ = pool.Map(n => n, new Source(9).Numbers(), bufferSize: 4);
        Assert.Equal(4, observer.Events.Count(line => line.StartsWith("finished", StringComparison.Ordinal)));
    });

    [Fact]
    public Task Map_EnumeratedTwice_IsRefused() => Blocking.Run(() =>
    {
        using var pool = new ThreadPoolExecutor(1);
        var results = pool.Map(n => n, [1]);
        Assert.Single(results);
        Assert.Throws<InvalidOperationException>(() => results.GetEnumerator());
    });
}
