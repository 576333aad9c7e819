using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Observing;

/// <summary>When the waits of a program appear while the program runs.</summary>
public class LiveWaitsTests
{
    private readonly LiveRecordingConverter _program = new(new("p.py", "3.11.7", HasGil: true));
    private readonly List<RaceEvent> _log;

    public LiveWaitsTests()
    {
        _log = [new(1, 0, RaceEventKind.RaceStarted) { Definition = _program.Definition }];
        Take(flush: true, Executor(0, 0), NewCall(1, 1, 0, "BR"), NewCall(2, 2, 0, "CN"), At(3, ObservationKind.Running, 1, 1));
    }

    [Fact]
    public void TakeEvents_LongWait_IsShownBeforeItEnds()
    {
        Assert.Empty(Phases(Take(flush: true, Block(10, 1))));
        Assert.Empty(Phases(Take(flush: true, At(10.999, ObservationKind.Got, 77, 5))));
        Assert.Equal([(10.0, "waits for BR")], Phases(Take(flush: true, At(11, ObservationKind.Done, 2, 2))));
        Assert.Empty(Phases(Take(flush: true, At(12, ObservationKind.Got, 2, 5))));
        Assert.Equal([(15.0, null)], Phases(Take(flush: true, Unblock(15, 1))));
        AssertCanBeImported();
    }

    [Fact]
    public void TakeEvents_SilenceWhileItWaits_ShowsTheWait()
    {
        Take(flush: false, Block(10, 1));
        Assert.Equal(1, _program.FlushAfterMs);
        Assert.Empty(Phases(Take(flush: true)));
        Assert.Equal(10, _program.FlushAfterMs);
        Assert.Equal([(10.0, "waits for BR")], Phases(Take(flush: true)));
        Assert.Null(_program.FlushAfterMs);
        Assert.Equal([(15.0, null)], Phases(Take(flush: true, Unblock(15, 1))));
        AssertCanBeImported();
    }

    [Fact]
    public void TakeEvents_ShortWait_IsNeverShown()
    {
        Take(flush: true, Block(10, 1));
        Take(flush: true, Unblock(10.9, 1));
        Assert.Null(_program.FlushAfterMs);
        Take(flush: true, At(20, ObservationKind.Done, 2, 2));
        Assert.DoesNotContain(_log, raceEvent => raceEvent.Kind == RaceEventKind.Phase);
        Assert.Single(_program.Definition.Runs);
    }

    [Fact]
    public void TakeEvents_ManyThreadsWait_EachGetsItsRow()
    {
        Take(flush: true, Block(10, 1), Block(10.5, 2, thread: 7));
        var events = Take(flush: true, At(11.2, ObservationKind.Done, 1, 1));
        Assert.Equal(1, _program.Definition.Runs[1].RunWorkers);
        Assert.Equal([RaceEventKind.Redefined, RaceEventKind.RunStarted, RaceEventKind.WorkerNamed, RaceEventKind.Phase,
            RaceEventKind.Finished], events.Select(raceEvent => raceEvent.Kind));
        events = Take(flush: true, At(12, ObservationKind.Running, 2, 2));
        Assert.Equal(2, _program.Definition.Runs[1].RunWorkers);
        Assert.Equal("thread 7", events.Single(raceEvent => raceEvent.Kind == RaceEventKind.WorkerNamed).WorkerName);
        AssertCanBeImported();
    }

    // The program makes its second executor after its waits have become a run. The lane of the waits stays the last one all the same.
    [Fact]
    public void Lanes_ExecutorMadeAfterAWait_IsAboveTheWaits()
    {
        Take(flush: true, Block(10, 1), Unblock(15, 1));
        Take(flush: true, Executor(16, 10), NewCall(17, 11, 10, "DE"), Block(18, 11), NewCall(30, 12, 10, "FR"));
        var race = AssertCanBeImported();
        Assert.Equal(["executor-1", "waits", "executor-2"], race.Runs.Select(run => run.Mode));
        Assert.Equal([("executor-1", 0), ("executor-2", 2), ("waits", 1)],
            LaneOrder.Of(race).Select(lane => (lane.Run.Mode, lane.Number)));
        Assert.Equal(["waits for BR", "waits for DE"], race.Runs[1].WorkerPhases.Select(phase => phase.Name));
        Assert.Equal("DE", race.Runs[2].Futures[0].Label);
        var svg = Encoding.UTF8.GetString(TimelineSvg.Of("abc", race, RowLayout.ByWorker, SvgTheme.Light, EmbeddedImages.None).ToBytes());
        Assert.True(svg.LastIndexOf("Executor 2", StringComparison.Ordinal) < svg.IndexOf("Code that waits", StringComparison.Ordinal));
    }

    [Fact]
    public void End_MoreExecutorsThanRuns_KeepsRoomForTheWaits()
    {
        Take(flush: true, [.. Enumerable.Range(100, 70).SelectMany(id => new[] { Executor(5, id), NewCall(6, 1000 + id, id, "DE") })]);
        Take(flush: true, Block(10, 1), Unblock(15, 1));
        var race = AssertCanBeImported();
        Assert.Equal((65, "waits", 7), (race.Runs.Count, race.Runs[^1].Mode, race.Program!.LeftOutExecutors));
    }

    // Ends the program, and imports what the dashboard would export.
    private RaceState AssertCanBeImported()
    {
        Number(_program.End(new RecordingEnd(0, 40, 0)));
        Number([new(0, 40, RaceEventKind.RaceFinished, Status: Outcome.Ok)]);
        var imported = LogReader.Read(LogFile.ToBytes(_log)).Events;
        Assert.Equal(_log, imported);
        return RaceState.At(imported, double.MaxValue);
    }

    private IReadOnlyList<RaceEvent> Take(bool flush, params Observation[] observations)
    {
        _program.Add(observations);
        var events = _program.TakeEvents(flush);
        Number(events);
        return events;
    }

    private void Number(IEnumerable<RaceEvent> events)
    {
        foreach (var raceEvent in events)
            _log.Add(raceEvent with { Seq = _log.Count + 1 });
    }

    private static IEnumerable<(double AtMs, string? Name)> Phases(IEnumerable<RaceEvent> events) =>
        events.Where(raceEvent => raceEvent.Kind == RaceEventKind.Phase).Select(raceEvent => (raceEvent.AtMs, raceEvent.PhaseName));

    private static Observation At(double atMs, ObservationKind kind, int id, int thread) => new(atMs, kind, id, thread);

    private static Observation Block(double atMs, int future, int thread = 0) =>
        new(atMs, ObservationKind.Block, future, thread) { Name = "result" };

    private static Observation Unblock(double atMs, int future) => new(atMs, ObservationKind.Unblock, future, 0) { Name = "result" };

    private static Observation Executor(double atMs, int id) =>
        new(atMs, ObservationKind.Executor, id, 0) { Name = "ThreadPoolExecutor" };

    private static Observation NewCall(double atMs, int id, int executor, string argument) =>
        new(atMs, ObservationKind.New, id, 0) { ExecutorId = executor, Name = "f", Arguments = [$"'{argument}'"] };
}
