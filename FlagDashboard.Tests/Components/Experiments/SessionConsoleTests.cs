using Bunit;
using FlagDashboard.Components.Experiments;
using FlagDashboard.Log;
using static FlagDashboard.Tests.Timeline.Logs;

namespace FlagDashboard.Tests.Components.Experiments;

public sealed class SessionConsoleTests : ComponentTest
{
    private static RaceEvent Answer(double at, string? call, string text, double? took = null, string? thread = null) =>
        Answered(at, new(call, text, took, thread));

    private static RaceState Begun() => IsInteractive(RunStarted(0, run: 1), RunStarted(0, 2));

    private IRenderedComponent<SessionConsole> Show(RaceState race) => Render<SessionConsole>(list => list.Add(p => p.Race, race));

    private static string[] Rows(IRenderedComponent<SessionConsole> list) =>
        [.. list.FindAll("tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => cell.TextContent)))];

    [Fact]
    public void Rows_NoAnswers_ShowsOnlyHead()
    {
        var list = Show(new RaceState());
        Assert.Empty(Rows(list));
        Assert.Equal(["at", "call → answer", "blocked", "thread"], list.FindAll("th").Select(head => head.TextContent));
    }

    [Fact]
    public void Rows_Answers_ShowTimeOfCallAndBlockedTime()
    {
        var race = Begun();
        Tell(race, Answer(1000.4, "f1.Done", "False", 0.4, "page"),
            Answer(3000, "f1.Result(timeout: 1\u00a0s)", "raised TimeoutException: …", 1000, "caller"),
            Answer(3100, "callback(f1)", "called", thread: "worker 2"), Answer(3200, null, "Close was pressed."));
        var list = Show(race);
        Assert.Equal(
            [
                "1.00\u00a0s | f1.Done → False | 0.40\u00a0ms | page",
                "2.00\u00a0s | f1.Result(timeout: 1\u00a0s) → raised TimeoutException: … | 1.00\u00a0s | caller",
                "3.10\u00a0s | callback(f1) → called |  | worker 2",
                "3.20\u00a0s | Close was pressed. |  | ",
            ],
            Rows(list));
        Assert.Equal("f1.Result(timeout: 1\u00a0s)", Assert.Single(list.FindAll("tr.raised code")).TextContent);
    }

    [Fact]
    public void Rows_BlockedCall_KeepsItsPlaceWhenAnswered()
    {
        var race = Begun();
        Tell(race, Answer(500, "f1.Done", "False", 0, "page"), Phase(1000, 1, "blocked in f1.Result()", 1),
            Answer(2000, "f1.Running", "True", 0, "page"));
        var list = Show(race);
        string[] around =
            ["0.50\u00a0s | f1.Done → False | 0.00\u00a0ms | page", "2.00\u00a0s | f1.Running → True | 0.00\u00a0ms | page"];
        Assert.Equal([around[0], "1.00\u00a0s | The caller is blocked in f1.Result() …", around[1]], Rows(list));

        Tell(race, Phase(5000, 1, null, 1), Answer(5000, "f1.Result()", "50", 4000, "caller"));
        list.Render(p => p.Add(l => l.Race, race));
        Assert.Equal([around[0], "1.00\u00a0s | f1.Result() → 50 | 4.00\u00a0s | caller", around[1]], Rows(list));
        Assert.Empty(list.FindAll("[data-testid=blocked]"));
    }

    [Theory]
    [InlineData(Outcome.Ok, "2.00\u00a0s | The executor is closed.")]
    [InlineData(Outcome.Cancelled, "2.00\u00a0s | Cancelled: pending calls are cancelled, and running calls are given up.")]
    public void Rows_RaceEnded_LastRowShowsOutcome(Outcome outcome, string last)
    {
        var race = Begun();
        Tell(race, RunFinished(2000, outcome), RunFinished(2000, outcome, 1), RaceFinished(2000) with { Status = outcome });
        Assert.Equal(last, Rows(Show(race))[^1]);
    }
}
