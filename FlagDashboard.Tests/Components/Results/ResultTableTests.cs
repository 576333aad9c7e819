using Bunit;
using FlagDashboard.Components.Results;
using FlagDashboard.Flags;
using FlagDashboard.Races;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.Results;

public sealed class ResultTableTests : ComponentTest
{
    IRenderedComponent<ResultTable> Show(RaceState race) => Render<ResultTable>(table => table.Add(p => p.Results, RaceResults.Of(race)));

    static string[][] Rows(IRenderedComponent<ResultTable> table) =>
        [.. table.FindAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray())];

    [Fact]
    public void Rows_FinishedRuns_AreInThePlansOrderWithTheWinnerMarked()
    {
        var table = Show(Fold(
            ["threads-map", "sequential"], ["BR", "CN"],
            [
                RunStarted(0, 2), .. Whole(0, 400), Submitted(0, 1), Started(0, 1, 2), Finished(100, 1, DownloadStatus.NotFound), Received(500, 1), RunFinished(500),
                RunStarted(0, 1, 1), .. Whole(0, 400, run: 1), .. Whole(400, 900, 1, run: 1), RunFinished(900, run: 1), RaceFinished(900),
            ]));
        Assert.Equal(
            [
                ["Thread pool · map ★", "0.50 s", "×1.8", "2.0", "2", "90%", "1 of 2"],
                ["Sequential", "0.90 s", "×1.0", "2.2", "1", "100%", "2 of 2"],
            ],
            Rows(table));
        Assert.Equal(7, table.FindAll("thead th").Count);
        Assert.Equal("Thread pool · map ★", Assert.Single(table.FindAll("tr.winner th")).TextContent);
        Assert.Equal("Speed-up is measured against Sequential. Efficiency is speed-up ÷ workers.", table.Find(".hint").TextContent);
    }

    [Fact]
    public void Rows_NothingToMeasureAgainst_HaveDashesAndNoWinner()
    {
        var table = Show(Fold(
            ["sequential", "async"], ["BR", "CN"],
            [
                RunStarted(0), .. Whole(0, 200), Finished(250, 1, DownloadStatus.Cancelled), RunFinished(250, DownloadStatus.Cancelled),
                RunStarted(0, 2, 1), .. Whole(0, 100, run: 1), Finished(250, 1, DownloadStatus.Cancelled, 1), RunFinished(250, DownloadStatus.Cancelled, 1),
                RaceFinished(250) with { Status = DownloadStatus.Cancelled },
            ]));
        Assert.Equal(
            [["Sequential", "0.25 s", "–", "4.0", "1", "–", "1 of 2"], ["Async · event loop", "0.25 s", "–", "4.0", "2", "–", "1 of 2"]],
            Rows(table));
        Assert.Empty(table.FindAll(".winner"));
        Assert.Equal("No run came through that the others can be measured against.", table.Find(".hint").TextContent);
    }
}
