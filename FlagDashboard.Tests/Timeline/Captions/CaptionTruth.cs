using FlagDashboard.Flags;
using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

/// <summary>What a caption must say, worked out once more from the bare events: slowly, and without the fold.</summary>
internal sealed class CaptionTruth(RaceEvent[] log, RaceDefinition definition, Caption caption)
{
    private readonly RaceEvent[] _told = [.. log.Where(happened => happened.Seq <= caption.EventSeq && happened.Run == caption.RunIndex)];

    private int Count => definition.FutureLabels.Count;

    private Quantity CountedWorkers =>
        definition.Runs[caption.RunIndex].WorkerKind == WorkerKind.LoopSlot ? Quantity.LoopSlots(Workers) : Quantity.Workers(Workers);

    private int Workers => _told.First(happened => happened.Kind == RaceEventKind.RunStarted).Worker;

    private double Began => _told.First(happened => happened.Kind == RaceEventKind.RunStarted).AtMs;

    private RaceEvent End => _told.Single(happened => happened.Kind == RaceEventKind.RunFinished);

    private RaceEvent? Of(RaceEventKind kind, int future) =>
        _told.Where(happened => happened.Kind == kind && happened.Future == future).Select(happened => (RaceEvent?)happened)
        .SingleOrDefault();

    private double? At(RaceEventKind kind, int future) => Of(kind, future)?.AtMs;

    private double? Submitted(int future) => At(RaceEventKind.Submitted, future);

    private double? Started(int future) => At(RaceEventKind.Started, future);

    private double? Finished(int future) => At(RaceEventKind.Finished, future);

    private double? Received(int future) => At(RaceEventKind.Received, future);

    private Outcome? Status(int future) => Of(RaceEventKind.Finished, future)?.Status;

    private IEnumerable<int> All => Enumerable.Range(0, Count);

    private int With(Outcome status) => All.Count(future => Status(future) == status);

    private IEnumerable<int> Worked =>
        All.Where(future => Finished(future) - Started(future) is not null).OrderBy(Started).ThenBy(future => future);

    private double Work(int future) => (Finished(future) - Started(future))!.Value;

    private double Sum => Worked.Sum(Work);

    private int Longest => Worked.First(future => Work(future) == Worked.Max(Work));

    private int RunningBefore(int seq) =>
        All.Count(future => Of(RaceEventKind.Started, future)?.Seq < seq && !(Of(RaceEventKind.Finished, future)?.Seq < seq));

    // A worker may get its name later, so its name is not part of what a caption states about the race.
    private string Name(int worker) =>
        log.LastOrDefault(happened =>
        happened.Run == caption.RunIndex && happened.Kind == RaceEventKind.WorkerNamed && happened.Worker == worker).WorkerName
        ?? (definition.Runs[caption.RunIndex].WorkerKind == WorkerKind.LoopSlot ? $"slot {worker}" : $"w{worker}");

    private Quantity Calls(int number) => new(number, "1 download", "{0} downloads");

    /// <summary>The numbers and names, with futures and modes by what they are called; throws if the sentence is not true.</summary>
    public object[] Arguments() => caption.RuleId switch
    {
        "held" => Held(),
        "handed-over" => HandedOver(),
        "ended" => Ended(),
        "intervened" => Intervened(),
        "cancelled" => Ended(
        Outcome.Cancelled, [
        new DurationArg(End.AtMs), All.Count(future => Status(future) == Outcome.Cancelled && Started(future) is not null), NeverBegun]),
        "failed" => Failed(),
        "went-on" => WentOn(),
        "not-found" => Ended(
        Outcome.Ok, [With(Outcome.NotFound), Calls(Count),
        definition.FutureLabels[_told.First(happened => happened is { Kind: RaceEventKind.Finished, Status: Outcome.NotFound }).Future]]),
        "queue" => Queue(),
        "idle" => Idle(),
        "processes" => Processes(),
        "late-start" => LateFirstCall(),
        "async" => Async(),
        "in-turn" => Ended(Outcome.Ok, [Calls(Worked.Count()), new DurationArg(Sum), new DurationArg(End.AtMs - Began)]),
        "bound" => Bound(),
        "overhead" => Ended(
        Outcome.Ok, [new DurationArg(End.AtMs - Began - InOrder()), Calls(Worked.Count()), CountedWorkers, new DurationArg(InOrder())]),
        "slowest" => Ended(Outcome.Ok,
        [definition.FutureLabels[Longest], new DurationArg(Work(Longest)), Calls(Worked.Count()), new DurationArg(Sum / Worked.Count()),
            .. caption.Template.Contains("{4}", StringComparison.Ordinal) ? [Expected(definition.FutureLabels[Longest])] : (object[])[]]),
        "winner" => Winner(),
        var other => throw new InvalidOperationException($"Nothing is known of {other}."),
    };

