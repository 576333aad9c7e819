using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Sharing;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Sharing;

/// <summary>Logs that an earlier version of the product exported can be imported, shown, and exported again unchanged.</summary>
public class KeptLogTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Kept");

    public static TheoryData<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.ndjson").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(Folder, $"{name}.ndjson"));

    private static RaceState Fold(string name) => RaceState.At(LogReader.Read(File(name)).Events, double.MaxValue);

    [Fact]
    public void Names_OfFolderKept_AreAllNine() => Assert.Equal(9, Names.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_LogOfEarlierVersion_CanBeExportedAndIsWrittenUnchanged(string name)
    {
        var log = LogReader.Read(File(name));
        Assert.False(log.IsTruncated);
        var race = RaceState.At(log.Events, double.MaxValue);
        Assert.NotNull(race.FinishedAtMs);
        AllExports.All(race);
        Assert.Equal(File(name), LogFile.ToBytes(log.Events));
        Assert.Equal(log.Events, NdjsonLog.Decompress(NdjsonLog.Compress(log.Events)));
    }

    [Fact]
    public void Fold_LogOfEarlierVersion_FillsInMissingModeFacts()
    {
        Assert.Equal("sequential", RaceResults.Of(Fold("race-a")).Baseline!.Mode);
        Assert.Equal(WorkerKind.LoopSlot, Fold("race-a").Runs.Single(run => run.Mode == "async").Info.WorkerKind);
        Assert.Equal(WorkerKind.LoopSlot, Fold("race-loop").Runs[0].Info.WorkerKind);
        Assert.Equal(WorkerKind.Process, Fold("race-c").Runs.Single(run => run.Mode == "processes").Info.WorkerKind);
        Assert.Equal(WorkerKind.Process, Fold("race-lock").Runs.Single(run => run.Mode == "processes").Info.WorkerKind);
        Assert.Equal("sequential", RaceResults.Of(Fold("race-lock")).Baseline!.Mode);
        Assert.True(Fold("race-lock").Runs.Single(run => run.Mode == "lock-holder").Info.FindPhase("holds the lock")!.IsExclusive);
        Assert.All(Fold("race-map").Runs, run => Assert.Equal((WorkerKind.Thread, false), (run.Info.WorkerKind, run.Info.IsBaseline)));
    }

    [Fact]
    public void Fold_AnswersOfAnEarlierVersion_AreRead()
    {
        var answers = Fold("race-future").Runs[1].Events.Select(raceEvent => raceEvent.SessionEntry).OfType<SessionEntry>().ToList();
        Assert.Contains(
            answers,
            answer => answer is
            {
                SourceCode: "f1 = executor.Submit(Loiter, 1)", ResultOrRemark: "<Future f1 state=running>",
                CallingThread: "caller"
            });
    }

    [Fact]
    public void ChromeTrace_EventLoopRunOfEarlierVersion_HasOneThread() => Assert.Contains(
        ChromeTrace.Events(Fold("race-loop")), traceEvent => traceEvent.Args?.GetValueOrDefault("name") is "event loop");
}
