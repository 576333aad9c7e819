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
    // In the trace, each run is a process. Worker w of process p has the thread number p × 10,000 + w. A run has fewer than 10,000 workers,
    // so no two threads have the same number.
    private const int ThreadNumbersPerRun = 10_000;

    // The number of trace events that this run has yielded so far. It is part of the id of each asynchronous slice (a slice on a track of
    // its own), so that no two ids are equal.
    private int _count;

    private int ProcessId => number + 1;

    // An event loop runs all its calls on one thread. Its workers are only slots for calls, so the trace does not show them as threads.
    private bool IsLoop => run.Info.WorkerKind == WorkerKind.LoopSlot;

    private IEnumerable<int> Workers => IsLoop ? [] : Enumerable.Range(1, run.Workers)
        .Union(run.WorkerPhases.Select(phase => phase.Worker))
        .Union(run.Futures.Select(future => future.Worker))
        .Where(worker => worker > 0)
        .Order();

    /// <summary>
    /// Yields all events of the run one by one: the names, the slices thread by thread, the waiting times of futures, and the instants.
    /// </summary>
    public IEnumerable<TraceEvent> Events()
    {
        foreach (var traceEvent in Names().Concat(Slices()).Concat(run.Futures.SelectMany(WaitingSlices)).Concat(Instants()))
        {
            _count++;
            yield return traceEvent;
        }
    }

    private IEnumerable<TraceEvent> Names()
    {
        yield return Metadata("process_name", 0, "name", run.Info.Title);
        yield return Metadata("process_sort_index", 0, "sort_index", number);
        foreach (var name in ThreadName(0, run.Info.IsAuxiliary ? "run" : IsLoop ? "event loop" : "consuming code", -1))
            yield return name;
        foreach (var name in Workers.SelectMany(worker => ThreadName(worker, run.WorkerNameOf(worker), worker)))
            yield return name;
    }

    private IEnumerable<TraceEvent> Instants()
    {
        foreach (var future in run.Received)
        {
            yield return new(
                "i", $"{future.Label} received", ProcessId, ThreadIdOf(0), ToMicroseconds(future.ReceivedAtMs!.Value),
                Cat: "received", S: "t", Args: TraceArgs.Of(future, run));
        }

        foreach (var one in run.Interventions)
        {
            yield return new(
                "i", $"{one.Future.Label} changed by the {one.Intervention.ByRole}", ProcessId, ThreadIdOf(0), ToMicroseconds(one.AtMs),
                Cat: "intervention",
                S: "t", Args: new Dictionary<string, object?> { ["detail"] = InterventionText.InEnglish(one) });
        }
    }

    // Trace viewers such as Perfetto drop slices of one thread that overlap without being nested. Overlapping slices are therefore written
    // as asynchronous slices, which get tracks of their own.
    private IEnumerable<TraceEvent> Slices()
    {
        if (run.StartedAtMs is not { } began)
            yield break;
        var slices = new TraceSlices(run, began, endMs);
        var (enclosingEnds, worker) = (new Stack<long>(), -1);
        foreach (var slice in slices.ByWorkerAndStart())
        {
            if (slice.Worker != worker)
                enclosingEnds.Clear();
            worker = slice.Worker;
            var (from, to) = (ToMicroseconds(slice.FromMs), ToMicroseconds(slice.ToMs ?? endMs));
            while (enclosingEnds.TryPeek(out var end) && end <= from)
                enclosingEnds.Pop();
            if ((IsLoop && slice.Category == "work") || (enclosingEnds.TryPeek(out var enclosing) && enclosing < to))
            {
                foreach (var half in Async(
                    slice.Name, slice.Category, $"{ProcessId}.{slice.Category}.{_count}", slice.FromMs, slice.ToMs, slices.ArgsOf(slice)))
                    yield return half;
                continue;
            }

            enclosingEnds.Push(to);
            yield return new(
                "X", slice.Name, ProcessId, ThreadIdOf(slice.Worker), from, to - from, slice.Category,
                Args: MarkIfOpen(slices.ArgsOf(slice), slice.ToMs));
        }
    }

    private IEnumerable<TraceEvent> WaitingSlices(FutureRecord future)
    {
        var args = TraceArgs.Of(future, run);
        var queued = future.SubmittedAtMs is { } submitted
            ? Async("queued", "queued", $"{ProcessId}.queued.{future.Number}", submitted, future.StartedAtMs ?? future.FinishedAtMs, args)
            : [];
        return future.IsHeld || future.ReceivedAtMs is not null
            ? queued.Concat(Async(
                "held", "held", $"{ProcessId}.held.{future.Number}", future.FinishedAtMs!.Value, future.ReceivedAtMs ?? run.FinishedAtMs,
                    args))
            : queued;
    }

    private TraceEvent[] Async(string name, string category, string id, double from, double? to, Dictionary<string, object?> args) =>
    [
        new("b", name, ProcessId, ThreadIdOf(0), ToMicroseconds(from), Cat: category, Id: id, Args: MarkIfOpen(args, to)),
        new("e", name, ProcessId, ThreadIdOf(0), ToMicroseconds(to ?? endMs), Cat: category, Id: id),
    ];

    private TraceEvent[] ThreadName(int worker, string name, int sortIndex) =>
        [Metadata("thread_name", worker, "name", name), Metadata("thread_sort_index", worker, "sort_index", sortIndex)];

    private TraceEvent Metadata(string what, int worker, string argument, object value) =>
        new("M", what, ProcessId, ThreadIdOf(worker), Args: new Dictionary<string, object?> { [argument] = value });

    private int ThreadIdOf(int worker) => (ProcessId * ThreadNumbersPerRun) + worker;

    // Times are rounded before durations are computed, so that adjacent slices are still adjacent after rounding.
    internal static long ToMicroseconds(double ms) => (long)Math.Round(ms * 1000);

    private Dictionary<string, object?> MarkIfOpen(Dictionary<string, object?> args, double? to) =>
        to is null ? new(args) { ["open"] = run.InterruptedAtMs is null ? "not finished when exported" : "interrupted" } : args;
}