    private DurationArg Expected(string code)
    {
        var plan = definition.Plan!;
        Assert.DoesNotContain(log, one => one.Kind == RaceEventKind.Intervened && definition.FutureLabels[one.Future] == code
            && (one.Run == RaceEvent.None || one.Run == caption.RunIndex)
            && one.Seq < Of(RaceEventKind.Finished, Longest)!.Value.Seq);
        var expected = new Tape(plan.Seed, plan.DelayMs, plan.JitterMs).DelayMsOf(code, 1);
        Assert.True(expected <= Work(Longest));
        return new(expected);
    }

    private int NeverBegun => All.Count(future => Status(future) == Outcome.Cancelled && Started(future) is null);

    private object[] Ended(Outcome expected, object[] arguments)
    {
        Assert.Equal(expected, End.Status);
        Assert.Equal(caption.EventSeq, End.Seq);
        return arguments;
    }

    private object[] Held()
    {
        Assert.Equal(ReceiveOrder.CallOrder, definition.Runs[caption.RunIndex].ReceiveOrder);
        var slow = ((FutureRecord)caption.Arguments[3]).Number;
        Assert.All(All.Where(future => future < slow), before =>
            Assert.True(Status(before) != Outcome.Cancelled && Finished(before) <= Finished(slow), $"{before} of {caption.Text()}"));
        var behind = All.SkipWhile(future => future <= slow)
            .TakeWhile(future => Status(future) != Outcome.Cancelled && Finished(future) < Finished(slow)).ToList();
        Assert.All(behind, future => Assert.True(Received(future) >= Received(slow)));
        Assert.Equal(behind.Append(slow).Order(), caption.Evidence.Bars.Select(bar => bar.FutureOrPhaseNumber));
        var longest = behind.First(future => Received(future) - Finished(future) == behind.Max(other => Received(other) - Finished(other)));
        object[] told = [definition.FutureLabels[longest], new DurationArg(Finished(longest)!.Value),
            new DurationArg(Received(longest)!.Value - Finished(longest)!.Value), definition.FutureLabels[slow], behind.Count - 1];
        Assert.Equal(behind.Count > 1, caption.Template.Contains("{4}", StringComparison.Ordinal));
        return told;
    }

    private object[] HandedOver()
    {
        Assert.Contains(definition.Runs, run => run is { ReceiveOrder: ReceiveOrder.CallOrder, IsConcurrent: true });
        Assert.All(All, future => Assert.NotNull(Received(future)));
        var latest = All.Max(future => Received(future) - Finished(future))!.Value;
        Assert.True(latest < 20);
        return Ended(Outcome.Ok, [new DurationArg(latest)]);
    }

    private object[] Ended()
    {
        if (End.Future == RaceEvent.None)
            return Ended(Outcome.Error, [End.Reason ?? ""]);
        var never = All.Count(future => Status(future) is not (null or Outcome.Cancelled) && Received(future) is null);
        return Status(End.Future) == Outcome.Cancelled && Started(End.Future) is null
            ? Ended(Outcome.Error, [definition.FutureLabels[End.Future], never, NeverBegun])
            : Ended(Outcome.Error, [definition.FutureLabels[End.Future], End.Reason ?? "", never, NeverBegun,
                .. caption.Template.Contains("{4}", StringComparison.Ordinal) ? WaitAtTheEnd() : []]);
    }

