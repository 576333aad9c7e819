using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;

namespace FlagDashboard.Tests.Races;

/// <summary>Races that wait for their turn while others run.</summary>
public sealed class RaceQueueTests
{
    // A race of the mode "waits" runs until it is cancelled.
    private static RaceFixture Races(Limits limits) => new(
        limits, FakeMode.Idle(), new FakeMode("waits", run => run.AbortToken.WaitHandle.WaitOne()));

    private static Race Queue(RaceFixture track, string mode = "waits", int workers = 1) =>
        track.Races.StartOrQueue(track.Plan("BR", "CN", "DE") with { Modes = [mode], Workers = workers });

    private static Task Started(Race race) => race.Log.Until(log => log.Length > 0).Guarded();

    private static RaceRefusedException Refused(RaceFixture track, int workers = 1) =>
        Assert.Throws<RaceRefusedException>(() => Queue(track, workers: workers));

    private static async Task End(Race race)
    {
        race.Cancel();
        await race.Completion.Guarded();
    }

    [Fact]
    public async Task StartOrQueue_BeyondRunning_WaitsInOrderUpToTheLimit()
    {
        using var track = Races(new() { MaxRunning = 1, MaxQueued = 3 });
        var running = Queue(track);
        var waiting = Enumerable.Range(0, 3).Select(_ => Queue(track)).ToList();
        Assert.Equal([0, 1, 2, 3], track.Races.Listed.Reverse().Select(race => race.QueuePosition));
        for (var i = 5; i <= 40; i++)
        {
            var refused = Refused(track);
            Assert.Equal(
                (RefusalKind.Busy, "1 races are running on this server and 3 are waiting: wait for one to end, or cancel one."),
                (refused.Kind, refused.Message));
        }

        Assert.All(waiting, race =>
        {
            Assert.Empty(race.Log.Snapshot());
            Assert.False(race.Completion.IsCompleted);
            Assert.Same(race, track.Races.FindInMemory(race.Id));
        });
        Assert.Equal([running], track.Archive.Kept);

        track.Time.Advance(TimeSpan.FromMinutes(1));
        await End(running);
        await Started(waiting[0]);
        Assert.Equal([0, 1, 2], waiting.Select(race => race.QueuePosition));
        Assert.Equal((track.Time.GetUtcNow(), 0.0), (waiting[0].StartedAt, waiting[0].Log.Snapshot()[0].AtMs));
        var last = Queue(track);
        Assert.Equal(3, last.QueuePosition);
        foreach (var race in waiting.Append(last))
        {
            await Started(race);
            await End(race);
        }
    }

    [Fact]
    public async Task Cancel_QueuedRace_EndsItWithoutACallAndTheOthersMoveUp()
    {
        using var track = Races(new() { MaxRunning = 1 });
        var (running, first, second) = (Queue(track), Queue(track), Queue(track));
        var changes = 0;
        track.Races.QueueChanged += () => changes++;
        await End(first);
        var state = first.Log.Fold();
        Assert.Equal(Outcome.Cancelled, state.Outcome);
        Assert.All(state.Runs[0].Futures, future => Assert.Equal((Outcome.Cancelled, null), (future.Status, future.StartedAtMs)));
        Assert.Equal((0, 1), (first.QueuePosition, second.QueuePosition));
        Assert.True(changes > 0);
        Assert.Contains(first, track.Archive.Kept);
        Assert.False(running.Completion.IsCompleted);

        await End(running);
        await Started(second);
        await End(second);
    }

    [Fact]
    public async Task Cancel_QueuedRace_TakesNoRoomUntilItHasEnded()
    {
        using var track = Races(new() { MaxRunning = 1 });
        var (running, first, second) = (Queue(track), Queue(track), Queue(track));
        await End(first);
        Assert.True(first.WasCancelledInQueue);
        var capacity = new RaceCapacity(new() { MaxRunning = 2 }, [running, second], track.Archive);
        second.QueuePosition = 0;
        Assert.False(capacity.HasRoom(second.Load));
        second.WasCancelledInQueue = true;
        Assert.True(capacity.HasRoom(second.Load));
        await End(second);
        await End(running);
    }

    [Fact]
    public async Task Interrupt_QueuedRaces_AreSavedAsInterrupted()
    {
        using var track = Races(new() { MaxRunning = 1 });
        var races = new[] { Queue(track), Queue(track), Queue(track) };
        await track.Races.InterruptAll().Guarded();
        Assert.All(races[1..], race =>
        {
            var state = race.Log.Fold();
            Assert.True(state.IsInterrupted);
            Assert.Equal("interrupted: the server was stopped while the race waited for its turn", state.Reason);
            Assert.Equal(2, state.LastEventSeq);
        });
        Assert.Equal(races.ToHashSet(), [.. track.Archive.Kept]);
        Assert.Equal(RefusalKind.Stopping, Refused(track).Kind);
    }

    [Fact]
    public async Task StartOrQueue_BeyondTheWorkers_WaitsAndNoneOvertakes()
    {
        using var track = Races(new() { MaxWorkers = 3 });
        var running = Queue(track, workers: 2);
        var (large, small) = (Queue(track, workers: 2), Queue(track, workers: 1));
        Assert.Equal((1, 2), (large.QueuePosition, small.QueuePosition));

        await End(running);
        await Started(large);
        await Started(small);
        await End(large);
        await End(small);
    }

    [Fact]
    public void StartOrQueue_MoreWorkersThanAllRacesMayHave_IsRefused()
    {
        using var track = Races(new() { MaxWorkers = 2 });
        Assert.Equal(
            "The races on this server may have 2 workers: wait for one to end, or choose fewer.", Refused(track, workers: 3).Message);
    }

    [Fact]
    public async Task StartOrQueue_WithoutAQueue_IsRefusedAsBefore()
    {
        using var track = Races(new() { MaxRunning = 1, MaxQueued = 0 });
        var running = Queue(track);
        Assert.Equal("1 races are running on this server: wait for one to end, or cancel one.", Refused(track).Message);
        await End(running);
    }

    [Fact]
    public async Task Intervene_QueuedRace_IsRefused()
    {
        using var track = Races(new() { MaxRunning = 1 });
        var (running, queued) = (Queue(track), Queue(track));
        var refused = Assert.IsType<InterventionResult.Refused>(queued.Intervene(new("BR", InterventionAct.Cancel, null, null)));
        Assert.StartsWith("The race has not started yet", refused.Problem.ToString(), StringComparison.Ordinal);
        await End(queued);
        await End(running);
    }
}
