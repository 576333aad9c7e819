using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>The state of the future that a cell of the strip shows.</summary>
public enum ReceivedCellKind
{
    /// <summary>The cell shows no future yet.</summary>
    Empty,

    /// <summary>The consuming code has received the flag.</summary>
    Received,

    /// <summary>The flag is held: finished and not yet received.</summary>
    Held,

    /// <summary>The future is unfinished, and later finished futures are held until it is received.</summary>
    HeadOfLine,

    /// <summary>The future brought no flag: the flag was not found, or the future raised an exception.</summary>
    Failed,

    /// <summary>The future brought no flag: it was cancelled or given up.</summary>
    Cancelled,
}

/// <summary>One cell of the strip.</summary>
/// <param name="Kind">The state that the cell shows.</param>
/// <param name="Future">The future that the cell shows; null if the cell is empty.</param>
public readonly record struct ReceivedCell(ReceivedCellKind Kind, FutureRecord? Future);

/// <summary>
/// The strip of flags below a lane, in the order in which the consuming code receives the flags. Every future has a cell from the start, so
/// that nothing moves on the page.
/// </summary>
/// <param name="Cells">One cell per future.</param>
/// <param name="HeldBehindHeadCount">The number of futures that are held until <paramref name="HeadOfLine"/> is received.</param>
/// <param name="HeadOfLine">The unfinished future behind which later futures are held; null if none is held.</param>
public sealed record ReceivedStrip(IReadOnlyList<ReceivedCell> Cells, int HeldBehindHeadCount, FutureRecord? HeadOfLine)
{
    private const int ChangingCellsPerChunk = 20;

    /// <summary>
    /// The received cells at the start of the strip, grouped into chunks by the time at which they were received. The page writes each
    /// chunk as one piece of HTML, as in <see cref="BarChunks"/>.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<ReceivedCell>> ReceivedChunks { get; } =
        [.. Cells.TakeWhile(cell => cell.Kind == ReceivedCellKind.Received)
            .GroupBy(cell => BarChunks.ChunkIndexOf(cell.Future!.ReceivedAtMs!.Value))
            .Select(chunk => chunk.ToList())];

    /// <summary>
    /// The cells after <see cref="ReceivedChunks"/>, up to the last one that is not empty, grouped by their places in the strip.
    /// </summary>
    public IEnumerable<IEnumerable<ReceivedCell>> ChangingChunks =>
        Cells.Take(Cells.Count - TrailingEmptyCount).Index().Skip(ReceivedChunks.Sum(chunk => chunk.Count))
            .GroupBy(cell => cell.Index / ChangingCellsPerChunk, cell => cell.Item);

    /// <summary>The number of empty cells at the end.</summary>
    public int TrailingEmptyCount { get; } = Cells.Reverse().TakeWhile(cell => cell.Kind == ReceivedCellKind.Empty).Count();

    /// <summary>The strip of <paramref name="run"/>, whose mode delivers results in the order <paramref name="receiveOrder"/>.</summary>
    public static ReceivedStrip Of(RunState run, ReceiveOrder receiveOrder) =>
        receiveOrder == ReceiveOrder.CallOrder ? InCallOrder(run) : AsCompleted(run);

    private static ReceivedStrip InCallOrder(RunState run)
    {
        // The program receives results in call order, so it waits for the first unfinished future. Finished results after that future are
        // held and are counted here. Finished results before it are not counted, because the program can receive them at once.
        var first = run.FinishedAtMs is null ? run.Futures.FirstOrDefault(future => future.FinishedAtMs is null) : null;
        var held = first is null ? 0 : run.Futures.Count(future => future.IsHeld && future.Number > first.Number);
        var awaited = held > 0 ? first : null;
        return new([.. run.Futures.Select(future => Of(future, awaited))], held, awaited);
    }

    private static ReceivedStrip AsCompleted(RunState run)
    {
        var known = run.Received.Concat(run.Futures.Where(future => future.IsHeld)).Select(future => Of(future, awaited: null));
        var cells = known.Concat(
            run.Futures.Where(future => future is { Status: Outcome.Cancelled, ReceivedAtMs: null })
            .Select(future => Of(future, awaited: null))).ToList();
        cells.AddRange(Enumerable.Repeat(new ReceivedCell(ReceivedCellKind.Empty, null), run.Futures.Count - cells.Count));
        return new(cells, 0, null);
    }

    private static ReceivedCell Of(FutureRecord future, FutureRecord? awaited) => future switch
    {
        _ when future == awaited => new(ReceivedCellKind.HeadOfLine, future),
        { State: FutureState.Pending or FutureState.Running } => new(ReceivedCellKind.Empty, null),
        { Status: Outcome.Cancelled } => new(ReceivedCellKind.Cancelled, future),
        { Status: not Outcome.Ok } => new(ReceivedCellKind.Failed, future),
        { IsHeld: true } => new(ReceivedCellKind.Held, future),
        _ => new(ReceivedCellKind.Received, future),
    };
}
