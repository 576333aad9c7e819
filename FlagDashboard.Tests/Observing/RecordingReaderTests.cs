using System.Text;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Sharing;
using static FlagDashboard.Tests.Observing.Recordings;

namespace FlagDashboard.Tests.Observing;

/// <summary>Which files the reader of recordings takes, and what it says of the others.</summary>
public class RecordingReaderTests
{
    private const string Made = """[[1,"new",1,0,0,"f",[]]]""";

    private static ImportRefusedException Refused(params string[] lines) =>
        Assert.Throws<ImportRefusedException>(() => ImportFileReader.Read(Of(lines)));

    [Theory]
    [InlineData("""{"futurelog":2}""", "The recording is of version 2; this dashboard reads version 1.")]
    [InlineData("""{"futurelog":"x"}""", "The first line of a recording has the version of its format in futurelog.")]
    [InlineData("""{"futurelog":1,"python":"3.8"}""", "The first line has no program.")]
    [InlineData("""{"futurelog":1,"program":"p.py"}""", "The first line has no python.")]
    public void Read_WrongHeader_SaysWhatIsWrongAndWhatToDo(string header, string reason)
    {
        var refused = Refused(header, Made, End);
        Assert.Equal($"Line 1: {reason} {RecordingConverter.Remedy}", refused.Message);
    }

    [Theory]
    [InlineData("[[1,\"new\"", "The line is not JSON.")]
    [InlineData("5", "The line is not a list of observations.")]
    [InlineData("[5]", "An observation has a time, a kind, an id and a thread.")]
    [InlineData("""[["x","new",1,0,0,"f",[]]]""", "Field 1 of “new” is not a whole number.")]
    [InlineData("""[[1,"new",1,0,0,"f",[]],[2,"new",1,0,0,"f",[]]]""", "Future 1 is made a second time.")]
    [InlineData("""[[86400000000001,"new",1,0,0,"f",[]]]""", "The recording is longer than a day.")]
    [InlineData("""{"over":0,"t":86400000000001}""", "The recording is longer than a day.")]
    [InlineData("""{"over":0}""", "The last line of a recording has the exit code in over and the time in t.")]
    public void Read_WrongLine_SaysItsNumber(string line, string reason) =>
        Assert.StartsWith($"Line 2: {reason}", Refused(Header, line, End).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_ProcessorTimeOfMoreThanADay_IsUnknown() => Assert.Equal(
        [86_400_000, null],
        RecordingReader.Read(Of(Header, """[[1,"done",1,0,86400000000000,null],[1,"done",2,0,86400000000001,null]]""", End))
            .Observations.Select(seen => seen.CpuMs));

    [Fact]
    public void Read_LongLine_IsRefused() => Assert.StartsWith(
        "Line 2: The line is longer than 256 KB.",
        Refused(Header, new string(' ', RecordingLineReader.MaxLineBytes + 1), End).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TooManyFutures_IsRefused() => Assert.Contains(
        "The program made more than 10000 futures.",
        Refused([Header, .. Enumerable.Range(1, ProgramInfo.MaxFutures + 1).Select(id => $"""[[1,"new",{id},0,-1,"",[]]]""")]).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Read_TooManyObservations_IsRefused()
    {
        var batch = $"[{string.Join(',', Enumerable.Repeat("""[1,"x",1,0]""", 10_000))}]";
        Assert.Contains(
            "more than 200000 observations", Refused([Header, .. Enumerable.Repeat(batch, 21)]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoFutures_SaysWhatToRecord()
    {
        var refused = Refused(Header, End);
        Assert.Equal(
            "The program made no futures, so that there is nothing to show. "
            + "Record a program that uses an executor or the tasks of asyncio.", refused.Message);
        Assert.Equal(0, refused.Line);
    }

    [Fact]
    public void Read_UnknownKindsFieldsAndElements_AreIgnored()
    {
        var recording = RecordingReader.Read(Of(
            Header.Replace("\"pid\":1", "\"more\":1", StringComparison.Ordinal),
            """[[1,"later",1,0,"x"],[2,"new",1,0,0,"f",[],"more"]]""", End));
        Assert.Equal([ObservationKind.New], recording.Observations.Select(seen => seen.Kind));
    }

    [Fact]
    public void Read_LinesOutOfOrder_AreSortedByTime() => Assert.Equal(
        [ObservationKind.New, ObservationKind.Running, ObservationKind.Done],
        RecordingReader.Read(Of(Header, """[[9,"done",1,0,1,null],[8,"running",1,0]]""", Made, End))
            .Observations.Select(seen => seen.Kind));

    [Fact]
    public void Read_LastLineIsCutShort_CountsAsInterrupted()
    {
        var cut = Of(Header, Pool, Made, End)[..^5];
        var race = Fold(cut);
        Assert.True(race.Program!.IsTruncated);
        Assert.True(race.IsInterrupted);
        Assert.Null(race.Runs[0].Futures[0].FinishedAtMs);
    }

    [Theory]
    [InlineData("\\u0007\\u202e", "p\uFFFD\uFFFD.py")]
    [InlineData("\\ud800", "p\uFFFD.py")]
    public void Read_OddCharacters_BecomePrintable(string odd, string shown) => Assert.Equal(
        shown, Fold(Header.Replace("p.py", $"p{odd}.py", StringComparison.Ordinal), Pool, Made, End).Program!.Name);

    [Fact]
    public void Read_BytesThatAreNotUtf8_BecomePrintable()
    {
        byte[] file = [.. Encoding.UTF8.GetBytes(Header + "\n" + Pool + "\n[[1,\"new\",1,0,0,\"f"), 0xFF, .. "\",[]]]\n"u8];
        Assert.Equal("f\uFFFD", Fold(file).Runs[0].Futures[0].Label);
    }

    [Fact]
    public void Read_ExitCodeIsUnknown_IsNotInterrupted()
    {
        var program = Fold(Header, Pool, Made, """{"over":null,"t":5,"lost":7}""").Program!;
        Assert.Equal((null, false, 7), (program.ExitCode, program.IsTruncated, program.LostObservations));
    }

    [Fact]
    public void Read_ExportedLog_IsReadAsLog()
    {
        var log = ImportFileReader.Read(File(Map)).Events;
        Assert.Equal(log, ImportFileReader.Read(LogFile.ToBytes(log)).Events);
    }

    [Theory]
    [InlineData("1795945014081", "2026-11-29T09:36:54.0810000+00:00")]
    [InlineData("1.5", null)]
    [InlineData("-1", null)]
    [InlineData("253402300800000", null)]
    [InlineData("\"today\"", null)]
    public void Read_StartOfRecording_IsTheStartOfTheRaceUnlessItIsNoTime(string started, string? expected)
    {
        var header = Recordings.Header.Replace("\"started\":1", $"\"started\":{started}", StringComparison.Ordinal);
        var future = """[[1000000,"new",1,0,0,"work",["1"]]]""";
        var definition = Recordings.Fold(header, Recordings.Pool, future, Recordings.End).Definition!;
        Assert.Equal(expected, definition.ClaimedStart?.ToString("O"));
    }
}
