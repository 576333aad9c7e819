using FlagDashboard.Plans;
using FlagDashboard.Races;

namespace FlagDashboard.Tests.Races;

public class ModeDirectoryTests
{
    private static readonly FakeMode One = FakeMode.Idle("one");
    private static readonly FakeMode Two = FakeMode.Idle("two");
    private static readonly ModeRegistry Modes = new([Two, One]);

    [Fact]
    public void All_Registered_KeepTheirOrder() => Assert.Equal([Two.Info, One.Info], Modes.Catalog.All);

    [Fact]
    public void Find_ItsId_IsTheMode() => Assert.Same(One, Modes.Find("one"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ONE")]
    [InlineData("one ")]
    [InlineData("three")]
    public void Find_UnknownId_ReturnsNull(string? id) => Assert.Null(Modes.Find(id));

    [Theory]
    [InlineData(true, 5, 2, 2)]
    [InlineData(true, 1, 2, 1)]
    [InlineData(false, 5, 2, 1)]
    public void WorkersFor_AnyPlan_IsAtMostNumberOfFutures(bool pooled, int workers, int countries, int expected) => Assert.Equal(
        expected,
        new ModeInfo("id", "", "", ReceiveOrder.CallOrder, pooled).WorkersFor(
            new RacePlan { Countries = [.. Enumerable.Repeat("BR", countries)], Modes = [], Workers = workers }));

    [Fact]
    public void WorkersFor_ModeWithMaxWorkers_IsAtMostThatMaximum() => Assert.Equal(
        3,
        new ModeInfo("id", "", "", ReceiveOrder.CallOrder, MaxWorkers: 3).WorkersFor(
            new RacePlan { Countries = [.. Enumerable.Repeat("BR", 9)], Modes = [], Workers = 5 }));
}
