using FlagDashboard.Log;

namespace FlagDashboard.Sharing;

/// <summary>A slice of a trace: a period in which a worker does one thing.</summary>
/// <param name="Worker">The worker; 0 for the consuming code.</param>
/// <param name="FromMs">The start, in ms.</param>
/// <param name="ToMs">The end, in ms; null while the slice is open.</param>
/// <param name="Name">The name that a trace viewer shows.</param>
/// <param name="Category">"run", "phase" or "work".</param>
/// <param name="Future">The future that the worker runs; null for none.</param>
internal readonly record struct TraceSlice(
    int Worker, double FromMs, double? ToMs, string Name, string Category, FutureRecord? Future = null);

/// <summary>
/// Creates the slices of a run one by one. Only their order is kept in memory (4 bytes for each slice), so that a large trace needs little
/// memory even if it is read slowly. Not thread-safe.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="began">The start of the run, in ms.</param>
/// <param name="endMs">The time at which open slices end, in ms.</param>
internal sealed class TraceSlices(RunState run, double began, double endMs)
{
    /// <summary>Yields the slices ordered by worker and start. Of slices with the same start, the longest comes first.</summary>
    public IEnumerable<TraceSlice> ByWorkerAndStart()
    {
        var numbers = new int[1 + run.WorkerPhases.Count + run.Futures.Count];
        var count = 0;
        for (var number = 0; number < numbers.Length; number++)
        {
            if (number <= run.WorkerPhases.Count || FutureOf(number).StartedAtMs is not null)
                numbers[count++] = number;
        }

        numbers.AsSpan(0, count).Sort(Compare);
        return numbers.Take(count).Select(Get);
    }

    /// <summary>Returns the arguments of the trace events of a slice.</summary>
    public Dictionary<string, object?> ArgsOf(TraceSlice slice) => slice switch
    {
        { Future: { } future } => TraceArgs.Of(future, run),
        { Category: "run" } => TraceArgs.Of(run),
        _ => [],
    };

    private int Compare(int one, int other)
    {
        var (a, b) = (Get(one), Get(other));
        return (a.Worker, TraceRunWriter.ToMicroseconds(a.FromMs), -End(a), one)
            .CompareTo((b.Worker, TraceRunWriter.ToMicroseconds(b.FromMs), -End(b), other));
    }

    private TraceSlice Get(int number)
    {
        if (number == 0)
            return new(0, began, run.FinishedAtMs, run.Info.Title, "run");
        if (number <= run.WorkerPhases.Count)
        {
            var phase = run.WorkerPhases[number - 1];
            return new(phase.Worker, phase.FromMs, phase.ToMs, phase.Name, "phase");
        }

        var future = FutureOf(number);
        return new(future.Worker, future.StartedAtMs!.Value, future.FinishedAtMs, future.Label, "work", future);
    }

    private FutureRecord FutureOf(int slice) => run.Futures[slice - 1 - run.WorkerPhases.Count];

    private long End(TraceSlice slice) => TraceRunWriter.ToMicroseconds(slice.ToMs ?? endMs);
}
