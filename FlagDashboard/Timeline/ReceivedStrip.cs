using FlagDashboard.Futures;
using FlagDashboard.Log;
using FlagDashboard.Plans;

namespace FlagDashboard.Timeline;

/// <summary>What a cell of the strip shows.</summary>
public enum CellKind
{
    /// <summary>Nothing yet.</summary>
    Empty,

    /// <summary>A flag that the consuming code has.</summary>
    Received,

    /// <summary>A flag that is finished and held.</summary>
    Held,

    /// <summary>The future that everything behind it is held for.</summary>
    Awaited,

    /// <summary>No flag came of it: not found, or an error.</summary>
    Failed,

    /// <summary>No flag came of it: cancelled or given up.</summary>
    Cancelled,
}

/// <summary>One cell.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Future">Of which future; null if empty.</param>
public readonly record struct Cell(CellKind Kind, FutureRecord? Future);

/// <summary>
/// The flags in the order in which the consuming code gets them. There is a cell for every future from the start, so nothing moves.
/// </summary>
/// <param name="Cells">One per future.</param>
/// <param name="HeldCount">How many finished ones are held.</param>
/// <param name="HeldFor">The one they wait for; null if none is held.</param>
public sealed record ReceivedStrip(IReadOnlyList<Cell> Cells, int HeldCount, FutureRecord? HeldFor)
{
    /// <summary>
    /// The cells in pieces, each of which is printed as one, as with <see cref="BarChunks"/>: first those that are received, by when.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Cell>> Closed { get; } =
        [.. Cells.TakeWhile(cell => cell.Kind == CellKind.Received).GroupBy(cell => BarChunks.ChunkOf(cell.Future!.ReceivedAt!.Value))
            .Select(piece => piece.ToList())];

    /// <summary>Then one by one, up to the last that is not empty.</summary>
    public IEnumerable<Cell> Open => Cells.Take(Cells.Count - Empty).Skip(Closed.Sum(piece => piece.Count));

    /// <summary>How many follow that are empty.</summary>
    public int Empty { get; } = Cells.Reverse().TakeWhile(cell => cell.Kind == CellKind.Empty).Count();

    /// <summary>The strip of a run whose mode delivers in that order.</summary>
    public static ReceivedStrip Of(RunState run, Delivery delivery) =>
        delivery == Delivery.CallOrder ? InCallOrder(run) : AsCompleted(run);

    private static ReceivedStrip InCallOrder(RunState run)
    {
        // A finished one with nothing unfinished before it is being received this moment: it waits for nobody.
        var first = run.FinishedAt is null ? run.Futures.FirstOrDefault(future => future.FinishedAt is null) : null;
        var held = first is null ? 0 : run.Futures.Count(future => future.Held && future.Number > first.Number);
        var awaited = held > 0 ? first : null;
        return new([.. run.Futures.Select(future => Of(future, awaited))], held, awaited);
    }

    private static ReceivedStrip AsCompleted(RunState run)
    {
        var known = run.Received.Concat(run.Futures.Where(future => future.Held)).Select(future => Of(future, awaited: null));
        var cells = known.Concat(
            run.Futures.Where(future => future is { Status: Outcome.Cancelled, ReceivedAt: null })
            .Select(future => Of(future, awaited: null))).ToList();
        cells.AddRange(Enumerable.Repeat(new Cell(CellKind.Empty, null), run.Futures.Count - cells.Count));
        return new(cells, 0, null);
    }

    private static Cell Of(FutureRecord future, FutureRecord? awaited) => future switch
    {
        _ when future == awaited => new(CellKind.Awaited, future),
        { State: FutureState.Pending or FutureState.Running } => new(CellKind.Empty, null),
        { Status: Outcome.Cancelled } => new(CellKind.Cancelled, future),
        { Status: not Outcome.Ok } => new(CellKind.Failed, future),
        { Held: true } => new(CellKind.Held, future),
        _ => new(CellKind.Received, future),
    };
}
