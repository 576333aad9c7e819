using CsCheck;
using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Modes;
using FlagDashboard.Plans;
using FlagDashboard.Races;
using Microsoft.Extensions.DependencyInjection;

namespace FlagDashboard.Tests.Timeline;

/// <summary>Logs of races: written by hand for one example, or any legal one for a property.</summary>
internal static class Logs
{
    private static readonly ModeCatalog Product =
        new ModeRegistry(new ServiceCollection().AddModes().BuildServiceProvider().GetServices<IConcurrencyMode>()).Catalog;

    private static readonly string[] Codes = ["AD", "BR", "CN", "DE", "EG", "FR", "GR", "HU"];

    /// <summary>Any legal log, cut off anywhere: race by race from the first event on, never two futures on one worker.</summary>
    public static readonly Gen<RaceEvent[]> Any =
        from futures in Gen.Int[1, Codes.Length]
        from runs in Gen.Int[1, 3]
        from workers in Gen.Int[1, 4]
        from choices in Gen.Select(Gen.Int[0, 999], Gen.Double[0, 50]).Array[0, 120]
        select Play([.. Enumerable.Range(0, runs).Select(run => $"mode-{run}")], futures, workers, choices);

    /// <summary>Any legal log of the product's modes, cut off anywhere, with pauses that people notice.</summary>
    public static readonly Gen<RaceEvent[]> OfModes =
        from futures in Gen.Int[1, Codes.Length]
        from first in Gen.Int[0, 4]
        from runs in Gen.Int[1, 3]
        from workers in Gen.Int[1, 4]
        from choices in Gen.Select(Gen.Int[0, 999], Gen.Double[-60, 90]).Array[0, 150]
        select Play([.. Enumerable.Range(first, runs).Select(run => Product.All[run % 5].Id)], futures, workers, choices);

    /// <summary>A log of one run on these codes; the events need neither number nor run.</summary>
    public static RaceState Fold(string[] codes, params RaceEvent[] events) => Fold(["threads-map"], codes, events);

    /// <summary>A log of several runs on these codes; the events need no number.</summary>
    public static RaceState Fold(string[] modes, string[] codes, params RaceEvent[] events) => Fold(Definition(modes, codes), events);

    /// <summary>The same as a list, numbered from the first event on.</summary>
    public static RaceEvent[] Log(string[] modes, string[] codes, params RaceEvent[] events) =>
        [First(Definition(modes, codes)), .. events.Select((happened, i) => happened with { Seq = i + 2 })];

    /// <summary>A log of such a race; the events need no number.</summary>
    public static RaceState Fold(RaceDefinition definition, params RaceEvent[] events)
    {
        var state = new RaceState();
        state.Apply(First(definition));
        foreach (var happened in events)
            state.Apply(happened with
            {
                Seq = state.LastEventSeq + 1,
                Run = happened.Run == RaceEvent.None
                && happened.Kind is not (RaceEventKind.RaceFinished or RaceEventKind.Intervened) ? 0 : happened.Run
            });
        return state;
    }

    /// <summary>A log of a run whose futures a person makes, and of the caller beside it; the events need no number.</summary>
    public static RaceState IsInteractive(params RaceEvent[] events)
    {
        ModeInfo[] runs = [new("executor", "Executor", "", ReceiveOrder.CompletionOrder, IsExecutorSession: true),
            new("caller", "Caller", "", ReceiveOrder.CompletionOrder, IsAuxiliary: true)];
        var definition = new RaceDefinition([], runs);
        var state = new RaceState();
        state.Apply(new(1, 0, RaceEventKind.RaceStarted) { Definition = definition });
        foreach (var happened in events)
            state.Apply(happened with { Seq = state.LastEventSeq + 1 });
        return state;
    }

    public static RaceEvent RunStarted(double at, int workers = 1, int run = 0) =>
        new(0, at, RaceEventKind.RunStarted, run, Worker: workers);

    public static RaceEvent Submitted(double at, int future, int run = 0) => new(0, at, RaceEventKind.Submitted, run, future);

    public static RaceEvent Started(double at, int future, int worker = 1, int run = 0) =>
        new(0, at, RaceEventKind.Started, run, future, worker);

    public static RaceEvent Finished(double at, int future, Outcome status = Outcome.Ok, int run = 0) =>
        new(0, at, RaceEventKind.Finished, run, future, Status: status, ImageHash: status == Outcome.Ok ? $"sha{future}" : null);

    public static RaceEvent Received(double at, int future, int run = 0) => new(0, at, RaceEventKind.Received, run, future);

    public static RaceEvent Phase(double at, int worker, string? name, int run = 0) =>
        new(0, at, RaceEventKind.Phase, run, Worker: worker) { PhaseName = name };

    public static RaceEvent Named(double at, int worker, string name, int run = 0) =>
        new(0, at, RaceEventKind.WorkerNamed, run, Worker: worker) { WorkerName = name };

    public static RaceEvent Answered(double at, SessionEntry answer, int run = 1) =>
        new(0, at, RaceEventKind.Answered, run) { SessionEntry = answer };

    public static RaceEvent Intervened(double at, int future, Intervention what, int run = 0) =>
        new(0, at, RaceEventKind.Intervened, run, future) { Intervention = what };

    public static RaceEvent RunFinished(double at, Outcome status = Outcome.Ok, int run = 0) =>
        new(0, at, RaceEventKind.RunFinished, run, Status: status);

    public static RaceEvent RaceFinished(double at) => new(0, at, RaceEventKind.RaceFinished, Status: Outcome.Ok);

    public static RaceEvent Interrupted(double at) =>
        new(0, at, RaceEventKind.RaceFinished, Status: Outcome.Error) { Reason = "interrupted" };

