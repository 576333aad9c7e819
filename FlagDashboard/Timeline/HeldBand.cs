using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>
/// The band below the rows of the workers that shows which results were held, and when. A held future no longer occupies its worker, so its
/// bar cannot be in the row of the worker. Bars that overlap in time are in different slots of the band.
/// </summary>
/// <param name="Bars">The bars of held results, in the order in which their futures finished. The row of a bar is its slot in the band,
/// from 0.</param>
/// <param name="SlotCount">The number of slots that share the height of the band.</param>
public sealed record HeldBand(IReadOnlyList<Bar> Bars, int SlotCount)
{
    /// <summary>
    /// The largest number of futures of a run with a band. With more futures, the bars would be too thin to be told apart.
    /// </summary>
    public const int MaxRunFutures = 30;

    /// <summary>The height of the band, in rows of the lane. It is constant, so that nothing moves when a result is held.</summary>
    public const int HeightInRows = 2;

    // A result is held from the end of its future until the code receives it. The bars of held results lie in slots, which share the height
    // of the band. With fewer slots than this, a bar would be thicker than the bars of the workers.
    internal const int MinSlots = 3;

    // The shortest time between the end of a future and the receipt of its result for which a bar is drawn, in ms. The bar of a shorter
    // time would be narrower than a pixel.
    internal const double MinHeldMs = 1;

    /// <summary>
    /// Whether the lane of <paramref name="run"/> has a band. The run has a pool, receives results in call order, and has at most
    /// <see cref="MaxRunFutures"/> futures; and the rows of the lane are workers.
    /// </summary>
    public static bool IsShown(RunState run, RowLayout rows) =>
        rows == RowLayout.ByWorker
        && run.Info is { ReceiveOrder: ReceiveOrder.CallOrder, IsConcurrent: true, IsAuxiliary: false, IsExecutorSession: false }
        && run.Futures.Count is > 1 and <= MaxRunFutures;

    /// <summary>
    /// The number of results that were held, of an ended run that has too many futures for a band; 0 for any other run.
    /// </summary>
    public static int CountWithoutBand(RunState run) =>
        run is { EndedAtMs: { } end, Futures.Count: > MaxRunFutures, Info: { ReceiveOrder: ReceiveOrder.CallOrder, IsConcurrent: true } }
            ? run.Futures.Count(future => future.IsOrWasHeld && (future.ReceivedAtMs ?? end) - future.FinishedAtMs >= MinHeldMs) : 0;

    /// <summary>The band of the lane of <paramref name="run"/>; null if the lane has none.</summary>
    public static HeldBand? Of(RunState run, RowLayout rows)
    {
        if (!IsShown(run, rows))
            return null;
        var bars = AssignSlots(run).Where(bar => bar.ToMs is null || bar.ToMs - bar.FromMs >= MinHeldMs).ToList();
        return new(bars, Math.Max(MinSlots, bars.Select(bar => bar.Row + 1).DefaultIfEmpty().Max()));
    }

    /// <summary>Groups the bars into chunks. Each slot of the band has one chunk for its open bar.</summary>
    public BarChunks ToChunks()
    {
        var open = Bars.Where(bar => bar.ToMs is null).ToLookup(bar => bar.Row);
        return new(
            [.. Bars.Where(bar => bar.ToMs is not null)
            .GroupBy(bar => BarChunks.ChunkIndexOf(bar.ToMs!.Value)).OrderBy(chunk => chunk.Key)],
            [.. Enumerable.Range(0, SlotCount).Select(slot => open[slot])]);
    }

    // Places the bars of results that wait to be received: each bar goes into the first slot that is free when its future finishes. The
    // slot depends only on futures that finished earlier, so later events never move a bar to another slot.
    private static IEnumerable<Bar> AssignSlots(RunState run)
    {
        var freeAt = new List<double>();
        foreach (var future in run.Futures.Where(future => future.IsOrWasHeld).OrderBy(future => future.FinishedAtMs))
        {
            var (from, to) = (future.FinishedAtMs!.Value, future.ReceivedAtMs ?? run.EndedAtMs);
            var slot = freeAt.FindIndex(at => at <= from);
            if (slot < 0)
            {
                slot = freeAt.Count;
                freeAt.Add(0);
            }

            freeAt[slot] = to ?? double.PositiveInfinity;
            yield return new Bar(future.Number, slot, BarKind.Held, from, to, future.Label);
        }
    }
}
