using FlagDashboard.Log;
using FlagDashboard.Timeline;

namespace FlagDashboard.Components.RaceScreen;

/// <summary>The bar that a person points at, which shows a future or a phase, and the position of the card with its details.</summary>
/// <param name="Run">The run it belongs to.</param>
/// <param name="Future">The future; null for a phase.</param>
/// <param name="CardX">The left edge of the card, in CSS px from the left of the window.</param>
/// <param name="CardY">The top edge of the card, in CSS px from the top of the window.</param>
/// <param name="Phase">The phase; null for a future.</param>
public sealed record InspectedBar(RunState Run, FutureRecord? Future, double CardX, double CardY, WorkerPhaseRecord? Phase = null)
{
    /// <summary>Finds the bar that the browser reported; null if there is no such bar.</summary>
    /// <param name="run">The run of the bar; null if the browser reported a run that does not exist.</param>
    /// <param name="futureOrPhaseNumber">
    /// The number of the future, or a negative number for a phase; see <see cref="Bar.FutureOrPhaseNumber"/>.
    /// </param>
    /// <param name="cardX">The left edge of the card, in CSS px from the left of the window.</param>
    /// <param name="cardY">The top edge of the card, in CSS px from the top of the window.</param>
    public static InspectedBar? Find(RunState? run, int futureOrPhaseNumber, double cardX, double cardY) =>
        run?.Futures.ElementAtOrDefault(futureOrPhaseNumber) is { } future ? new(run, future, cardX, cardY)
        : run?.WorkerPhases.ElementAtOrDefault(Bar.NegatePhaseNumber(futureOrPhaseNumber)) is { } phase
            ? new(run, null, cardX, cardY, phase)
        : null;
}
