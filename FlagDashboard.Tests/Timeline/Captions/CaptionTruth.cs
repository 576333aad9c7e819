using FlagDashboard.Flags;
using FlagDashboard.Races;
using FlagDashboard.Timeline;

namespace FlagDashboard.Tests.Timeline;

/// <summary>What a caption must say, worked out once more from the bare events: slowly, and without the fold.</summary>
sealed class CaptionTruth(RaceEvent[] log, RaceOutline outline, Caption caption)
{
    readonly RaceEvent[] _told = [.. log.Where(happened => happened.Seq <= caption.Seq && happened.Run == caption.Run)];

    int Count => outline.Items.Count;

    int Workers => _told.First(happened => happened.Kind == RaceEventKind.RunStarted).Worker;

    double Began => _told.First(happened => happened.Kind == RaceEventKind.RunStarted).At;

    RaceEvent End => _told.Single(happened => happened.Kind == RaceEventKind.RunFinished);

    RaceEvent? Of(RaceEventKind kind, int future) => _told.Where(happened => happened.Kind == kind && happened.Future == future).Select(happened => (RaceEvent?)happened).SingleOrDefault();

    double? At(RaceEventKind kind, int future) => Of(kind, future)?.At;

    double? Submitted(int future) => At(RaceEventKind.Submitted, future);

    double? Started(int future) => At(RaceEventKind.Started, future);

    double? Finished(int future) => At(RaceEventKind.Finished, future);

    double? Received(int future) => At(RaceEventKind.Received, future);

    DownloadStatus? Status(int future) => Of(RaceEventKind.Finished, future)?.Status;

    IEnumerable<int> All => Enumerable.Range(0, Count);

    int With(DownloadStatus status) => All.Count(future => Status(future) == status);

    IEnumerable<int> Worked => All.Where(future => Finished(future) - Started(future) is not null).OrderBy(Started).ThenBy(future => future);

    double Work(int future) => (Finished(future) - Started(future))!.Value;

    double Sum => Worked.Sum(Work);

    int Longest => Worked.First(future => Work(future) == Worked.Max(Work));

    int RunningBefore(int seq) => All.Count(future => Of(RaceEventKind.Started, future)?.Seq < seq && !(Of(RaceEventKind.Finished, future)?.Seq < seq));

    // A name is no fact of the race: it may be given later.
    string Name(int worker) => log.LastOrDefault(happened => happened.Run == caption.Run && happened.Kind == RaceEventKind.WorkerNamed && happened.Worker == worker).Detail ?? $"w{worker}";

    Things Calls(int number) => new(number, "1 download", "{0} downloads");

    /// <summary>The numbers and names, with futures and modes by what they are called; throws if the sentence is not true.</summary>
    public object[] Arguments() => caption.Rule switch
    {
        "held" => Held(),
        "handed-over" => HandedOver(),
        "ended" => Ended(),
        "cancelled" => Outcome(DownloadStatus.Cancelled, [new Lasting(End.At), All.Count(future => Status(future) == DownloadStatus.Cancelled && Started(future) is not null), NeverBegun]),
        "failed" => Failed(),
        "went-on" => Outcome(DownloadStatus.Ok, [With(DownloadStatus.Error), Calls(Count), With(DownloadStatus.Ok)]),
        "not-found" => Outcome(DownloadStatus.Ok, [With(DownloadStatus.NotFound), Calls(Count), outline.Items[_told.First(happened => happened is { Kind: RaceEventKind.Finished, Status: DownloadStatus.NotFound }).Future]]),
        "queue" => Queue(),
        "idle" => Idle(),
        "processes" => Processes(),
        "async" => Async(),
        "in-turn" => Outcome(DownloadStatus.Ok, [Calls(Worked.Count()), new Lasting(Sum), new Lasting(End.At - Began)]),
        "bound" => Bound(),
        "overhead" => Outcome(DownloadStatus.Ok, [new Lasting(End.At - Began - InOrder()), Calls(Worked.Count()), Workers, new Lasting(InOrder())]),
        "slowest" => Outcome(DownloadStatus.Ok, [outline.Items[Longest], new Lasting(Work(Longest)), Calls(Worked.Count()), new Lasting(Sum / Worked.Count())]),
        "winner" => Winner(),
        var other => throw new InvalidOperationException($"Nothing is known of {other}."),
    };

