using FlagDashboard.Log;

namespace FlagDashboard.Timeline;

/// <summary>
/// The bars of a track in pieces, each of which is printed as one: what will never change again is not printed anew with what
/// does, and what changes together is one change.
/// </summary>
/// <param name="Closed">Bars that are through, by when they came to be: a piece for each short while, so that only the last one
/// grows.</param>
/// <param name="Open">All others: a piece for each worker or future that may have any. Pieces are only added, at the end.</param>
public sealed record BarChunks(IReadOnlyList<IEnumerable<Bar>> Closed, IReadOnlyList<IEnumerable<Bar>> Open)
{
    // About as often as a page hears of a race.
    private const double ChunkMs = 50;

    /// <summary>The pieces of <paramref name="run"/>, which are its <see cref="Bars"/>.</summary>
    public static BarChunks Of(RunState run, RowLayout rows) => Bars.HasWorkerRows(run, rows) ? ByWorker(run, rows) : ByFuture(run, rows);

    private static BarChunks ByWorker(RunState run, RowLayout rows)
    {
        var running = run.Futures.Where(future => future is { StartedAt: not null, FinishedAt: null }).ToLookup(future => future.Worker);
        return new(
            [.. run.Futures.Where(future => future.FinishedAt is not null).GroupBy(future => ChunkOf(future.FinishedAt!.Value))
            .OrderBy(piece => piece.Key).Select(BarsOf)],
            [.. Bars.OfPhases(run, rows).Select(phase => new[] { phase }), .. Enumerable.Range(1, run.Workers)
                .Select(worker => BarsOf(running[worker]))]);

        IEnumerable<Bar> BarsOf(IEnumerable<FutureRecord> futures) => futures.SelectMany(future => Bars.Of(future, run, rows));
    }

    // A future that is through may still be held: its bars are together.
    private static BarChunks ByFuture(RunState run, RowLayout rows)
    {
        var pieces = run.Futures.Select(future => Bars.Of(future, run, rows).ToList()).ToList();
        return new([], pieces[..(pieces.FindLastIndex(piece => piece.Count > 0) + 1)]);
    }

    /// <summary>Which while a time belongs to.</summary>
    internal static int ChunkOf(double ms) => (int)(ms / ChunkMs);
}
