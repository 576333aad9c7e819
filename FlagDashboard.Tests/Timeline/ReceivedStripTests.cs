using CsCheck;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Timeline;

public class ReceivedStripTests
{
    private static readonly string[] Codes = ["BR", "CN", "DE", "EG"];

    private static readonly RaceEvent[] AllRunning =
        [RunStarted(0, 4), .. Enumerable.Range(0, 4).Select(n => Submitted(0, n)), .. Enumerable.Range(0, 4)
            .Select(n => Started(0, n, n + 1))];

    private static ReceivedStrip Of(ReceiveOrder delivery, params RaceEvent[] then) =>
        ReceivedStrip.Of(Fold(Codes, [.. AllRunning, .. then]).Runs[0], delivery);

    private static ReceivedCellKind[] Kinds(ReceivedStrip strip) => [.. strip.Cells.Select(cell => cell.Kind)];

    [Theory]
    [InlineData(ReceiveOrder.CallOrder)]
    [InlineData(ReceiveOrder.CompletionOrder)]
    public void Of_NothingIsFinished_HasAnEmptyCellForEveryFuture(ReceiveOrder delivery)
    {
        var strip = Of(delivery);
        Assert.Equal(Enumerable.Repeat(new ReceivedCell(ReceivedCellKind.Empty, null), 4), strip.Cells);
        Assert.Equal((0, null), (strip.HeldBehindHeadCount, strip.HeadOfLine));
    }

    [Fact]
    public void Of_CancelledAndYetReceived_HasOneCellOfIt()
    {
        // No mode logs this, but an imported log may contain it.
        var run = Fold(["async"], ["BR", "CN"], RunStarted(0), Submitted(1, 0), Started(2, 0), Finished(3, 0, Outcome.Cancelled),
            Received(4, 0)).Runs[0];
        Assert.Equal(
            [ReceivedCellKind.Cancelled, ReceivedCellKind.Empty],
            ReceivedStrip.Of(run, ReceiveOrder.CompletionOrder).Cells.Select(cell => cell.Kind));
    }

    [Fact]
    public void CallOrder_LaterFuturesFinished_AreHeldBehindFirstUnfinished()
    {
        var strip = Of(ReceiveOrder.CallOrder, Finished(1, 0), Received(1, 0), Finished(2, 2), Finished(3, 3));
        Assert.Equal([ReceivedCellKind.Received, ReceivedCellKind.HeadOfLine, ReceivedCellKind.Held, ReceivedCellKind.Held], Kinds(strip));
        Assert.Equal((2, "CN"), (strip.HeldBehindHeadCount, strip.HeadOfLine?.Label));
        Assert.Equal(["BR", "CN", "DE", "EG"], strip.Cells.Select(cell => cell.Future?.Label));
    }

    [Fact]
    public void CallOrder_NextFutureFinished_AwaitsNone()
    {
        var strip = Of(ReceiveOrder.CallOrder, Finished(1, 0));
        Assert.Equal([ReceivedCellKind.Held, ReceivedCellKind.Empty, ReceivedCellKind.Empty, ReceivedCellKind.Empty], Kinds(strip));
        Assert.Equal((0, null), (strip.HeldBehindHeadCount, strip.HeadOfLine));
    }

    [Fact]
    public void CallOrder_NextFutureAndLaterOneFinished_CountsOnlyLaterAsHeld()
    {
        var strip = Of(ReceiveOrder.CallOrder, Finished(1, 2), Finished(2, 0));
        Assert.Equal([ReceivedCellKind.Held, ReceivedCellKind.HeadOfLine, ReceivedCellKind.Held, ReceivedCellKind.Empty], Kinds(strip));
        Assert.Equal((1, "CN"), (strip.HeldBehindHeadCount, strip.HeadOfLine?.Label));
    }

    [Fact]
    public void CallOrder_RunEndedEarly_AwaitsNone()
    {
        var strip = Of(
            ReceiveOrder.CallOrder,
            Finished(1, 1), Finished(2, 0, Outcome.Error), Received(2, 0), Finished(3, 2, Outcome.Cancelled),
                Finished(3, 3, Outcome.NotFound), RunFinished(4, Outcome.Error));
        Assert.Equal([ReceivedCellKind.Failed, ReceivedCellKind.Held, ReceivedCellKind.Cancelled, ReceivedCellKind.Failed], Kinds(strip));
        Assert.Equal((0, null), (strip.HeldBehindHeadCount, strip.HeadOfLine));
    }

    [Fact]
    public void CompletionOrder_AsTheyFinish_CellsFillFromTheLeft()
    {
        var strip = Of(ReceiveOrder.CompletionOrder, Finished(1, 2), Received(1, 2), Finished(2, 0, Outcome.Error), Received(2, 0),
            Finished(3, 3));
        Assert.Equal(["DE", "BR", "EG", null], strip.Cells.Select(cell => cell.Future?.Label));
        Assert.Equal([ReceivedCellKind.Received, ReceivedCellKind.Failed, ReceivedCellKind.Held, ReceivedCellKind.Empty], Kinds(strip));
        Assert.Equal((0, null), (strip.HeldBehindHeadCount, strip.HeadOfLine));
    }

    [Fact]
    public void CompletionOrder_Cancelled_ComesLast()
    {
        var strip = Of(ReceiveOrder.CompletionOrder, Finished(1, 0, Outcome.Cancelled), Finished(2, 1), Received(2, 1));
        Assert.Equal(["CN", "BR", null, null], strip.Cells.Select(cell => cell.Future?.Label));
        Assert.Equal([ReceivedCellKind.Received, ReceivedCellKind.Cancelled, ReceivedCellKind.Empty, ReceivedCellKind.Empty], Kinds(strip));
    }

    [Theory]
    [InlineData(ReceiveOrder.CallOrder)]
    [InlineData(ReceiveOrder.CompletionOrder)]
    public void Of_AnyLog_HasOneCellPerFinishedFuture(ReceiveOrder delivery) => Any.Sample(
        log =>
        {
            foreach (var run in RaceState.At(log, double.MaxValue).Runs)
            {
                var strip = ReceivedStrip.Of(run, delivery);
                var through = strip.Cells.Where(cell => cell.Kind is not (ReceivedCellKind.Empty or ReceivedCellKind.HeadOfLine))
                    .Select(cell => cell.Future!.Number).ToList();
                Assert.Equal(run.Futures.Count, strip.Cells.Count);
                Assert.Equal(strip.Cells, strip.ReceivedChunks.Concat(strip.ChangingChunks).SelectMany(chunk => chunk)
                    .Concat(Enumerable.Repeat(new ReceivedCell(ReceivedCellKind.Empty, null), strip.TrailingEmptyCount)));
                Assert.Equal(run.Futures.Where(future => future.FinishedAtMs is not null).Select(future => future.Number), through.Order());
                Assert.Equal(
                    strip.HeadOfLine is null ? [] : [strip.HeadOfLine], strip.Cells.Where(cell => cell.Kind == ReceivedCellKind.HeadOfLine)
                    .Select(cell => cell.Future));
                Assert.Equal(strip.HeadOfLine is null, strip.HeldBehindHeadCount == 0);
                Assert.Equal(run.Futures.Count(future => future.IsHeld && future.Number > (strip.HeadOfLine?.Number ?? int.MaxValue)),
                    strip.HeldBehindHeadCount);
            }
        },
        iter: 1000);
}