    /// <summary>One future from its making to its receiving.</summary>
    public static RaceEvent[] Whole(double from, double to, int future = 0, Outcome status = Outcome.Ok, int run = 0) =>
        [Submitted(from, future, run), Started(from, future, 1, run), Finished(to, future, status, run), Received(to, future, run)];

    public static RaceEvent First(RaceDefinition definition) => new(1, 0, RaceEventKind.RaceStarted) { Definition = definition };

    /// <summary>A lane that stands aside, with a phase of every look.</summary>
    public static ModeInfo IsAuxiliary { get; } = new(
        "aside", "Aside", "What else there is", ReceiveOrder.CompletionOrder, IsAuxiliary: true,
        WorkerPhaseKinds: [new("works", PhaseLook.Busy), new("waits", PhaseLook.Waiting), new("is ready", PhaseLook.Held),
            new("rests", PhaseLook.Other)]);

    /// <summary>A race of nothing but <see cref="IsAuxiliary"/>.</summary>
    public static RaceState FoldAside(params RaceEvent[] events) => Fold(new RaceDefinition([], [IsAuxiliary]), events);

    /// <summary>The definition of such a race; a mode that the product does not have is called by its id.</summary>
    public static RaceDefinition Definition(string[] modes, string[] codes) => new(
        codes,
        [.. modes.Select(mode => Product.Find(mode) ?? new ModeInfo(mode, mode, "", ReceiveOrder.CompletionOrder))],
        new RacePlan { Countries = codes, Modes = modes });

    private static RaceEvent[] Play(string[] modes, int futures, int workers, (int Which, double Later)[] choices)
    {
        var log = new List<RaceEvent> { First(Definition(modes, Codes[..futures])) };
        var state = new RaceState();
        state.Apply(log[0]);
        foreach (var (which, later) in choices)
        {
            if (Next(state, workers).ToList() is not { Count: > 0 } next)
                break;
            log.Add(next[which % next.Count] with { Seq = log.Count + 1, AtMs = log[^1].AtMs + Math.Max(0, later - 10) });
            state.Apply(log[^1]);
        }

        return [.. log];
    }

    /// <summary>Everything that can happen now.</summary>
    private static IEnumerable<RaceEvent> Next(RaceState race, int workers)
    {
        if (race.FinishedAtMs is not null)
            return [];
        if (race.Runs.All(run => run.FinishedAtMs is not null))
        {
            return race.Runs.Any(run => run.Outcome == Outcome.Cancelled)
                ? [RaceFinished(0) with { Status = Outcome.Cancelled }] : [RaceFinished(0)];
        }

        return race.Runs.SelectMany((run, number) => Next(run, number, workers)).Concat(Interventions(race));
    }

    /// <summary>A person changes the first future without an outcome, in one run or in every run.</summary>
    private static IEnumerable<RaceEvent> Interventions(RaceState race) =>
        race.Runs.SelectMany((run, number) => run.Futures.Where(future => future.FinishedAtMs is null).Take(1).SelectMany(future =>
            new[]
            {
                Intervened(0, future.Number, new(InterventionAct.Slow, 1000), number),
                Intervened(0, future.Number, new(InterventionAct.NotFound), RaceEvent.None),
            })).Take(2);

    private static IEnumerable<RaceEvent> Next(RunState run, int number, int workers)
    {
        if (run.FinishedAtMs is not null)
            return [];
        if (run.StartedAtMs is null)
            return [RunStarted(0, run.Info.IsConcurrent ? workers : 1, number)];

        var steps = run.Futures.SelectMany(future => Next(future, run, number)).Concat(PhasesOf(run, number));
        return run.DoneCount < run.Futures.Count
            ? steps
            : steps.Concat(new[] { Outcome.Ok, Outcome.Error, Outcome.Cancelled }.Select(status => RunFinished(0, status, number)))
                .Concat(run.Info.ReceiveOrder == ReceiveOrder.CallOrder && run.Futures[^1].Status is Outcome.Error or Outcome.Cancelled
                    ? [RunFinished(0, Outcome.Error, number) with { Future = run.Futures.Count - 1, Reason = "raised" }] : []);
    }

    /// <summary>A worker that runs no future enters a phase, or leaves one.</summary>
    private static IEnumerable<RaceEvent> PhasesOf(RunState run, int number) =>
        Enumerable.Range(1, run.Workers).Except(Working(run)).SelectMany(worker =>
        new[] { Phase(0, worker, "starting", number), Phase(0, worker, null, number), Named(0, worker, $"pid {worker}", number),
            Answered(0, new(null, ""), number) });

    private static IEnumerable<int> Working(RunState run) =>
        run.Futures.Where(future => future.State == FutureState.Running).Select(future => future.Worker);

    private static IEnumerable<RaceEvent> Next(FutureRecord future, RunState run, int number)
    {
        var busy = Working(run).Concat(run.WorkerPhases.Where(phase => phase.ToMs is null).Select(phase => phase.Worker));
        return future switch
        {
            { State: FutureState.Pending, SubmittedAtMs: null } =>
                [Submitted(0, future.Number, number), Finished(0, future.Number, Outcome.Cancelled, number)],
            { State: FutureState.Pending } =>
            [
                .. Enumerable.Range(1, run.Workers).Except(busy).Select(worker => Started(0, future.Number, worker, number)),
                Finished(0, future.Number, Outcome.Cancelled, number),
                Finished(0, future.Number, Outcome.Error, number),
            ],
            { State: FutureState.Running } => Enum.GetValues<Outcome>().Select(status => Finished(0, future.Number, status, number)),
            { IsHeld: true } => [Received(0, future.Number, number)],
            _ => [],
        };
    }
}
