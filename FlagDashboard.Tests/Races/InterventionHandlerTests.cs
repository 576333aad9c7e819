using CsCheck;
using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using FlagDashboard.Tests.Flags;
using FlagDashboard.Tests.Log;
using FlagDashboard.Tests.Modes;

namespace FlagDashboard.Tests.Races;

public sealed class InterventionHandlerTests : IDisposable
{
    private const string Title = "Sequential";

    private readonly RaceFixture _track = new(new Sequential(), new ThreadsMap(), new ThreadsAsCompleted(), new Async());

    public void Dispose() => _track.Dispose();

    /// <summary>Starts a race on one worker per run, whose site holds Brazil back, and waits until every run waits for Brazil.</summary>
    private async Task<Race> Start(params string[] modes)
    {
        _track.Hold("BR");
        var plan = _track.Plan("BR", "CN", "DE") with { Workers = 1 };
        var race = _track.Races.Start(modes.Length == 0 ? plan : plan with { Modes = modes });
        foreach (var number in Enumerable.Range(0, race.Plan!.Modes.Count))
            await race.Seen(happened => happened is { Kind: RaceEventKind.Started, Future: 0 } && happened.Run == number);
        // A worker may start the first future before the mode has submitted the others. Only submitted futures can be pending.
        foreach (var number in Enumerable.Range(0, race.Plan.Modes.Count).Where(number => race.Definition.Runs[number].IsConcurrent))
            await race.Seen(happened => happened is { Kind: RaceEventKind.Submitted, Future: 2 } && happened.Run == number);

        return race;
    }

    private static IReadOnlyList<string> Done(InterventionResult result) => Assert.IsType<InterventionResult.Applied>(result).Modes;

    private static string Refusal(InterventionResult result) => Assert.IsType<InterventionResult.Refused>(result).Problem.ToString();

    [Fact]
    public async Task Cancel_PendingFutureInEveryMode_EndsRunsAsPythonWould()
    {
        var race = await Start();
        Assert.Equal(
            ["threads-map", "threads-as-completed", "async"], Done(race.Intervene(new("cn", InterventionAct.Cancel))));
        _track.LetGo("BR");
        var state = await race.Through();

        // as_completed yields the cancelled future, and the loop goes on. So does a loop over tasks.
        foreach (var mode in (string[])["threads-as-completed", "async"])
        {
            Assert.Equal([Outcome.Ok, Outcome.Cancelled, Outcome.Ok], state.Of(mode).Statuses());
            Assert.Equal((Outcome.Ok, 2), (state.Of(mode).Outcome, state.Of(mode).Received.Count));
        }

        // The iterator of map raises CancelledError where it comes to the cancelled future, and cancels those behind it
        // that no worker has taken.
        var map = state.Of("threads-map");
        Assert.Equal([Outcome.Ok, Outcome.Cancelled], map.Statuses().Take(2));
        Assert.Equal((Outcome.Error, "CN", "BR"), (map.Outcome, map.EarlyEndCause?.Label, Assert.Single(map.Received).Label));
        Assert.Equal([Outcome.Ok, Outcome.Ok, Outcome.Ok], state.Of("sequential").Statuses());
        Assert.Equal(Outcome.Ok, state.Outcome);
        Assert.Equal(3, state.InterventionCount);
        Assert.All(state.Runs.Skip(1), run =>
            Assert.Equal((1, false), (run.Interventions[0].Future.Number, run.Interventions[0].InEveryRun)));
    }

    [Fact]
    public async Task Cancel_Pending_IsRecordedBeforeItsEnd()
    {
        var race = await Start("async", "threads-map");
        Assert.Equal(["threads-map"], Done(race.Intervene(new("CN", InterventionAct.Cancel, "threads-map"))));
        _track.LetGo("BR");
        await race.Through();
        var log = race.Log.Snapshot();
        var (cause, effect) = (log.Single(happened => happened.Kind == RaceEventKind.Intervened),
            log.Single(happened => happened is { Kind: RaceEventKind.Finished, Run: 1, Future: 1 }));
        Assert.Equal((cause.Seq + 1, 1, 1), (effect.Seq, cause.Run, cause.Future));
        Assert.Equal(new Intervention(InterventionAct.Cancel, null, "presenter"), cause.Intervention);
        Assert.Single(log, happened => happened is { Kind: RaceEventKind.Finished, Status: Outcome.Ok, Run: 0, Future: 1 });
    }

