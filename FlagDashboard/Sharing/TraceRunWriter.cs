using FlagDashboard.Log;
using FlagDashboard.Plans;
using FlagDashboard.Timeline;

namespace FlagDashboard.Sharing;

/// <summary>Writes one run as a process of a trace. An instance can be used only once. Not thread-safe.</summary>
/// <param name="number">The number of the run in the race, from 0.</param>
/// <param name="run">The run.</param>
/// <param name="endMs">The time at which open slices end, in ms.</param>
internal sealed class TraceRunWriter(int number, RunState run, double endMs)
{
    // A run is process n of the trace, and its worker w has the thread number n × 10,000 + w. No run has that many workers, so each thread
    // number is unique within the trace.
    private const int ThreadNumbersPerRun = 10_000;

    private readonly List<TraceEvent> _events = [];

    private int ProcessId => number + 1;

    // One thread serves all slots of an event loop, so the trace does not show the slots as threads.
    private bool IsLoop => run.Info.WorkerKind == WorkerKind.LoopSlot;

    private IEnumerable<int> Workers => IsLoop ? [] : Enumerable.Range(1, run.Workers)
        .Union(run.Phases.Select(phase => phase.Worker))
        .Union(run.Futures.Select(future => future.Worker))
        .Where(worker => worker > 0)
        .Order();

    /// <summary>Returns all events of the run: names first, then thread by thread.</summary>
    public IReadOnlyList<TraceEvent> Events()
    {
        AddName("process_name", 0, run.Info.Title);
        _events.Add(Metadata("process_sort_index", 0, "sort_index", number));
        AddThreadName(0, run.Info.IsAuxiliary ? "run" : IsLoop ? "event loop" : "consuming code", -1);
        foreach (var worker in Workers)
            AddThreadName(worker, run.NameOf(worker), worker);

        if (run.StartedAt is { } began)
            AddSlices(began);
        foreach (var future in run.Futures)
            AddWaiting(future);
        foreach (var future in run.Received)
        {
            _events.Add(new(
                "i", $"{future.Label} received", ProcessId, ThreadIdOf(0), Microseconds(future.ReceivedAt!.Value),
                Cat: "received", S: "t", Args: TraceArgs.Of(future, run)));
        }

        foreach (var one in run.Interventions)
        {
            _events.Add(new(
                "i", $"{one.Future.Label} changed by the {one.What.By}", ProcessId, ThreadIdOf(0), Microseconds(one.AtMs),
                Cat: "intervention",
                S: "t", Args: new Dictionary<string, object?> { ["detail"] = InterventionText.InEnglish(one) }));
        }

        return _events;
    }

    private void AddSlices(double began)
    {
        var slices = new List<Slice> { new(0, began, run.FinishedAt, run.Info.Title, "run", TraceArgs.Of(run)) };
        slices.AddRange(run.Phases.Select(phase => new Slice(phase.Worker, phase.FromMs, phase.ToMs, phase.Name, "phase", [])));
        slices.AddRange(run.Futures.Where(future => future.StartedAt is not null).Select(future =>
            new Slice(future.Worker, future.StartedAt!.Value, future.FinishedAt, future.Label, "work", TraceArgs.Of(future, run))));
        foreach (var thread in slices.GroupBy(slice => slice.Worker).OrderBy(thread => thread.Key))
            AddThreadSlices(thread);
    }

    // Trace viewers such as Perfetto drop slices of one thread that overlap without being nested. Such a slice is therefore written as an
    // asynchronous slice, which gets a track of its own.
    private void AddThreadSlices(IEnumerable<Slice> slices)
    {
        var enclosingEnds = new Stack<long>();
        foreach (var slice in slices.OrderBy(slice => Microseconds(slice.FromMs)).ThenByDescending(End))
        {
            var (from, to) = (Microseconds(slice.FromMs), End(slice));
            while (enclosingEnds.TryPeek(out var end) && end <= from)
                enclosingEnds.Pop();
            if ((IsLoop && slice.Cat == "work") || (enclosingEnds.TryPeek(out var enclosing) && enclosing < to))
            {
                AddAsync(slice.Name, slice.Cat, $"{ProcessId}.{slice.Cat}.{_events.Count}", slice.FromMs, slice.ToMs, slice.Args);
                continue;
            }

            enclosingEnds.Push(to);
            _events.Add(
                new("X", slice.Name, ProcessId, ThreadIdOf(slice.Worker), from, to - from, slice.Cat,
                    Args: MarkIfOpen(slice.Args, slice.ToMs)));
        }
    }

    private void AddWaiting(FutureRecord future)
    {
        var args = TraceArgs.Of(future, run);
        if (future.SubmittedAt is { } submitted)
            AddAsync("queued", "queued", $"{ProcessId}.queued.{future.Number}", submitted, future.StartedAt ?? future.FinishedAt, args);
        if (future.Held || future.ReceivedAt is not null)
            AddAsync(
                "held", "held", $"{ProcessId}.held.{future.Number}", future.FinishedAt!.Value, future.ReceivedAt ?? run.FinishedAt, args);
    }

    private void AddAsync(string name, string category, string id, double from, double? to, Dictionary<string, object?> args)
    {
        _events.Add(new("b", name, ProcessId, ThreadIdOf(0), Microseconds(from), Cat: category, Id: id, Args: MarkIfOpen(args, to)));
        _events.Add(new("e", name, ProcessId, ThreadIdOf(0), Microseconds(to ?? endMs), Cat: category, Id: id));
    }

    private void AddThreadName(int worker, string name, int sortIndex)
    {
        AddName("thread_name", worker, name);
        _events.Add(Metadata("thread_sort_index", worker, "sort_index", sortIndex));
    }

    private void AddName(string what, int worker, string name) => _events.Add(Metadata(what, worker, "name", name));

    private TraceEvent Metadata(string what, int worker, string argument, object value) =>
        new("M", what, ProcessId, ThreadIdOf(worker), Args: new Dictionary<string, object?> { [argument] = value });

    private int ThreadIdOf(int worker) => (ProcessId * ThreadNumbersPerRun) + worker;

    private long End(Slice slice) => Microseconds(slice.ToMs ?? endMs);

    // Times are rounded before durations are computed, so that adjacent slices are still adjacent after rounding.
    private static long Microseconds(double ms) => (long)Math.Round(ms * 1000);

    private Dictionary<string, object?> MarkIfOpen(Dictionary<string, object?> args, double? to) =>
        to is null ? new(args) { ["open"] = run.InterruptedAt is null ? "not finished when exported" : "interrupted" } : args;

    private sealed record Slice(int Worker, double FromMs, double? ToMs, string Name, string Cat, Dictionary<string, object?> Args);
}
