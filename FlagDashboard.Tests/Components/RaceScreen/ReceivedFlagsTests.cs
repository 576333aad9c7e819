using AngleSharp.Dom;
using Bunit;
using FlagDashboard.Components.RaceScreen;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.RaceScreen;

public sealed class ReceivedFlagsTests : ComponentTest
{
    /// <summary>Brazil is received. China is still running, two later futures are held, and the last is pending.</summary>
    private static RaceState HeldBehindChina() => Fold(
        ["BR", "CN", "DE", "FR", "US"],
        [
            RunStarted(0, 4), .. Whole(0, 50), Submitted(0, 1), Started(0, 1, 2), Submitted(0, 2), Started(0, 2, 3),
            Submitted(0, 3), Started(0, 3, 4), Submitted(0, 4), Finished(60, 3), Finished(70, 2),
        ]);

    private IRenderedComponent<ReceivedFlags> Show(RaceState race, ReceiveOrder delivery = ReceiveOrder.CallOrder) =>
        Render<ReceivedFlags>(strip => strip
        .Add(p => p.Run, race.Runs[0])
        .Add(p => p.Mode, new ModeInfo("m", "Mode", "", delivery))
        .Add(p => p.RunVersion, race.Runs[0].Version));

    private static string[] Cells(IRenderedComponent<ReceivedFlags> strip) =>
        [.. strip.FindAll("[data-testid=received-m] li").Select(Describe)];

    private static string Describe(IElement cell)
    {
        var classes = cell.ClassName?.Split(" flag")[0];
        return $"{classes} {cell.GetAttribute("aria-label")}{cell.TextContent}".Trim();
    }

    private static string Note(IRenderedComponent<ReceivedFlags> strip) => strip.Find("em").TextContent;

    [Fact]
    public void Cells_NothingReceived_AreEmpty()
    {
        var strip = Show(Fold(["BR", "CN", "DE"]));
        Assert.Equal(["", "", ""], Cells(strip));
        Assert.Equal("", Note(strip));
    }

    [Fact]
    public void Cells_CallOrder_ShowHeldFlagsAndAwaitedCountry()
    {
        var strip = Show(HeldBehindChina());
        Assert.Equal(["got BR", "awaited CN", "held DE", "held FR", ""], Cells(strip));
        Assert.Equal(["BR", "DE", "FR"], strip.FindAll("li.flag").Select(flag => flag.GetAttribute("aria-label")));
        Assert.Equal(["got flag i0", "held flag i2", "held flag i1"], strip.FindAll("li.flag").Select(flag => flag.ClassName));
        Assert.Equal("2 finished, held behind China", Note(strip));
    }

    [Fact]
    public void Cells_InCompletionOrder_AreFilledFromTheFront()
    {
        var strip = Show(HeldBehindChina(), ReceiveOrder.CompletionOrder);
        Assert.Equal(["got BR", "held DE", "held FR", "", ""], Cells(strip));
        Assert.Equal("", Note(strip));
    }

    [Fact]
    public void Cells_NamesWithMarkup_AreText()
    {
        const string name = "<i>\"&'";
        var strip = Show(Fold([name, name], [RunStarted(0), .. Whole(0, 10), .. Whole(10, 20, 1, Outcome.Error)]));
        Assert.Equal([$"got {name}", $"failed named ✕{name}"], Cells(strip));
    }

    [Fact]
    public void Cells_FailedAndCancelled_HaveText()
    {
        var strip = Show(Fold(
            ["BR", "CN", "DE", "FR"],
            [
                RunStarted(0), .. Whole(0, 10, 0, Outcome.Error), .. Whole(10, 20, 1, Outcome.NotFound),
                Submitted(20, 2), Started(20, 2), Finished(30, 2, Outcome.Cancelled), Finished(30, 3, Outcome.Cancelled),
                RunFinished(30, Outcome.Cancelled),
            ]));
        Assert.Equal(["failed ✕BR", "missing ∅CN", "cancelled DE", "cancelled FR"], Cells(strip));
        Assert.Empty(strip.FindAll(".flag"));
    }

    [Theory]
    [InlineData(30, "large")]
    [InlineData(31, "middle")]
    [InlineData(90, "middle")]
    [InlineData(91, "small")]
    public void CellSize_MoreCells_IsSmaller(int count, string size)
    {
        var strip = Show(Fold([.. Catalog.All.Take(count).Select(country => country.Code)]));
        Assert.Contains(size, strip.Find(".strip").ClassList);
        Assert.Equal(count, Cells(strip).Length);
    }

    [Theory]
    [InlineData(676, 676)]
    [InlineData(677, 0)]
    public void Cells_MoreFuturesThanARaceOfFlagsMayHave_AreLeftOut(int count, int cells)
    {
        var strip = Show(Fold([.. Enumerable.Range(0, count).Select(number => $"call {number}")]));
        Assert.Equal(cells, Cells(strip).Length);
        Assert.Equal(cells == 0, strip.Markup.Contains("too many for a cell each: the transcript lists them", StringComparison.Ordinal));
    }

    [Fact]
    public void Cells_LeftOut_StillSaysWhatIsHeld()
    {
        var codes = Enumerable.Range(0, 677).Select(number => $"call {number}").ToArray();
        var strip = Show(Fold(
            codes, [RunStarted(0, 2), Submitted(0, 0), Started(0, 0), Submitted(0, 1), Started(0, 1, 2), Finished(9, 1)]));
        Assert.Equal("1 finished, held behind call 0", Note(strip));
    }

    [Fact]
    public void Render_SameVersion_IsSkipped()
    {
        var race = HeldBehindChina();
        var strip = Show(race);
        strip.Render(p => p.Add(s => s.RunVersion, race.Runs[0].Version));
        Assert.Equal(1, strip.RenderCount);

        Tell(race, Finished(80, 1) with { Run = 0 }, Received(81, 1) with { Run = 0 });
        strip.Render(p => p.Add(s => s.RunVersion, race.Runs[0].Version));
        Assert.Equal(2, strip.RenderCount);
        Assert.Equal(["got BR", "got CN", "held DE", "held FR", ""], Cells(strip));
    }
}