    private object[] WentOn()
    {
        Assert.Equal(
            All.All(future => Status(future) != Outcome.Error || Received(future) is not null),
            caption.Template.Contains("got each exception", StringComparison.Ordinal));
        return Ended(Outcome.Ok, [With(Outcome.Error), Calls(Count), With(Outcome.Ok)]);
    }

    private object[] WaitAtTheEnd()
    {
        var raised = Received(End.Future)!.Value;
        Assert.Contains(All, future => Started(future) <= raised && Finished(future) > raised && Finished(future) <= End.AtMs);
        Assert.True(End.AtMs - raised >= 20);
        return [new DurationArg(raised), new DurationArg(End.AtMs)];
    }

    private object[] Intervened()
    {
        var one = log[caption.EventSeq - 1];
        Assert.Equal((RaceEventKind.Intervened, caption.RunIndex), (one.Kind, one.Run));
        Assert.Equal(one.Run == RaceEvent.None, caption.Template.Contains("every mode", StringComparison.Ordinal));
        Assert.Equal(
            from run in Enumerable.Range(0, definition.Runs.Count)
            where one.Run == RaceEvent.None || one.Run == run
            where !log.Any(past =>
                past.Seq < one.Seq && past.Kind == RaceEventKind.Finished && past.Run == run && past.Future == one.Future)
            select new BarId(run, one.Future),
            caption.Evidence.Bars);
        var what = one.Intervention!;
        object[] told = [new DurationArg(one.AtMs), what.ByRole, definition.FutureLabels[one.Future]];
        return what.ExtraDelayMs is { } ms ? [.. told, new DurationArg(ms)] : told;
    }

    private object[] Failed()
    {
        var failed = _told[^1];
        Assert.Equal((RaceEventKind.Finished, Outcome.Error), (failed.Kind, failed.Status));
        var worker = Of(RaceEventKind.Started, failed.Future)!.Value.Worker;
        Assert.Equal(worker, ((FutureRecord)caption.Arguments[0]).Worker);
        return [definition.FutureLabels[failed.Future], failed.Reason ?? "", Name(worker), new DurationArg(Work(failed.Future))];
    }

    private object[] Queue()
    {
        var started = _told[^1];
        var waited = started.AtMs - Submitted(started.Future)!.Value;
        Assert.True(waited >= 20);
        Assert.All(_told[..^1].Where(other => other.Kind == RaceEventKind.Started), other =>
            Assert.True(other.AtMs - Submitted(other.Future) < 20));
        var freed = _told.Last(happened =>
            happened.Kind == RaceEventKind.Finished && Of(RaceEventKind.Started, happened.Future)?.Worker == started.Worker);
        Assert.Equal(Workers, RunningBefore(freed.Seq));
        return [definition.FutureLabels[started.Future], new DurationArg(waited), CountedWorkers];
    }

    private object[] Idle()
    {
        var nothingLeft = All.Max(Started)!.Value;
        var since = Enumerable.Range(1, Workers)
            .Select(worker => All.Where(future => Of(RaceEventKind.Started, future)?.Worker == worker)
            .Select(future => Finished(future)!.Value).Append(nothingLeft).Max()).ToList();
        var worker = since.IndexOf(since.Min()) + 1;
        var idle = new DurationArg(End.AtMs - since.Min());
        Assert.Equal(new WorkerIdleSpan(caption.RunIndex, worker, since.Min(), End.AtMs), caption.Evidence.IdleSpan);
        if (caption.Template.Contains("{2}", StringComparison.Ordinal))
        {
            var last = ((FutureRecord)caption.Arguments[2]).Number;
            Assert.Equal(Worked.Max(Finished), Finished(last));
            Assert.True(Started(last) <= since.Min() && Finished(last) > since.Min());
            var other = Of(RaceEventKind.Started, last)!.Value.Worker;
            Assert.NotEqual(worker, other);
            return Ended(Outcome.Ok, [Name(worker), idle, definition.FutureLabels[last], Name(other)]);
        }