    int NeverBegun => All.Count(future => Status(future) == DownloadStatus.Cancelled && Started(future) is null);

    object[] Outcome(DownloadStatus expected, object[] arguments)
    {
        Assert.Equal(expected, End.Status);
        Assert.Equal(caption.Seq, End.Seq);
        return arguments;
    }

    object[] Held()
    {
        Assert.Equal(Delivery.CallOrder, outline.Runs[caption.Run].Delivery);
        var slow = ((FutureRecord)caption.Arguments[3]).Number;
        Assert.All(All.Where(future => future < slow), before => Assert.True(Status(before) != DownloadStatus.Cancelled && Finished(before) <= Finished(slow), $"{before} of {caption.Text()}"));
        var behind = All.SkipWhile(future => future <= slow).TakeWhile(future => Status(future) != DownloadStatus.Cancelled && Finished(future) < Finished(slow)).ToList();
        Assert.All(behind, future => Assert.True(Received(future) >= Received(slow)));
        Assert.Equal(behind.Append(slow).Order(), caption.Evidence.Bars.Select(bar => bar.Future));
        var longest = behind.First(future => Received(future) - Finished(future) == behind.Max(other => Received(other) - Finished(other)));
        object[] told = [outline.Items[longest], new Lasting(Finished(longest)!.Value), new Lasting(Received(longest)!.Value - Finished(longest)!.Value), outline.Items[slow], behind.Count - 1];
        Assert.Equal(behind.Count > 1, caption.Template.Contains("{4}", StringComparison.Ordinal));
        return told;
    }

    object[] HandedOver()
    {
        Assert.Contains(outline.Runs, run => run is { Delivery: Delivery.CallOrder, Pooled: true });
        Assert.All(All, future => Assert.NotNull(Received(future)));
        var latest = All.Max(future => Received(future) - Finished(future))!.Value;
        Assert.True(latest < 20);
        return Outcome(DownloadStatus.Ok, [new Lasting(latest)]);
    }

    object[] Ended()
    {
        if (End.Future == RaceEvent.None)
            return Outcome(DownloadStatus.Error, [End.Detail ?? ""]);
        var never = All.Count(future => Status(future) is not (null or DownloadStatus.Cancelled) && Received(future) is null);
        return Outcome(DownloadStatus.Error, [outline.Items[End.Future], End.Detail ?? "", never, NeverBegun]);
    }

    object[] Failed()
    {
        var failed = _told[^1];
        Assert.Equal((RaceEventKind.Finished, DownloadStatus.Error), (failed.Kind, failed.Status));
        var worker = Of(RaceEventKind.Started, failed.Future)!.Value.Worker;
        Assert.Equal(worker, ((FutureRecord)caption.Arguments[0]).Worker);
        return [outline.Items[failed.Future], failed.Detail ?? "", Name(worker), new Lasting(Work(failed.Future))];
    }

    object[] Queue()
    {
        var started = _told[^1];
        var waited = started.At - Submitted(started.Future)!.Value;
        Assert.True(waited >= 20);
        Assert.All(_told[..^1].Where(other => other.Kind == RaceEventKind.Started), other => Assert.True(other.At - Submitted(other.Future) < 20));
        var freed = _told.Last(happened => happened.Kind == RaceEventKind.Finished && Of(RaceEventKind.Started, happened.Future)?.Worker == started.Worker);
        Assert.Equal(Workers, RunningBefore(freed.Seq));
        return [outline.Items[started.Future], new Lasting(waited), Workers];
    }

