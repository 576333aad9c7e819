using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Sharing;
using FlagDashboard.Tests.Sharing;
using FlagDashboard.Tests.Timeline;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Observing.Recordings;

namespace FlagDashboard.Tests.Observing;

/// <summary>What the dashboard makes of programs that futurelog.py recorded.</summary>
public class RecordedProgramTests
{
    public static TheoryData<string> Names { get; } = [Map, BlockedLoop, Threads];

    [Theory]
    [InlineData(Map, 20, "17 of 20 results waited behind call 3 (IN), up to 0.78 s. as_completed would have handed them over at once.")]
    [InlineData(BlockedLoop, 12, "The event loop was blocked for 0.40 s by fetch, and other tasks had to wait. "
        + "In a thread (await asyncio.to_thread) it would not block the loop.")]
    [InlineData(Threads, 8, "4 threads computed on one GIL: together they used 99% of one processor. Processes would help.")]
    public void Verdict_RecordedProgram_NamesFaultAndCure(string name, int futures, string advice)
    {
        var race = FoldFile(name);
        Assert.Equal(futures, race.Program!.Futures);
        var verdict = RaceVerdict.Of(race, RaceResults.Of(race))!;
        Assert.Equal($"{race.Program.Name} on Python 3.11.7 took {race.FinishedAtMs / 1000:0.00} s.", verdict.Headline.ToString());
        Assert.Equal(advice, verdict.Reason!.ToString());
    }

    // Calls that waited for one GIL, or for a blocked loop, took longer than they would have alone. An ideal that is computed from them
    // would say that nothing can be gained.
    [Theory]
    [InlineData(Map, true)]
    [InlineData(BlockedLoop, false)]
    [InlineData(Threads, false)]
    public void Ideal_CallsSlowedEachOtherDown_IsNotTold(string name, bool isTold)
    {
        var race = FoldFile(name);
        Assert.Equal(isTold, MeasureTable.Of(RaceResults.Of(race)).Rows.Any(row => row.Measure == Measure.IdealFinish));
        Assert.Equal(isTold, race.Told("bound").Any());
        if (!isTold)
            Assert.Empty(race.Told("slowest"));
    }

