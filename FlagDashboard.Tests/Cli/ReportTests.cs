using FlagDashboard.Cli;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Timeline;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Cli;

public class ReportTests
{
    private static RacePlan Plan(params string[] codes) => new() { Countries = codes, Modes = ["async"], Site = SiteId.Delay };

    private static RunState Run(string[] codes, params RaceEvent[] events) => Fold(codes, [RunStarted(0), .. events]).Runs[0];

    private static RaceEvent[] Failed(int future, string reason) =>
        Whole(0, 1, future, Outcome.Error)
        .Select(raceEvent => raceEvent.Kind == RaceEventKind.Finished ? raceEvent with { Reason = reason } : raceEvent).ToArray();

    [Fact]
    public void StartLines_FewCodes_ListThem() => Assert.Equal(
        ["DELAY site: http://x/flags", "Searching for 3 flags: BR, CN, DE", "2 concurrent connections will be used."],
        ReportText.StartLines(Plan("BR", "CN", "DE"), "http://x/flags", 2));

    [Fact]
    public void StartLines_OneCodeAndOneWorker_UseSingular() => Assert.Equal(
        ["Searching for 1 flag: BR", "1 concurrent connection will be used."], ReportText.StartLines(Plan("BR"), "x", 1).Skip(1));

    [Theory]
    [InlineData(10, "Searching for 10 flags: BA, BB, BC, BD, BE, BF, BG, BH, BI, BJ")]
    [InlineData(11, "Searching for 11 flags: from BA to BK")]
    public void StartLines_ManyCodes_NameFirstAndLast(int count, string line) =>
        Assert.Equal(line, ReportText.StartLines(
            Plan([.. CountryCodeSelector.Select(WebRoot.Catalog, ["B"], allCountries: false, allPossibleCodes: false, limit: count)]),
                "x", 1).ElementAt(1));

    // The page of a series shows the same times with as many decimals.
    [Fact]
    public void RepeatLines_TimesThatDifferByAMillisecond_AreToldApart()
    {
        var summary = RepeatedRaces.Summary([1235, 1234, 1237], [2000, 2000, 2000]);
        Assert.Equal("sequential, 3 runs: median 1.235s, range 1.234s to 1.237s", ReportText.RepeatLines(summary).ElementAt(1));
    }

    [Fact]
    public void OutcomeLine_EachStatus_ReturnsItsLine()
    {
        var run = Run(["BR", "ZZ", "CN", "DE"],
            [.. Whole(0, 1, 0), .. Whole(0, 1, 1, Outcome.NotFound), .. Failed(2, "HTTP 503 Service Unavailable"),
                Finished(1, 3, Outcome.Cancelled)]);
        Assert.Equal(["BR OK", "ZZ not found", "*** Error for CN: HTTP 503 Service Unavailable", null],
            run.Futures.Select(ReportText.OutcomeLine));
    }

    [Fact]
    public void ErrorLines_ManyErrors_GroupByReasonMostFrequentFirst()
    {
        var codes = CountryCodeSelector.Select(WebRoot.Catalog, ["B"], allCountries: false, allPossibleCodes: false, limit: 14).ToArray();
        var run = Run(codes, [.. Failed(0, "rare"), .. Enumerable.Range(1, 12).SelectMany(future => Failed(future, "frequent")),
            .. Whole(0, 1, 13)]);
        Assert.Equal(
            ["*** Error for BB, BC, BD, BE, BF, BG, BH, BI, BJ, BK and 2 more: frequent", "*** Error for BA: rare"],
                ReportText.ErrorLines(run));
    }

    [Fact]
    public void SummaryLines_NoFailures_CountOnlyFlags() => Culture.WithCommas(() => Assert.Equal(
        ["--------------------", "1 flag downloaded.", "Elapsed time: 13.36s"],
        TranscriptSummary.Of(Run(["BR"], [.. Whole(0, 1), RunFinished(13_364)]))));

    [Fact]
    public void SummaryLines_SomeMissingSomeFailed_CountThem() => Assert.Equal(
        ["--------------------", "0 flags downloaded.", "1 not found.", "2 errors.", "Elapsed time: 0.00s"],
        TranscriptSummary.Of(Run(["BR", "CN", "DE"],
            [.. Whole(0, 1, 0, Outcome.NotFound), .. Failed(1, "x"), .. Failed(2, "y"), RunFinished(1)])));

    [Fact]
    public void SummaryLines_OneError_UseSingular() =>
        Assert.Contains("1 error.", TranscriptSummary.Of(Run(["BR"], [.. Failed(0, "x"), RunFinished(1)])));

    [Fact]
    public void EarlyEndLine_CompleteRun_ReturnsNull() =>
        Assert.Null(ReportText.EarlyEndLine(Run(["BR"], [.. Whole(0, 1), RunFinished(2)])));

    [Fact]
    public void EarlyEndLine_CancelledRun_CountsMissingFlags() => Assert.Equal(
        "Interrupted: 1 of 2 flags was not downloaded.",
        ReportText.EarlyEndLine(Run(["BR", "CN"], [.. Whole(0, 1), Finished(1, 1, Outcome.Cancelled), RunFinished(2, Outcome.Cancelled)])));

    [Fact]
    public void EarlyEndLine_ModeEndedEarly_NamesFutureAndCountsLostOnes()
    {
        var result = RunFinished(3, Outcome.Error) with { Future = 0, Reason = "HTTP 418 I'm a teapot" };
        var run = Run(["BR", "CN", "DE"],
            [.. Failed(0, "HTTP 418 I'm a teapot"), Submitted(0, 1), Started(0, 1), Finished(2, 1), Finished(2, 2, Outcome.Cancelled),
            result]);
        Assert.Equal("threads-map ended early, at BR: HTTP 418 I'm a teapot. 1 finished future was never received, 1 never ran.",
            ReportText.EarlyEndLine(run));
    }

    [Fact]
    public void RunLine_OfARun_IsOneLineOfJson() => Culture.WithCommas(() =>
    {
        var sized = Whole(0, 1).Select(raceEvent => raceEvent.Kind == RaceEventKind.Finished ? raceEvent with { Bytes = 1234 } : raceEvent);
        var run = Run(["BR", "ZZ", "CN"], [.. sized, .. Whole(0, 1, 1, Outcome.NotFound), .. Failed(2, "x"), RunFinished(1234.5678)]);
        Assert.Equal(
            """{"mode":"threads-map","workers":1,"requested":3,"ok":1,"notFound":1,"errors":1,"elapsedMs":1234.568,"bytes":1234}""",
            RunJsonLine.Of(run).ToString());
    });
}
