using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// The bars of a track, grouped into chunks. The page writes each chunk as one piece of HTML. A change then sends only the chunk that has
/// changed, and bars that can no longer change are not sent again.
/// </summary>
/// <param name="Closed">The bars that have ended, grouped into spans of 50 ms by their end. New bars are added only to the last chunk or
/// after it.</param>
/// <param name="Open">The other bars: one chunk for each phase, future, or 20 workers that may have such bars. New chunks are only added at
/// the end.</param>
public sealed record BarChunks(IReadOnlyList<IEnumerable<Bar>> Closed, IReadOnlyList<IEnumerable<Bar>> Open)
{
    // The page sends bars to the browser in chunks. Bars that end within the same 50 ms form one chunk. Events arrive in batches of 50 ms
    // too, so each batch changes only one or two chunks.
    private const double ChunkMs = 50;

    // The page sends the running bars of 20 workers as one piece of HTML (a chunk), even if only one of the bars has changed. Each
    // unchanged bar costs three bytes after compression. With one chunk per bar, each changed bar would cost ten bytes more.
    private const int WorkersPerChunk = 20;

    /// <summary>The chunks of a track that has no bars.</summary>
    public static BarChunks Empty { get; } = new([], []);

    /// <summary>Groups the <see cref="Bars"/> of <paramref name="run"/> into chunks.</summary>
    public static BarChunks Of(RunState run, RowLayout rows) => Bars.HasWorkerRows(run, rows) ? ByWorker(run, rows) : ByFuture(run, rows);

    private static BarChunks ByWorker(RunState run, RowLayout rows)
    {
        var running =
            run.Futures.Where(future => future is { StartedAtMs: not null, FinishedAtMs: null }).ToLookup(future => future.Worker);
        return new(
            [.. run.Futures.Where(future => future.FinishedAtMs is not null).GroupBy(future => ChunkIndexOf(future.FinishedAtMs!.Value))
            .OrderBy(chunk => chunk.Key).Select(BarsOf)],
            [.. Bars.OfPhases(run, rows).Select(phase => new[] { phase }), .. Enumerable.Range(1, run.Workers).Chunk(WorkersPerChunk)
                .Select(workers => BarsOf(workers.SelectMany(worker => running[worker])))]);

        IEnumerable<Bar> BarsOf(IEnumerable<FutureRecord> futures) => futures.SelectMany(future => Bars.Of(future, run, rows));
    }

    // Groups the bars of a track with one row per future. The last bar of a future grows until the consuming code receives the result. The
    // bars of a finished future may thus still change, so no chunk is closed.
    private static BarChunks ByFuture(RunState run, RowLayout rows)
    {
        var chunks = run.Futures.Select(future => Bars.Of(future, run, rows).ToList()).ToList();
        return new([], chunks[..(chunks.FindLastIndex(chunk => chunk.Count > 0) + 1)]);
    }

    /// <summary>The number of the 50 ms span, from 0, that contains a time in ms.</summary>
    internal static int ChunkIndexOf(double ms) => (int)(ms / ChunkMs);
}