    [Fact]
    public void Captions_ExceptionThatNobodyTook_IsNamed() => Assert.Equal(
        ["Nobody took the result of call 8 (70000), so its exception is lost: “ValueError: no primes today”. "
            + "Call result() on every future."],
        FoldFile(Threads).Told("lost"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Captions_RecordedProgram_NeverSpeakOfModesOrNetwork(string name)
    {
        var race = FoldFile(name);
        var rules = Captions.SelectFor(race).Select(caption => caption.RuleId).Distinct().ToList();
        Assert.NotEmpty(rules);
        Assert.DoesNotContain("winner", rules);
        Assert.DoesNotContain("idle", rules);
        Assert.Equal((null, null), (RaceResults.Of(race).Baseline, RaceResults.Of(race).Winner));
        Assert.All(MeasureTable.Of(RaceResults.Of(race)).Rows, row => Assert.All(row.Cells, cell => Assert.False(cell.IsBest)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Exports_RecordedProgram_AllWork(string name)
    {
        var race = FoldFile(name);
        AllExports.All(race);
        var log = ImportFileReader.Read(File(name)).Events;
        Assert.Equal(log, LogReader.Read(LogFile.ToBytes(log)).Events);
        Assert.Contains(race.Program!.Name, Text(TimelineSvg.Of("abc", race, RowLayout.ByWorker, SvgTheme.Light, EmbeddedImages.None)));
        Assert.Contains(race.Program.Name, Text(HtmlReplay.Of("abc", log, race, EmbeddedImages.None)));
    }

    [Fact]
    public async Task Exports_ProgramWithControlCharactersInNames_HaveNone()
    {
        var recorded = await RecordedProgram.Run("odd.py");
        var log = ImportFileReader.Read(Of([.. recorded.Lines!.Select(line => line.GetRawText())])).Events;
        var race = RaceState.At(log, double.MaxValue);
        Assert.Equal(4, race.Program!.Futures);
        AllExports.All(race);
        var text = Text(TimelineSvg.Of("abc", race, RowLayout.ByWorker, SvgTheme.Light, EmbeddedImages.None))
            + Text(HtmlReplay.Of("abc", log, race, EmbeddedImages.None)) + string.Concat(log.Select(raceEvent => raceEvent.ToString()));
        Assert.DoesNotMatch(@"[\p{C}-[\n\r\p{Cf}]]|\u202e", text);
    }

    [Fact]
    public async Task Waits_MapWithSlowFirstCall_LastUntilItsEnd()
    {
        var recorded = await RecordedProgram.Run("slow_first.py");
        var race = Fold([.. recorded.Lines!.Select(line => line.GetRawText())]);
        var (pool, waits) = (race.Runs[0], race.Runs[1]);
        Assert.Equal("MainThread", waits.WorkerNameOf(1));
        var wait = Assert.Single(waits.WorkerPhases);
        Assert.Equal(("waits for 0", pool.Futures[0].ReceivedAtMs), (wait.Name, wait.ToMs));
        Assert.True(wait.FromMs > pool.Futures[^1].SubmittedAtMs);
        Assert.True(wait.ToMs > pool.Futures[0].FinishedAtMs);
        Assert.All(pool.Futures.Skip(1), future => Assert.InRange(future.FinishedAtMs!.Value, 0, wait.ToMs!.Value));
    }

    [Fact]
    public async Task Waits_ResultsTakenAfterTheEndOfTheirExecutor_AreNamedWithTheirCure()
    {
        var recorded = await RecordedProgram.Run("end_of_with.py");
        var race = Fold([.. recorded.Lines!.Select(line => line.GetRawText())]);
        Assert.Equal(
            ["waits at the end of with (ThreadPoolExecutor)", "waits in shutdown() (ThreadPoolExecutor 2)"],
            race.Runs[^1].WorkerPhases.Select(wait => wait.Name));
        Assert.Equal("MainThread", race.Runs[^1].WorkerNameOf(1));
        Assert.Equal(
            ["results waited for the end of shutdown()", "results waited for the end of the with block"],
            race.Told("shutdown").Select(sentence => sentence.Split(',')[0]["2 of 3 ".Length..]).Order(StringComparer.Ordinal));
        Assert.Empty(race.Told("head-of-line"));
    }

    [Fact]
    public void RunProgress_WhileFuturesAreMade_EstimatesNoTimeLeft()
    {
        var race = RaceState.At(ImportFileReader.Read(File(Map)).Events, 400);
        var progress = RunProgress.Of(race.Runs[0], 400);
        Assert.InRange(progress.Finished, 1, 19);
        Assert.Null(progress.LeftMs);
    }

    [Theory]
    [InlineData("""{"over":3,"t":9000000,"lost":0}""", "p.py on Python 3.11.7 ended after 9.0 ms with exit code 3.")]
    [InlineData("""{"over":null,"t":9000000,"lost":0}""", "p.py on Python 3.11.7 took 9.0 ms.")]
    [InlineData("", "p.py on Python 3.11.7: the recording ends after 5.0 ms, before the program.")]
    public void Verdict_EndOfProgram_SaysHowItEnded(string end, string headline)
    {
        var race = Fold(Header, Pool, """[[5000000,"new",1,0,0,"f",[]]]""", end);
        Assert.Equal(headline, RaceVerdict.Of(race, RaceResults.Of(race))!.Headline.ToString());
    }

    [Fact]
    public void Read_10000Futures_IsAllowedOnlyForProgram()
    {
        var log = ImportFileReader.Read(Of(
            [Header, Pool, .. Enumerable.Range(1, 10_000).Select(id => $"""[[{id},"new",{id},0,0,"f",["{id}"]]]"""), End])).Events;
        var definition = log[0].Definition!;
        Assert.Equal(10_000, definition.Program!.Futures);
        var experiment = definition with { Program = null, Experiment = new("lock", "The lock", "", "/experiments/lock") };
        Assert.Throws<ImportRefusedException>(() => LogReader.Check([log[0] with { Definition = experiment }, .. log.Skip(1)]));
    }

    private static string Text(IEnumerable<ReadOnlyMemory<byte>> file) => Encoding.UTF8.GetString(file.ToBytes());
}
