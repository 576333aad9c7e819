using System.Text;
using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Sharing;
using static FlagDashboard.Tests.Observing.Recordings;

namespace FlagDashboard.Tests.Observing;

/// <summary>What becomes of observations while their program runs.</summary>
public class LiveRecordingConverterTests
{
    private static readonly string[] Names = [Recordings.Map, BlockedLoop, Threads];

    [Fact]
    public void Events_RecordingInAnyParts_FoldToTheStateOfTheWholeRecording() =>
        Gen.Select(Gen.Int[0, Names.Length - 1], Gen.Int[1, 40].Array[1, 20], Gen.Bool.Array[1, 20]).Sample((name, sizes, silences) =>
            Assert.Equal(Picture(FoldFile(Names[name])), Picture(FoldLive(Names[name], sizes, silences))), iter: 60);

    [Fact]
    public void Events_WholeRecording_ObeyTheRulesForImportedLogs()
    {
        foreach (var name in Names)
            Assert.NotEmpty(LogReader.Check(EventsOf(name, [7], [false, true])).Events);
    }

    [Fact]
    public void Events_ObservationsInOrder_HaveTheTimesOfTheWholeRecording()
    {
        var live = FoldLive(Recordings.Map, [10_000], [false]);
        foreach (var (now, whole) in live.Runs[0].Futures.Zip(FoldFile(Recordings.Map).Runs[0].Futures))
        {
            Assert.Equal((whole.SubmittedAtMs, whole.StartedAtMs, whole.FinishedAtMs, whole.ReceivedAtMs),
                (now.SubmittedAtMs, now.StartedAtMs, now.FinishedAtMs, now.ReceivedAtMs));
        }
    }

    [Fact]
    public void TakeEvents_YoungObservation_WaitsForEarlierOnes()
    {
        var program = new LiveRecordingConverter(new("p.py", "3.11.7", HasGil: true));
        program.Add([new(500, ObservationKind.Executor, 0, 0) { Name = "ThreadPoolExecutor" }, NewCall(550, 2, "CN")]);
        Assert.Empty(program.TakeEvents(flush: false));
        program.Add([NewCall(520, 1, "BR"), NewCall(700, 3, "DE")]);

        var events = program.TakeEvents(flush: false);
        Assert.Equal(
            [RaceEventKind.Redefined, RaceEventKind.RunStarted, RaceEventKind.Submitted, RaceEventKind.Submitted],
            events.Select(raceEvent => raceEvent.Kind));
        Assert.Equal(["BR", "CN"], events.Select(raceEvent => raceEvent.UnlistedLabel).OfType<string>());
        Assert.Equal(1, program.FlushAfterMs);
        Assert.Equal(["DE"], program.TakeEvents(flush: true).Select(raceEvent => raceEvent.UnlistedLabel));
    }

    // The processes of a pool write by themselves, and their parent writes later what happened before.
    [Fact]
    public void TakeEvents_ProcessPool_WaitsLongerThanThreads()
    {
        Assert.Equal(["BR"], Labels(ExecutorKind.Threads));
        Assert.Empty(Labels(ExecutorKind.Processes));

        static List<string?> Labels(ExecutorKind kind)
        {
            var program = new LiveRecordingConverter(new("p.py", "3.11.7", HasGil: true));
            program.Add([new(500, ObservationKind.Executor, 0, 0) { Name = "Pool", ExecutorKind = kind }, NewCall(550, 1, "BR")]);
            program.Add([NewCall(600, 2, "CN")]);
            return [.. program.TakeEvents(flush: false).Select(raceEvent => raceEvent.UnlistedLabel).OfType<string>()];
        }
    }

    [Fact]
    public void TakeEvents_ObservationFarTooLate_ComesAfterWhatWasTold()
    {
        var program = new LiveRecordingConverter(new("p.py", "3.11.7", HasGil: true));
        program.Add([new(0, ObservationKind.Executor, 0, 0) { Name = "ThreadPoolExecutor" }, NewCall(1000, 1, "BR")]);
        program.TakeEvents(flush: true);
        program.Add([NewCall(10, 2, "CN")]);
        var late = Assert.Single(program.TakeEvents(flush: true));
        Assert.Equal((1000.0, 1), (late.AtMs, late.Future));
    }

