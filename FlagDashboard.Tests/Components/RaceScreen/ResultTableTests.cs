using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class ResultTableTests : ComponentTest
{
    private IRenderedComponent<ResultTable> Show(RaceState race) =>
        Render<ResultTable>(table => table.Add(p => p.Results, RaceResults.Of(race)));

    private static string[] Row(IRenderedComponent<ResultTable> table, string measure) =>
        [.. table.FindAll($"[data-testid=measure-{measure}] td")
            .Select(cell => string.Join(
            " | ", cell.QuerySelectorAll("b, small").Select(part => part.TextContent).Where(text => text.Length > 0)))];

    [Fact]
    public void Columns_FinishedRuns_AreInPlanOrderWithWinnerMarked()
    {
        var table = Show(Fold(
            ["threads-map", "sequential"], ["BR", "CN"],
            [
                RunStarted(0, 2), .. Whole(0, 400), Submitted(0, 1), Started(0, 1, 2), Finished(100, 1, Outcome.NotFound), Received(500, 1),
                    RunFinished(500),
                RunStarted(0, 1, 1), .. Whole(0, 400, run: 1), .. Whole(400, 900, 1, run: 1), RunFinished(900, run: 1), RaceFinished(900),
            ]));
        Assert.Equal(["measure", "Thread pool · map ★2 workers", "Sequential1 worker"], table.FindAll("table:first-child thead th")
            .Select(cell => cell.TextContent));
        Assert.Equal(["0.50\u00a0s", "0.90\u00a0s"], Row(table, "elapsed"));
        Assert.Equal(["0.40\u00a0s | bound by Brazil alone", "0.90\u00a0s | the sum of all"], Row(table, "idealfinish"));
        Assert.Equal(["×1.8", "×1.0"], Row(table, "speedup"));
        Assert.Equal(["90%", "100%"], Row(table, "efficiency"));
        Assert.Equal(["2.0", "2.2"], Row(table, "throughput"));
        Assert.Equal(["0.40\u00a0s", "0.40\u00a0s"], Row(table, "firstresult"));
        Assert.Equal(["0.40\u00a0s | the longest 0.40\u00a0s", "0.00\u00a0s"], Row(table, "held"));
        Assert.Equal(["0.50\u00a0s | at the end 0.50\u00a0s", "0.00\u00a0s | at the end 0.00\u00a0s"], Row(table, "idle"));
        Assert.Equal(["1 of 2", "2 of 2"], Row(table, "came"));
        Assert.Equal("How many times as fast as Sequential. More is better.",
            table.Find("[data-testid=measure-speedup] th small").TextContent);
        Assert.Equal(["--share:0.556", "--share:1"], table.FindAll("[data-testid=measure-elapsed] .measure")
            .Select(bar => bar.GetAttribute("style")!));
    }

    [Fact]
    public void Columns_RunsTieWithTheFastest_EachHasAStar()
    {
        string[] modes = ["threads-map", "sequential", "async", "threads-as-completed"];
        double[] ends = [104, 300, 100, 106];
        var table = Show(Fold(
            modes, ["BR"],
            [
                .. ends.SelectMany((end, run) =>
                    (RaceEvent[])[RunStarted(0, 1, run), .. Whole(0, end, run: run), RunFinished(end, run: run)]),
                RaceFinished(300),
            ]));
        Assert.Equal([true, false, true, false], table.FindAll("table:first-child thead th").Skip(1)
            .Select(cell => cell.TextContent.Contains('★', StringComparison.Ordinal)));
    }

    [Fact]
    public void Rows_RunEndedEarly_SayHowManyResultsItsCodeReceived()
    {
        var table = Show(Fold(
            ["threads-map"], ["BR", "CN", "DE"],
            RunStarted(0, 3), Submitted(0, 0), Submitted(0, 1), Submitted(0, 2), Started(0, 0), Started(0, 1, 2), Started(0, 2, 3),
            Finished(50, 1), Finished(60, 2), Finished(90, 0, Outcome.Error), Received(90, 0),
            RunFinished(95, Outcome.Error) with { Future = 0, Reason = "HTTP 500" }, RaceFinished(100)));
        Assert.Equal(["2 of 3 | the code received 0 of them"], Row(table, "came"));
        Assert.Contains("received them or not", table.Find("[data-testid=measure-throughput] small").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstResult_CodeReceivedOnlyAnException_SaysSo() => Assert.Equal(
        ["– | the code received none", "50\u00a0ms"],
        Row(
            Show(Fold(
                ["threads-map", "async"], ["BR"],
                [
                    RunStarted(0), .. Whole(0, 90, 0, Outcome.Error), RunFinished(95, Outcome.Error) with { Future = 0 },
                    RunStarted(0, run: 1), .. Whole(0, 50, run: 1), RunFinished(95, run: 1), RaceFinished(100),
                ])),
            "firstresult"));

    [Fact]
    public void Rows_BestValues_AreMarkedWhereverTheyAre()
    {
        // The fast run is worst in efficiency. The two take equally long until their first result.
        var table = Show(Fold(["sequential", "async"], ["BR", "CN"],
            [
                RunStarted(0), .. Whole(0, 100), .. Whole(100, 300, 1), RunFinished(300),
                RunStarted(0, 2, 1), .. Whole(0, 100, run: 1), Submitted(0, 1, 1), Started(0, 1, 2, 1), Finished(200, 1, run: 1),
                    Received(200, 1, 1), RunFinished(200, run: 1), RaceFinished(300),
            ]));
        Assert.Equal([false, true], Best("elapsed"));
        Assert.Equal([false, true], Best("speedup"));
        Assert.Equal([true, false], Best("efficiency"));
        Assert.Equal([true, false], Best("idle"));
        Assert.Equal([false, false], Best("firstresult"));
        Assert.Equal([false, false], Best("idealfinish"));

        bool[] Best(string measure) =>
            [.. table.FindAll($"[data-testid=measure-{measure}] td").Select(cell => cell.QuerySelector("em")?.TextContent == "best")];
    }

    [Fact]
    public void Failures_OfSeveralKinds_AreCountedWithTheirCost()
    {
        var table = Show(Fold(["sequential", "async"], ["BR", "CN", "DE"],
            [
                RunStarted(0), .. Failed(0, 100, 0, "HTTP 500"), .. Failed(100, 350, 1, "HTTP 500"),
                .. Whole(350, 400, 2, Outcome.NotFound), RunFinished(400),
                RunStarted(0, 2, 1), .. Whole(0, 100, 0, run: 1), .. Whole(100, 200, 1, run: 1), .. Whole(200, 260, 2, Outcome.NotFound, 1),
                RunFinished(260, run: 1), RaceFinished(400),
            ]));
        var rows = table.FindAll("[data-testid=failures] tbody tr").Select(row =>
            string.Join(" | ", row.Children.Select(cell =>
                string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
        Assert.Equal(
            [
                "HTTP 500 | 2 BR, CN 0.35 s of worker time | –",
                "not found (no error) | 1 DE 50 ms of worker time | 1 DE 60 ms of worker time",
            ],
            rows);

        static RaceEvent[] Failed(double from, double to, int future, string reason) =>
            [.. Whole(from, to, future, Outcome.Error)
                .Select(happened => happened.Kind == RaceEventKind.Finished ? happened with { Reason = reason } : happened)];
    }

    [Theory]
    [InlineData(Outcome.Error, "errors", 0)]
    [InlineData(Outcome.NotFound, "errors and missing flags", 1)]
    public void Failures_WithoutNotFound_SayNothingOfIt(Outcome outcome, string title, int hints)
    {
        var table = Show(Fold(
            ["async"], ["BR"], [RunStarted(0), .. Whole(0, 90, 0, outcome), RunFinished(95), RaceFinished(100)]));
        Assert.Equal(title, table.Find("[data-testid=failures] th").TextContent);
        Assert.Equal(hints, table.FindAll("[data-testid=failures] + .hint").Count);
    }

    [Fact]
    public void Rows_EveryMeasure_HasExplanation()
    {
        var table = Show(Fold(["sequential", "async"], ["BR"],
            [RunStarted(0), .. Whole(0, 200), RunFinished(200), RunStarted(0, 2, 1), .. Whole(0, 100, run: 1), RunFinished(100, run: 1),
            RaceFinished(200)]));
        Assert.Equal(9, table.FindAll("tbody th").Count);
        Assert.All(table.FindAll("tbody th small"), meaning => Assert.EndsWith(".", meaning.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_NothingToMeasureAgainst_HaveNoSpeedUpAndNoWinner()
    {
        var table = Show(Fold(
            ["sequential", "async"], ["BR", "CN"],
            [
                RunStarted(0), .. Whole(0, 200), Finished(250, 1, Outcome.Cancelled), RunFinished(250, Outcome.Cancelled),
                RunStarted(0, 2, 1), .. Whole(0, 100, run: 1), Finished(250, 1, Outcome.Cancelled, 1),
                    RunFinished(250, Outcome.Cancelled, 1),
                RaceFinished(250) with { Status = Outcome.Cancelled },
            ]));
        Assert.Empty(table.FindAll(
            "[data-testid=measure-speedup], [data-testid=measure-efficiency], [data-testid=measure-idealfinish], .best"));
        Assert.Equal(["0.25\u00a0s", "0.25\u00a0s"], Row(table, "elapsed"));
        Assert.Equal(["4.0", "4.0"], Row(table, "throughput"));
        Assert.Equal("No completed run can serve as the baseline for the others.", table.Find(".hint").TextContent);
    }
}
