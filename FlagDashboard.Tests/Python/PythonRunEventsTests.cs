using System.Text;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Observing;
using FlagDashboard.Python;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;

namespace FlagDashboard.Tests.Python;

/// <summary>Tests which events follow from what the recorder in a lane observes.</summary>
public class PythonRunEventsTests
{
    private const string Header = """{"futurelog":1,"program":"x","python":"3.11.0","gil":true}""";
    private const string Ok = """{\"status\":\"ok\",\"bytes\":7,\"image\":\"abc\",\"path\":\"/p/br.png\"}""";
    private const string Missing = """{\"status\":\"notFound\",\"bytes\":0,\"image\":null,\"path\":null}""";

    private readonly FakeRun _run = new();
    private readonly PythonRunEventConverter _events;
    private readonly RecordingLineReader _lines = new();
    private int _line;

    public PythonRunEventsTests()
    {
        _events = new([.. new[] { "BR", "CN", "DE" }.Select(WebRoot.Catalog.FindOrCreate)], _run);
        Observe(Header, """[[0,"executor",0,0,"ThreadPoolExecutor",2,"threads",""]]""");
    }

    private void Observe(params string[] lines)
    {
        foreach (var line in lines)
            _events.Apply(_lines.Read(new(++_line, Encoding.UTF8.GetBytes(line))));
    }

    private static string New(int at, int id) => $"""[[{at}000000,"new",{id},0,0,"download_one",["<Country>"]]]""";

    private string Told() => string.Join("; ", _run.Events.Select(Tell));

    // A number that is 0 is left out.
    private static string Tell(RaceEvent told) => string.Join(' ', new object?[]
    {
        told.AtMs < double.MaxValue
            ? told.AtMs : "end", told.Kind, told.Future, told.Worker, told.Status, told.TextPayload ?? told.WorkerName,
    }.Where(part => part is not null and not 0));

    [Fact]
    public void Add_DownloadThatReturns_BecomesItsEventsWithRegisteredFlag()
    {
        Observe(
            New(1, 5), """[[2000000,"running",5,1]]""", $"""[[9000000,"done",5,1,100,"{Ok}"]]""", """[[9500000,"got",5,0,"result",-1]]""");
        Assert.Equal("1 Submitted; 2 Started 1; 9 Finished Ok; 9.5 Received Ok", Told());
        Assert.Equal((7, "abc!"), (_run.Events[2].Bytes, _run.Events[2].ImageHash));
        Assert.Equal("/p/br.png", Assert.Single(_run.Registered).WorkerSavedPath);
        Assert.False(_events.HasAllOutcomes);
    }

    [Fact]
    public void Add_MissingFlag_IsResultNotError()
    {
        Observe(
            New(1, 5), """[[2000000,"running",5,1]]""", $"""[[9000000,"done",5,1,100,"{Missing}"]]""",
            """[[9500000,"got",5,0,"result",-1]]""");
        Assert.Equal("1 Submitted; 2 Started 1; 9 Finished NotFound not found; 9.5 Received NotFound", Told());
        Assert.Null(_events.FailureOfLastReceived);
    }

    [Theory]
    [InlineData("DownloadError", "HTTP 500 Oops", "HTTP 500 Oops", null)]
    [InlineData("SaveError", "cannot be saved: the disk is full", "cannot be saved: the disk is full", "cannot be saved: the disk is full")]
    [InlineData("TypeError", "no", "TypeError: no", null)]
    public void Add_DownloadThatRaises_HasReasonOfDashboardsClient(string type, string message, string reason, string? saveFailure)
    {
        Observe(
            New(1, 5), """[[2000000,"running",5,1]]""", $"""[[9000000,"raised",5,1,100,"{type}","{message}"]]""",
            """[[9500000,"got",5,0,"result",-1]]""");
        Assert.Equal($"1 Submitted; 2 Started 1; 9 Finished Error {reason}; 9.5 Received Error", Told());
        Assert.Equal((0, reason), _events.FailureOfLastReceived);
        Assert.Equal(saveFailure, _run.SaveFailures.SingleOrDefault());
    }

    [Fact]
    public void Add_WorkerStartsNextCallBeforeOutcomeIsKnown_StartsItAfterwards()
    {
        Observe(
            """[[0,"executor",9,0,"ProcessPoolExecutor",1,"processes",""]]""",
            """[[1000000,"new",5,0,9,"download_one",[]]]""", """[[1000000,"new",6,0,9,"download_one",[]]]""",
            """[[2000000,"childStarted",5,-1,77]]""", """[[8000000,"childEnded",5,-1,77,100]]""",
            """[[8100000,"childStarted",6,-1,77]]""");
        Assert.Equal("1 Submitted; 1 Submitted 1; 0 WorkerNamed -1 1 pid 77; 2 Started 1", Told());
        Observe($"""[[9000000,"done",5,2,-1,"{Ok}"]]""");
        Assert.EndsWith("; 8 Finished Ok; 8.1 Started 1 1", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public void EndUnfinished_AfterCancel_TellsPendingFromRunning()
    {
        Observe(New(1, 5), New(1, 6), """[[2000000,"running",5,1]]""");
        _events.EndUnfinishedFutures(failure: null);
        Assert.EndsWith(
            "end Finished Cancelled given up; end Finished 1 Cancelled cancelled while pending", Told(), StringComparison.Ordinal);
    }

    [Fact]
    public void EndUnfinished_AfterCrash_FailsEverySubmittedFuture()
    {
        Observe(New(1, 5), New(1, 6), """[[2000000,"running",5,1]]""");
        _events.EndUnfinishedFutures("Python exited with code 1");
        Assert.EndsWith(
            "end Finished Error Python exited with code 1; end Finished 1 Error Python exited with code 1", Told(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Add_MoreFuturesThanCountries_AreIgnored()
    {
        Observe(New(1, 5), New(2, 6), New(3, 7), New(4, 8));
        Assert.Equal("1 Submitted; 2 Submitted 1; 3 Submitted 2", Told());
    }

    private sealed class FakeRun : IExternalRunRecorder
    {
        public List<RaceEvent> Events { get; } = [];

        public List<Download> Registered { get; } = [];

        public List<string> SaveFailures { get; } = [];

        public long StartTimestampNs => 0;

        public string FilePathWithoutExtension(Country country) => country.Code;

        public void Record(in RaceEvent raceEvent) => Events.Add(raceEvent);

        public void SetEndTime(double atMs)
        {
        }

        public Download RegisterWorkerSavedFlag(Download download)
        {
            Registered.Add(download);
            return download with { ImageHash = download.ImageHash is null ? null : download.ImageHash + "!" };
        }

        public void ReportSaveError(string message) => SaveFailures.Add(message);
    }
}