    public static TheoryData<string, string, string?, InterventionAct, double?, bool> Refusals => new()
    {
        { "“XX” is not a country of this race.", "XX", null, InterventionAct.Reset, null, true },
        { "“” is not a country of this race.", "", null, InterventionAct.Reset, null, true },
        { "“processes” is not a mode of this race.", "BR", "processes", InterventionAct.Reset, null, true },
        { "“” is not a mode of this race.", "BR", "", InterventionAct.Reset, null, true },
        { "delayMs must be from 1 to 60000 for slow, and left out otherwise.", "BR", null, InterventionAct.Slow, null, true },
        { "delayMs must be from 1 to 60000 for slow, and left out otherwise.", "BR", null, InterventionAct.Slow, 0.5, true },
        { "delayMs must be from 1 to 60000 for slow, and left out otherwise.", "BR", null, InterventionAct.Slow, 60_001, true },
        { "delayMs must be from 1 to 60000 for slow, and left out otherwise.", "BR", null, InterventionAct.Slow, double.NaN, true },
        { "delayMs must be from 1 to 60000 for slow, and left out otherwise.", "BR", null, InterventionAct.Stall, 5, true },
        { "BR is running. As in Python, only a pending future can be cancelled.", "BR", null, InterventionAct.Cancel, null, false },
        {
            $"{Title} makes each call when its turn comes, so that it has no pending future to cancel.", "CN", "sequential",
            InterventionAct.Cancel, null, false
        },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task Intervene_NotPossible_RefusesWithReasonAndChangesNothing(
        string reason, string country, string? mode, InterventionAct act, double? delayMs, bool isInvalid)
    {
        var race = await Start();
        var refused = Assert.IsType<InterventionResult.Refused>(race.Intervene(new(country, act, mode, delayMs)));
        Assert.Equal((reason, isInvalid), (refused.Problem.ToString(), refused.IsInvalidRequest));
        Assert.Equal(0, race.Log.Fold().InterventionCount);
        _track.LetGo("BR");
        await race.Through();
    }

    [Fact]
    public async Task Intervene_FinishedFutureOrRace_IsRefused()
    {
        _track.Hold("DE");
        var race = _track.Races.Start(_track.Plan("BR", "DE") with { Modes = ["sequential"] });
        await race.Seen(happened => happened is { Kind: RaceEventKind.Finished, Future: 0 });
        Assert.Equal(
            "BR has its outcome already, so that it cannot be changed.", Refusal(race.Intervene(new("BR", InterventionAct.Reset))));
        _track.LetGo("DE");
        await race.Through();
        Assert.Equal("The race is over, so that nothing in it can be changed.", Refusal(race.Intervene(new("DE", InterventionAct.Stall))));
        Assert.Equal(0, race.Log.Fold().InterventionCount);
    }

    [Fact]
    public async Task Intervene_StalledFuture_RefusesSlowButAcceptsOtherFailures()
    {
        var race = await Start("threads-map");
        Assert.Equal(["threads-map"], Done(race.Intervene(new("BR", InterventionAct.Stall))));
        Assert.StartsWith("BR gets no answer at all", Refusal(race.Intervene(new("BR", InterventionAct.Slow, ExtraDelayMs: 5))),
            StringComparison.Ordinal);
        Assert.Equal(["threads-map"], Done(race.Intervene(new("BR", InterventionAct.Reset))));
        _track.LetGo("BR");
        await race.Through();
    }

    [Fact]
    public async Task Intervene_TooOften_IsRefused()
    {
        var race = await Start("threads-map");
        for (var i = 0; i < Intervention.MaxPerRace; i++)
            Done(race.Intervene(new("BR", InterventionAct.ServerError)));
        Assert.StartsWith("This race was changed 500 times", Refusal(race.Intervene(new("BR", InterventionAct.ServerError))),
            StringComparison.Ordinal);
        _track.LetGo("BR");
        Assert.Equal(Intervention.MaxPerRace, (await race.Through()).InterventionCount);
    }

    [Fact]
    public async Task Intervene_RemoteSite_RefusesAllButCancel()
    {
        var gate = new TaskCompletionSource();
        await using var site = new RawSite(async (code, closing) =>
        {
            await gate.Task.WaitAsync(closing);
            return RawSite.Flag(code);
        });
        await using var dashboard = await TestDashboard.Start(settings: new() { ["Sites:Remote:Url"] = $"{site.Address}flags" });
        var race = dashboard.Race(plan => plan with
        {
            Countries = ["BR", "CN"],
            Modes = ["threads-as-completed"],
            Workers = 1,
            Site = SiteId.Remote,
        });
        await race.Seen(happened => happened is { Kind: RaceEventKind.Started, Future: 0 });
        await race.Seen(happened => happened is { Kind: RaceEventKind.Submitted, Future: 1 });
        Assert.StartsWith("This race downloads from a remote site", Refusal(race.Intervene(new("BR", InterventionAct.NotFound))),
            StringComparison.Ordinal);
        Assert.Equal(["threads-as-completed"], Done(race.Intervene(new("CN", InterventionAct.Cancel))));
        gate.SetResult();
        Assert.Equal([Outcome.Ok, Outcome.Cancelled], (await race.Through()).Runs[0].Statuses());
    }

    [Fact]
    public async Task Intervene_FailRunningFutureInEveryMode_FailsItInEachRun()
    {
        await using var dashboard = await TestDashboard.Start();
        // Without an intervention, the site would answer only after 4.5 s.
        var race = dashboard.Race(plan => plan with
        {
            Countries = ["BR"],
            Site = SiteId.Delay,
            DelayMs = 4500,
            JitterMs = 0,
            StartOrder = StartOrder.Together,
        });
        await Task.WhenAll(race.Plan!.Modes.Select(async (mode, run) =>
        {
            await race.Seen(happened => happened.Kind == RaceEventKind.Started && happened.Run == run);
            var act = mode == "threads-map" ? InterventionAct.NotFound : InterventionAct.ServerError;
            Assert.Equal([mode], Done(race.Intervene(new("BR", act, mode))));
        }));
        var state = await race.Through();
        Assert.Equal(Outcome.NotFound, state.Of("threads-map").Futures[0].Status);
        Assert.All(state.Runs.Where(run => run.Mode != "threads-map"), run =>
            Assert.Equal((Outcome.Error, "HTTP 500 Internal Server Error"), (run.Futures[0].Status, run.Futures[0].Reason)));
        Assert.Equal(RaceDefinition.Of(race.Plan, dashboard.Get<ModeCatalog>()), race.Log.Snapshot()[0].Definition);
    }

    [Fact]
    public Task Intervene_AfterAnyEvent_LeavesALegalLogThatEnds()
    {
        string[] codes = [.. WebRoot.Catalog.Pop20.Select(country => country.Code)];
        return Gen.Select(
            Gen.Int[1, 8], Gen.Enum<StartOrder>(),
            Gen.Select(Gen.Enum<InterventionAct>(), Gen.Int[0, 19], Gen.Int[-1, 3]).Array[1, 60]).SampleAsync(
            async (workers, order, acts) =>
            {
                using var track = new RaceFixture(new Sequential(), new ThreadsMap(), new ThreadsAsCompleted(), new Async());
                var race = track.Races.Start(track.Plan(codes) with { Workers = workers, StartOrder = order });
                var next = 0;
                await foreach (var batch in race.Log.Follow(0))
                {
                    if (next == acts.Length)
                        continue;
                    var (act, code, mode) = acts[next++];
                    race.Intervene(new(
                        codes[code], act, mode < 0 ? null : race.Plan!.Modes[mode], act == InterventionAct.Slow ? 1 : null));
                }

                var state = await race.Through();
                Assert.All(state.Runs, run => Assert.Equal(codes.Length, Enum.GetValues<Outcome>().Sum(run.Count)));
                Assert.Equal(Outcome.Ok, state.Outcome);
                Assert.All(state.Runs.Where(run => run.Outcome != Outcome.Ok), run => Assert.Equal("threads-map", run.Mode));
            },
            iter: 30,
            threads: 1);
    }
}