    [Fact]
    public void TakeEvents_MoreWorkersAppear_RedefinesTheProgramFirst()
    {
        var program = new LiveRecordingConverter(new("p.py", "3.11.7", HasGil: true));
        program.Add([new(0, ObservationKind.Executor, 0, 0) { Name = "ThreadPoolExecutor" }, NewCall(1, 1, "BR"), NewCall(2, 2, "CN")]);
        program.Add([new(3, ObservationKind.Running, 1, 1)]);
        program.TakeEvents(flush: true);
        Assert.Equal(1, program.Definition.Runs[0].RunWorkers);

        program.Add([new(4, ObservationKind.Running, 2, 2)]);
        Assert.Equal(
            [RaceEventKind.Redefined, RaceEventKind.Started], program.TakeEvents(flush: true).Select(raceEvent => raceEvent.Kind));
        Assert.Equal(2, program.Definition.Runs[0].RunWorkers);
    }

    [Fact]
    public void TakeEvents_ExecutorShutDownAndAllReceived_EndsItsRunWhileTheProgramRuns()
    {
        var program = new LiveRecordingConverter(new("p.py", "3.11.7", HasGil: true));
        program.Add([new(0, ObservationKind.Executor, 0, 0) { Name = "ThreadPoolExecutor" }, NewCall(1, 1, "BR"),
            new(2, ObservationKind.Running, 1, 1), new(3, ObservationKind.Done, 1, 1), new(4, ObservationKind.Shutdown, 0, 0)]);
        Assert.DoesNotContain(program.TakeEvents(flush: true), raceEvent => raceEvent.Kind == RaceEventKind.RunFinished);
        program.Add([new(5, ObservationKind.Got, 1, 0)]);
        Assert.Equal(
            [RaceEventKind.Received, RaceEventKind.RunFinished], program.TakeEvents(flush: true).Select(raceEvent => raceEvent.Kind));
    }

    private static Observation NewCall(double atMs, int id, string argument) =>
        new(atMs, ObservationKind.New, id, 0) { ExecutorId = 0, Name = "f", Arguments = [$"'{argument}'"] };

    private static RaceState FoldLive(string name, int[] sizes, bool[] silences)
    {
        var race = new RaceState();
        foreach (var raceEvent in EventsOf(name, sizes, silences))
            race.Apply(raceEvent);
        return race;
    }

    // The log of a program whose lines arrive in groups of the sizes, with a silence after those groups for which it is true.
    private static List<RaceEvent> EventsOf(string name, int[] sizes, bool[] silences)
    {
        var (lines, rest) = (new RecordingLineReader(), new Queue<NdjsonLine>(NdjsonLog.SplitLines(File(name))));
        lines.Read(rest.Dequeue());
        var program = new LiveRecordingConverter(lines.Header!);
        var events = new List<RaceEvent> { new(0, 0, RaceEventKind.RaceStarted) { Definition = program.Definition } };
        for (var part = 0; rest.Count > 0; part++)
        {
            for (var line = sizes[part % sizes.Length]; line > 0 && rest.Count > 0; line--)
                program.Add(lines.Read(rest.Dequeue()));
            events.AddRange(program.TakeEvents(silences[part % silences.Length]));
        }

        events.AddRange(program.End(lines.EndLine));
        events.Add(new(0, Math.Max(lines.EndLine!.AtMs, program.LastEventMs), RaceEventKind.RaceFinished, Status: Outcome.Ok));
        return [.. events.Select((raceEvent, index) => raceEvent with { Seq = index + 1 })];
    }

    // What the program did, without the times: a late observation may come after others.
    private static string Picture(RaceState race)
    {
        var text = new StringBuilder($"{race.Program} {race.Outcome}\n");
        foreach (var run in race.Runs)
        {
            text.AppendLine($"{run.Info.Title} {run.Info.ReceiveOrder} {run.Workers} {run.Outcome}");
            text.AppendLine(string.Join('|', run.WorkerPhases.Select(phase => $"{run.WorkerNameOf(phase.Worker)} {phase.Name}")));
            foreach (var one in run.Futures)
                text.AppendLine($"{one.Number} {one.State} {one.Worker} {one.Result}{one.Reason} {one.ReceivedAtMs is null}");
        }

        return text.ToString();
    }
}