    object[] Idle()
    {
        var nothingLeft = All.Max(Started)!.Value;
        var since = Enumerable.Range(1, Workers).Select(worker => All.Where(future => Of(RaceEventKind.Started, future)?.Worker == worker).Select(future => Finished(future)!.Value).Append(nothingLeft).Max()).ToList();
        var worker = since.IndexOf(since.Min()) + 1;
        var idle = new Lasting(End.At - since.Min());
        Assert.Equal(new WorkerSpan(caption.Run, worker, since.Min(), End.At), caption.Evidence.Idle);
        if (caption.Template.Contains("{2}", StringComparison.Ordinal))
        {
            var last = ((FutureRecord)caption.Arguments[2]).Number;
            Assert.Equal(Worked.Max(Finished), Finished(last));
            Assert.True(Started(last) <= since.Min() && Finished(last) > since.Min());
            var other = Of(RaceEventKind.Started, last)!.Value.Worker;
            Assert.NotEqual(worker, other);
            return Outcome(DownloadStatus.Ok, [Name(worker), idle, outline.Items[last], Name(other)]);
        }

        return Outcome(DownloadStatus.Ok, [Name(worker), idle]);
    }

    object[] Processes()
    {
        Assert.Equal("processes", outline.Runs[caption.Run].Id);
        var ready = Enumerable.Range(1, Workers).Select(worker =>
        {
            var phases = _told.Where(happened => happened.Kind == RaceEventKind.Phase && happened.Worker == worker).SkipWhile(happened => happened.Detail != "starting").SkipWhile(happened => happened.Detail == "starting");
            return phases.First().At - Began;
        }).ToList();
        return [Workers, new Lasting(ready.Min()), new Lasting(ready.Max())];
    }

    object[] Async()
    {
        Assert.Equal("async", outline.Runs[caption.Run].Id);
        Assert.Equal(Math.Min(Workers, Count), RunningBefore(caption.Seq + 1));
        return [Math.Min(Workers, Count)];
    }

    object[] Bound()
    {
        var (longest, share) = (Work(Longest), Sum / Workers);
        Assert.True(End.At - Began >= Math.Max(longest, share) - 1e-6);
        Assert.True(End.At - Began >= InOrder() - 1e-6);
        return longest >= share
            ? Outcome(DownloadStatus.Ok, [new Lasting(longest), outline.Items[Longest], new Lasting(End.At - Began), Workers])
            : Outcome(DownloadStatus.Ok, [Calls(Worked.Count()), new Lasting(Sum), Workers, new Lasting(share), new Lasting(InOrder()), new Lasting(End.At - Began)]);
    }

    double InOrder()
    {
        var free = new double[Workers];
        foreach (var future in Worked)
            free[Array.IndexOf(free, free.Min())] += Work(future);
        return free.Max();
    }

    object[] Winner()
    {
        var through = log.Where(happened => happened is { Kind: RaceEventKind.RunFinished, Status: DownloadStatus.Ok })
            .Select(end => (end.Run, Ms: Math.Max(0.001, end.At - log.Single(happened => happened.Kind == RaceEventKind.RunStarted && happened.Run == end.Run).At)))
            .OrderBy(run => run.Ms).ThenBy(run => run.Run).ToList();
        Assert.Equal(RaceEventKind.RaceFinished, log[caption.Seq - 1].Kind);
        var close = caption.Template.Contains("more", StringComparison.Ordinal);
        if (close)
            Assert.Equal(WorkersOf(through[0].Run), WorkersOf(through[1].Run));
        return [outline.Runs[through[0].Run].Title, new Lasting(through[0].Ms), outline.Runs[through[1].Run].Title, new Lasting(close ? through[1].Ms - through[0].Ms : through[1].Ms)];

        int WorkersOf(int run) => log.Single(happened => happened.Kind == RaceEventKind.RunStarted && happened.Run == run).Worker;
    }
}
