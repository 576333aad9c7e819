using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

public class PythonStartupTests
{
    private static readonly ModeInfo CSharp = new("a", "A", "", ReceiveOrder.CallOrder);
    private static readonly ModeInfo Python = new("python-a", "A", "", ReceiveOrder.CallOrder, Language: ModeLanguage.Python);

    private static RaceState Race(StartOrder order, params RaceEvent[] events)
    {
        var plan = new RacePlan { Countries = ["BR"], Modes = ["a", "python-a"], StartOrder = order };
        var race = new RaceState();
        RaceEvent[] all = [new(0, 0, RaceEventKind.RaceStarted) { Definition = new(["BR"], [CSharp, Python], plan) }, .. events];
        for (var next = 0; next < all.Length; next++)
            race.Apply(all[next] with { Seq = next + 1 });
        return race;
    }

    private static bool[] Preparing(RaceState race) => [.. race.Runs.Select(run => PythonStartup.IsInProgress(race, run))];

    [Fact]
    public void IsRunning_Together_IsTrueUntilRunInPythonBegins()
    {
        Assert.Equal([false, true], Preparing(Race(StartOrder.Together)));
        Assert.Equal([false, false], Preparing(Race(StartOrder.Together, new RaceEvent(0, 1, RaceEventKind.RunStarted, 1, Worker: 1))));
    }

    [Fact]
    public void IsRunning_InTurn_IsTrueOnceItIsItsTurn()
    {
        RaceEvent[] first =
        [
            new(0, 1, RaceEventKind.RunStarted, 0, Worker: 1),
            new(0, 2, RaceEventKind.Finished, 0, 0, Status: Outcome.Cancelled),
            new(0, 3, RaceEventKind.RunFinished, 0, Status: Outcome.Ok),
        ];
        Assert.Equal([false, false], Preparing(Race(StartOrder.InTurn, first[..2])));
        Assert.Equal([false, true], Preparing(Race(StartOrder.InTurn, first)));
    }

    [Fact]
    public void IsRunning_InterruptedRace_IsFalse() => Assert.Equal(
        [false, false], Preparing(Race(StartOrder.Together, new RaceEvent(0, 1, RaceEventKind.RaceFinished, Status: Outcome.Error))));
}
