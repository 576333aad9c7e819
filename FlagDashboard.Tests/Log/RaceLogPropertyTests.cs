using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Futures;

namespace FlagDashboard.Tests.Log;

/// <summary>Tests a log with many concurrent writers and followers.</summary>
public class RaceLogPropertyTests
{
    private const int Writers = 4;

    /// <summary>A clock that advances by 1 ms at each reading and then yields to other threads.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long _ms;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp()
        {
            var ms = Interlocked.Increment(ref _ms);
            Thread.Yield();
            return ms;
        }
    }

    private static Task[] Write(RaceLog log, int each) =>
        [.. Enumerable.Range(0, Writers).Select(writer => Blocking.Start(() =>
        {
            for (var i = 0; i < each; i++)
                log.Append(new RaceEvent(0, 0, RaceEventKind.Submitted, writer, i));
        }))];

    [Fact]
    public async Task Append_ManyThreads_NumbersWithoutGapsAndTimesNeverRunBackwards()
    {
        var log = new RaceLog(new Ticking());
        await Task.WhenAll(Write(log, 5000)).Guarded();
        var told = log.Snapshot();
        Assert.Equal(Enumerable.Range(1, Writers * 5000), told.Select(happened => happened.Seq));
        Assert.Equal(Enumerable.Range(1, Writers * 5000).Select(ms => (double)ms), told.Select(happened => happened.AtMs));
        for (var writer = 0; writer < Writers; writer++)
            Assert.Equal(Enumerable.Range(0, 5000), told.Where(happened => happened.Run == writer).Select(happened => happened.Future));
    }

    [Fact]
    public Task Follow_AnyCursorWhileManyAppend_YieldsEveryLaterEventOnceInOrder() =>
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 250].Array[1, 6]).SampleAsync(
            async (each, cursors) =>
            {
                var log = new RaceLog(new Ticking());
                var viewers = cursors.Select(cursor => Task.Run(() => View(log, cursor))).ToArray();
                await Task.WhenAll(Write(log, each)).Guarded();
                log.Append(new RaceEvent(0, 0, RaceEventKind.RaceFinished));
                var all = log.Snapshot();
                foreach (var (cursor, viewed) in cursors.Zip(await Task.WhenAll(viewers).Guarded()))
                    Assert.Equal(all.Skip(cursor), viewed);
            },
            iter: 100,
            threads: 1);

    private static async Task<RaceEvent[]> View(RaceLog log, int cursor)
    {
        var seen = new List<RaceEvent>();
        await foreach (var batch in log.Follow(cursor))
        {
            Assert.NotEmpty(batch);
            seen.AddRange(batch);
        }

        return [.. seen];
    }
}