        return Ended(Outcome.Ok, [Name(worker), idle]);
    }

    private object[] Processes()
    {
        Assert.Equal("processes", definition.Runs[caption.RunIndex].Id);
        var ready = Enumerable.Range(1, Workers).Select(worker =>
        {
            var phases = _told.Where(happened => happened.Kind == RaceEventKind.Phase && happened.Worker == worker)
                .SkipWhile(happened => happened.PhaseName != "starting").SkipWhile(happened => happened.PhaseName == "starting");
            return phases.First().AtMs - Began;
        }).ToList();
        return [Workers, new DurationArg(ready.Min()), new DurationArg(ready.Max())];
    }

    private object[] LateFirstCall()
    {
        Assert.NotEqual("processes", definition.Runs[caption.RunIndex].Id);
        var began = _told.First(happened => happened.Kind == RaceEventKind.RunStarted);
        var due = log.Where(happened => happened.Kind == RaceEventKind.RunFinished && happened.Seq < began.Seq)
            .Select(happened => happened.AtMs).LastOrDefault();
        var first = _told.First(happened => happened.Kind == RaceEventKind.Started);
        Assert.Equal(first.Seq, caption.EventSeq);
        Assert.True(first.AtMs - due >= 50);
        Assert.Equal(
            began.AtMs - due > first.AtMs - began.AtMs, caption.Template.Contains("waited for a processor", StringComparison.Ordinal));
        return [new DurationArg(first.AtMs - due)];
    }

    private object[] Async()
    {
        Assert.Equal("async", definition.Runs[caption.RunIndex].Id);
        Assert.Equal(Math.Min(Workers, Count), RunningBefore(caption.EventSeq + 1));
        return [Math.Min(Workers, Count)];
    }

    private object[] Bound()
    {
        var (longest, share) = (Work(Longest), Sum / Workers);
        Assert.True(End.AtMs - Began >= Math.Max(longest, share) - 1e-6);
        Assert.True(End.AtMs - Began >= InOrder() - 1e-6);
        return longest >= share
            ? Ended(
                Outcome.Ok, [new DurationArg(longest), definition.FutureLabels[Longest], new DurationArg(End.AtMs - Began), CountedWorkers])
            : Ended(Outcome.Ok, [Calls(Worked.Count()), new DurationArg(Sum), CountedWorkers, new DurationArg(share),
                new DurationArg(InOrder()), new DurationArg(End.AtMs - Began)]);
    }

    private double InOrder()
    {
        var free = new double[Workers];
        foreach (var future in Worked)
            free[Array.IndexOf(free, free.Min())] += Work(future);
        return free.Max();
    }

    private object[] Winner()
    {
        var through = log.Where(happened => happened is { Kind: RaceEventKind.RunFinished, Status: Outcome.Ok })
            .Select(end => (end.Run,
                Ms: Math.Max(0.001, end.AtMs - log.Single(
                happened => happened.Kind == RaceEventKind.RunStarted && happened.Run == end.Run).AtMs)))
            .OrderBy(run => run.Ms).ThenBy(run => run.Run).ToList();
        Assert.Equal(RaceEventKind.RaceFinished, log[caption.EventSeq - 1].Kind);
        var close = caption.Template.Contains("tie", StringComparison.Ordinal);
        Assert.Equal(through[1].Ms <= 1.05 * through[0].Ms, close);
        return [definition.Runs[through[0].Run].Title, new DurationArg(through[0].Ms), definition.Runs[through[1].Run].Title,
            new DurationArg(close ? through[1].Ms - through[0].Ms : through[1].Ms)];
    }
}
